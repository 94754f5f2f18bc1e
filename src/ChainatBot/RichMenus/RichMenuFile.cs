using System.Security.Cryptography;
using System.Text;
using Line.Messaging;

namespace ChainatBot.RichMenus;

/// <summary>A menu of the directory: LINE's own rich menu object and the picture of the same name.</summary>
public sealed class RichMenuFile(string name, string file, RichMenu menu, byte[] picture)
{
    /// <summary>The menu that everybody sees; the others are for those who are given them.</summary>
    public const string Villager = "villager";

    /// <summary>The menu of the team.</summary>
    public const string Team = "team";

    /// <summary>With what the names of our menus at LINE begin. Menus with other names are somebody else's and stay as they are.</summary>
    public const string Prefix = "chainatbot/";

    /// <summary>The file's name without its extension; also its alias at LINE.</summary>
    public string Name { get; } = name;

    /// <summary>The file as problems show it.</summary>
    public string File { get; } = file;

    /// <summary>The menu as it is in the file.</summary>
    public RichMenu Menu { get; } = menu;

    public ReadOnlyMemory<byte> Picture { get; } = picture;

    /// <summary>
    /// The name under which LINE knows it: it changes with anything that people see or tap, so a menu of this name is this
    /// menu, whichever run of whichever machine created it.
    /// </summary>
    public string NameAtLine { get; } = $"{Prefix}{name}/{Fingerprint(menu, picture)}";

    /// <summary>The menu as it is sent.</summary>
    public RichMenu Published => Menu with { Name = NameAtLine };

    private static string Fingerprint(RichMenu menu, byte[] picture)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(menu.ToJson()));
        hash.AppendData([0]);
        hash.AppendData(picture);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
