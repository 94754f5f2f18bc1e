using ChainatBot.Flows;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChainatBot.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: storage (which adds its own check) answers and flows are loaded.</summary>
internal static class Health
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<FlowsHealthCheck>("flows", tags: [Ready]);
        return services;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
    }

    private sealed class FlowsHealthCheck(FlowStore flows) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(flows.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No conversations are loaded; run the `check` verb."));
    }
}
