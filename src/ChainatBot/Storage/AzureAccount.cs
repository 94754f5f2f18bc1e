using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace ChainatBot.Storage;

/// <summary>The Azure Storage account that <c>ConnectionStrings:Storage</c> names.</summary>
internal sealed class AzureAccount
{
    // LINE gives up on a webhook after a few seconds; a store that is slower than that is down for our purpose.
    private static readonly TimeSpan TableTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan BlobTimeout = TimeSpan.FromSeconds(30);

    private AzureAccount(TableServiceClient tables, BlobServiceClient blobs) => (Tables, Blobs) = (tables, blobs);

    public TableServiceClient Tables { get; }

    public BlobServiceClient Blobs { get; }

    /// <summary>The setting, or null where storage is embedded.</summary>
    public static string? Setting(IConfiguration configuration) =>
        configuration.GetConnectionString("Storage") is { } setting && !string.IsNullOrWhiteSpace(setting) ? setting.Trim() : null;

    /// <summary>The account, or null where the setting is neither a connection string nor a table endpoint. Nothing is called.</summary>
    public static AzureAccount? Parse(string setting)
    {
        var tableOptions = Hasten(new TableClientOptions(), TableTimeout);
        var blobOptions = Hasten(new BlobClientOptions(), BlobTimeout);
        if (setting.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            if (!Uri.TryCreate(setting, UriKind.Absolute, out var endpoint) || !endpoint.Host.Contains(".table.", StringComparison.OrdinalIgnoreCase)) return null;
            var blobEndpoint = new UriBuilder(endpoint) { Host = endpoint.Host.Replace(".table.", ".blob.", StringComparison.OrdinalIgnoreCase) }.Uri;
            var credential = new DefaultAzureCredential();
            return new AzureAccount(new TableServiceClient(endpoint, credential, tableOptions), new BlobServiceClient(blobEndpoint, credential, blobOptions));
        }
        try
        {
            return new AzureAccount(new TableServiceClient(setting, tableOptions), new BlobServiceClient(setting, blobOptions));
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static T Hasten<T>(T options, TimeSpan timeout) where T : ClientOptions
    {
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = timeout;
        // Addresses hold keys, and keys hold pseudonyms.
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }
}
