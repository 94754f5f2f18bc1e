using ChainatBot.Privacy;

namespace ChainatBot.Webhooks;

internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<WebhookMetrics>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<DeadLetters>());
        services.AddSingleton(provider => Replica.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddHostedService<SingleServer>();
        services.AddSingleton<LaneLeases>();
        services.AddSingleton<WebhookReceiver>();
        services.AddSingleton<LaneWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<LaneWorker>());
        return services;
    }

    public static void MapWebhooks(this WebApplication app) =>
        app.MapPost("/webhook", (HttpRequest request, WebhookReceiver receiver, CancellationToken cancellationToken) => receiver.ReceiveAsync(request, cancellationToken));
}
