using ChainatBot.Webhooks;
using Line.Messaging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChainatBot.Hosting;

/// <summary>
/// Traces and metrics over OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says to send them. Calls to LINE are traced by operation and not
/// by address, because LINE's addresses name people.
/// </summary>
internal static class Telemetry
{
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[EndpointSetting])) return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("ChainatBot", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource(LineHttpClients.ActivitySourceName).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(WebhookMetrics.MeterName).AddOtlpExporter());
        return services;
    }
}
