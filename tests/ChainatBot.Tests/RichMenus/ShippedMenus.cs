using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.RichMenus;

/// <summary>The repository's own menus.</summary>
internal static class ShippedMenus
{
    public static string Directory { get; } = Path.Combine(RepositoryRoot.Directory, "richmenus");
}
