namespace ChainatBot.BrowserTests.Support;

/// <summary>Where things lie, found by walking up from the test's own folder to ChainatBot.sln.</summary>
public static class RepositoryRoot
{
    public static string Directory { get; } = Find();

    /// <summary>The program as built in the configuration of the tests (their own folder is …/bin/CONFIGURATION/FRAMEWORK).</summary>
    public static string Program
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var program = Path.Combine(Directory, "src", "ChainatBot", "bin", own.Parent!.Name, own.Name, "ChainatBot.dll");
            return File.Exists(program) ? program : throw new InvalidOperationException($"{program} is missing: build the solution first, or run `bash tests/run.sh`.");
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ChainatBot.sln"))) return folder.FullName;
        throw new InvalidOperationException("ChainatBot.sln is in no folder above the tests; run them from a clone of the repository.");
    }
}
