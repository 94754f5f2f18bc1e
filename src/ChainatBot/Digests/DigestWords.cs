using System.Globalization;
using System.Resources;

namespace ChainatBot.Digests;

/// <summary>The Thai of the digest, from <c>DigestWords.resx</c>; the same on every machine whatever its culture.</summary>
internal static class DigestWords
{
    private static readonly ResourceManager Resources = new(typeof(DigestWords).FullName!, typeof(DigestWords).Assembly);

    /// <exception cref="MissingManifestResourceException">There is no such word.</exception>
    public static string Get(string name) =>
        Resources.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException($"DigestWords.resx has no {name}.");

    public static string Get(string name, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, Get(name), arguments);
}
