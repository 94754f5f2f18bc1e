using ChainatBot.Flows;

namespace ChainatBot.Tests.Flows;

/// <summary>The shipped flows, and copies of them with something changed.</summary>
internal static class FlowFiles
{
    public static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "flows");

    private static readonly Lazy<FlowSet> Loaded = new(() => FlowLoader.Load(Shipped).Flows);

    public static FlowSet Flows => Loaded.Value;

    /// <summary>A directory with the shipped files and these, deleted on dispose.</summary>
    public static TemporaryFlows With(params (string Name, string Content)[] files) => new(files);
}

internal sealed class TemporaryFlows : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("flows-test").FullName;

    public TemporaryFlows((string Name, string Content)[] files)
    {
        Path = System.IO.Path.Combine(root, "flows");
        Directory.CreateDirectory(Path);
        foreach (var shipped in Directory.GetFiles(FlowFiles.Shipped, "*.yaml")) File.Copy(shipped, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(shipped)));
        foreach (var (name, content) in files) Write(name, content);
    }

    public string Path { get; }

    public void Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public void Delete(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    public FlowLoad Load() => FlowLoader.Load(Path);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
