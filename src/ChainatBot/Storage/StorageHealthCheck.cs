using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChainatBot.Storage;

/// <summary>Healthy when a row can be written and read back and the media store answers.</summary>
public sealed class StorageHealthCheck(ITableStore tables, IBlobStore blobs) : IHealthCheck
{
    /// <summary>A store that takes longer is not ready.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Table = "Health";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // One row for all replicas and all time: what one of them reads may be what another wrote.
            await tables.UpsertAsync(Table, new TableRow("probe", "probe"), cancellationToken).ConfigureAwait(false);
            if (await tables.GetAsync(Table, "probe", "probe", cancellationToken).ConfigureAwait(false) is null)
                return HealthCheckResult.Unhealthy("A row just written can't be read back.");
            (await blobs.OpenAsync("probe", cancellationToken).ConfigureAwait(false))?.Dispose();
            return HealthCheckResult.Healthy();
        }
        catch (StorageUnavailableException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message, fault);
        }
    }
}
