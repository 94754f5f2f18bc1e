using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ChainatBot.Privacy;

/// <summary>Encrypts the secrets in Data Protection's key ring with the deployment's key.</summary>
internal sealed class FieldXmlEncryptor(FieldCipher cipher) : IXmlEncryptor
{
    public const string Context = "KeyRing";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var field = cipher.Encrypt(plaintextElement.ToString(SaveOptions.DisableFormatting), Context);
        return new EncryptedXmlInfo(new XElement("field", Convert.ToBase64String(field)), typeof(FieldXmlDecryptor));
    }
}

/// <summary>Data Protection makes it by the name that stands in the key ring, and hands it the services.</summary>
internal sealed class FieldXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly FieldCipher cipher = services.GetRequiredService<FieldCipher>();

    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        return XElement.Parse(cipher.DecryptText(Convert.FromBase64String(encryptedElement.Value), FieldXmlEncryptor.Context));
    }
}
