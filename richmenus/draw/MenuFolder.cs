namespace RichMenus.Draw;

/// <summary>Where the repository keeps its menus.</summary>
public static class MenuFolder
{
    /// <summary>The <c>richmenus</c> folder of the repository one is in; null outside of it.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ChainatBot.sln"))) return Path.Combine(folder.FullName, "richmenus");
        return null;
    }
}

/// <summary>A picture can't be drawn; the message says what to do.</summary>
public sealed class DrawingException(string message) : Exception(message);
