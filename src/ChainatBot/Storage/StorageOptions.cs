using Microsoft.Extensions.Options;

namespace ChainatBot.Storage;

/// <summary>Settings under <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Folder of the embedded store, relative to the content root: database, media and keys. Default: <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";
}

/// <summary>Says at the start what is wrong with the storage settings.</summary>
internal sealed class StorageOptionsCheck(IConfiguration configuration) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            return ValidateOptionsResult.Fail("Storage__DataDirectory is empty. Give a folder for the database, media and keys, such as data, or leave the setting out.");
        return AzureAccount.Setting(configuration) is { } setting && AzureAccount.Parse(setting) is null
            ? ValidateOptionsResult.Fail("ConnectionStrings__Storage is neither an Azure Storage connection string nor an account's table endpoint such as https://ACCOUNT.table.core.windows.net. Correct it, or leave it empty to keep everything in the data directory.")
            : ValidateOptionsResult.Success;
    }
}
