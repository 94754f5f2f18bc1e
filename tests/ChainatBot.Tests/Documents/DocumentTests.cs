using System.CommandLine;
using System.Text.RegularExpressions;
using ChainatBot.Commands;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Documents;

/// <summary>What the documents say is so.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = RepositoryRoot.Directory;
    private static readonly string Readme = Read("README.md");

    public static TheoryData<string> Settings => new(
        "Line__ChannelSecret", "Line__ChannelAccessToken", "Line__ChannelId", "Line__ApiBaseUrl", "Line__DataApiBaseUrl", "ConnectionStrings__Storage", "Storage__DataDirectory",
        "Privacy__Key", "Privacy__MinimumGroupSize", "Privacy__RetentionDays", "Team__Owners__0", "PublicUrl", "Flows__Directory", "RichMenus__Directory");

    public static TheoryData<string> Routes => new("/webhook", "/health/live", "/health/ready", "/privacy", "/forums/{id}.ics", "/emulator");

    public static TheoryData<string> Verbs => [.. Leaves(CommandLine.Root(), "")];

    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f)).Where(f => !f.Contains("node_modules", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.StartsWith("TestResults", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Settings))]
    [MemberData(nameof(Routes))]
    [MemberData(nameof(Verbs))]
    public void The_readme_tells_of_every_setting_route_and_verb(string name) => Assert.Contains($"`{name}", Readme, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_that_a_document_names_exists(string document)
    {
        var directory = Path.GetDirectoryName(Path.Combine(Root, document))!;
        foreach (Match match in NamedFile().Matches(Read(document)))
            Assert.True(Exists(Root, match.Groups[1].Value) || Exists(directory, match.Groups[1].Value), $"{document} names {match.Groups[1].Value}, which is not there.");
        foreach (Match match in Link().Matches(Read(document)))
            Assert.True(Exists(directory, match.Groups[1].Value), $"{document} links to {match.Groups[1].Value}, which is not there.");
    }

    [Fact]
    public void The_architecture_names_the_files_of_every_hop()
    {
        var hops = HopRow().Matches(Read("docs/architecture.md"));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], hops.Select(h => h.Groups[1].Value));
        Assert.All(hops, hop => Assert.True(File.Exists(Path.Combine(Root, hop.Groups[2].Value)), hop.Groups[2].Value));
    }

    [Fact]
    public void Every_table_the_program_writes_is_in_the_architecture()
    {
        var architecture = Read("docs/architecture.md");
        var tables = Directory.EnumerateFiles(Path.Combine(Root, "src", "ChainatBot"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(f => TableName().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.True(tables.Count >= 8);
        Assert.All(tables, table => Assert.Contains($"| {table} |", architecture, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Leaves(Command command, string path)
    {
        foreach (var child in command.Subcommands)
        {
            var name = path.Length == 0 ? child.Name : $"{path} {child.Name}";
            if (child.Subcommands.Count == 0) yield return name;
            foreach (var leaf in Leaves(child, name)) yield return leaf;
        }
    }

    private static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static bool Exists(string directory, string relative) => File.Exists(Path.Combine(directory, relative)) || Directory.Exists(Path.Combine(directory, relative));

    [GeneratedRegex(@"`((?:src|tests|docs|flows|richmenus|infra)/[\w./@-]+)`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (\d) \| `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex HopRow();

    [GeneratedRegex(@"const string \w*Table = ""(\w+)""")]
    private static partial Regex TableName();
}
