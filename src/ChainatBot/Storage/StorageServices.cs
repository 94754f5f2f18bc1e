using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ChainatBot.Storage;

/// <summary>Puts the stores together.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds <see cref="ITableStore"/>, <see cref="IBlobStore"/>, <see cref="DataDirectory"/> and the readiness check
    /// <c>storage</c> (tag <c>ready</c>). <c>ConnectionStrings:Storage</c> decides which stores: empty, and rows go to
    /// SQLite and media to files under <c>Storage:DataDirectory</c>; an Azure Storage connection string, or an account's
    /// table endpoint for a managed identity, and both go to that account.
    /// </summary>
    /// <remarks>Settings are read when the first store is asked for, so that a test may still change them.</remarks>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        // Relative to where the program is started: what it keeps is the caller's, not the program's own folder's.
        services.AddSingleton(provider => new DataDirectory(Path.GetFullPath(provider.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory)));
        services.AddSingleton<ITableStore>(provider => Account(provider) is { } account
            ? new AzureTableStore(account.Tables)
            : new SqliteTableStore(provider.GetRequiredService<DataDirectory>().DatabaseFile));
        services.AddSingleton<IBlobStore>(provider => Account(provider) is { } account
            ? new AzureBlobStore(account.Blobs)
            : new FileBlobStore(provider.GetRequiredService<DataDirectory>().MediaDirectory, provider.GetRequiredService<TimeProvider>()));
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage", tags: ["ready"], timeout: StorageHealthCheck.Patience);
        return services;
    }

    private static AzureAccount? Account(IServiceProvider provider)
    {
        // Asked for its checks: a wrong connection string is told in the sentence of the options, also outside a host.
        _ = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return AzureAccount.Setting(provider.GetRequiredService<IConfiguration>()) is { } setting ? AzureAccount.Parse(setting) : null;
    }
}
