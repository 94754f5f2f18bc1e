namespace ChainatBot.Tests.Support;

/// <summary>Where the repository's files lie, found by walking up from the test's own folder to ChainatBot.sln.</summary>
public static class RepositoryRoot
{
    public static string Directory { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ChainatBot.sln"))) return folder.FullName;
        throw new InvalidOperationException("ChainatBot.sln is in no folder above the tests; run them from a clone of the repository.");
    }
}
