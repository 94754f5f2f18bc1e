using ChainatBot.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace ChainatBot.Privacy;

/// <summary>Puts keys, pseudonyms and encryption together.</summary>
public static class PrivacyServices
{
    /// <summary>
    /// Adds <see cref="PrivacyOptions"/>, <see cref="PrivacyKey"/>, <see cref="Pseudonyms"/>, <see cref="FieldCipher"/>, the
    /// guard against a wrong key, and Data Protection with its key ring in the table store. Needs
    /// <see cref="StorageServices.AddStorage"/>.
    /// </summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddOptions<PrivacyOptions>().BindConfiguration(PrivacyOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PrivacyOptions>, PrivacyOptionsCheck>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<PrivacyOptions>>().Value.Key is { } text && !string.IsNullOrWhiteSpace(text)
            ? PrivacyKey.Parse(text)!
            : PrivacyKeyFile.LoadOrCreate(provider.GetRequiredService<DataDirectory>().PrivacyKeyFile));
        services.AddSingleton<Pseudonyms>();
        services.AddSingleton<FieldCipher>();
        services.AddHostedService<PrivacyKeyGuard>();
        services.AddDataProtection().SetApplicationName("ChainatBot");
        services.AddOptions<KeyManagementOptions>().Configure<ITableStore, FieldCipher>((options, store, cipher) =>
        {
            options.XmlRepository = new StorageXmlRepository(store);
            options.XmlEncryptor = new FieldXmlEncryptor(cipher);
        });
        return services;
    }
}
