using System.Globalization;
using System.Resources;

namespace ChainatBot.Announcements;

/// <summary>The Thai of announcements, from <c>AnnouncementWords.resx</c>; the same on every machine whatever its culture.</summary>
internal static class AnnouncementWords
{
    private static readonly ResourceManager Resources = new(typeof(AnnouncementWords).FullName!, typeof(AnnouncementWords).Assembly);

    /// <exception cref="MissingManifestResourceException">There is no such word.</exception>
    public static string Get(string name) =>
        Resources.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException($"AnnouncementWords.resx has no {name}.");

    public static string Get(string name, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, Get(name), arguments);
}
