using System.Globalization;
using System.Resources;

namespace ChainatBot.Priorities;

/// <summary>The Thai of priorities, from <c>PriorityWords.resx</c>; the same on every machine whatever its culture.</summary>
internal static class PriorityWords
{
    private static readonly ResourceManager Resources = new(typeof(PriorityWords).FullName!, typeof(PriorityWords).Assembly);

    /// <exception cref="MissingManifestResourceException">There is no such word.</exception>
    public static string Get(string name) =>
        Resources.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException($"PriorityWords.resx has no {name}.");

    public static string Get(string name, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, Get(name), arguments);
}
