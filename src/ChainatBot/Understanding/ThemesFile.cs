namespace ChainatBot.Understanding;

/// <summary>The form of <c>flows/themes.yaml</c>.</summary>
internal sealed class ThemesFile
{
    public List<ThemeEntry> Topics { get; set; } = [];

    internal sealed class ThemeEntry
    {
        public string Id { get; set; } = "";
        public string Label { get; set; } = "";
        public List<string> Strong { get; set; } = [];
        public List<string> Words { get; set; } = [];
        public List<string> Weak { get; set; } = [];
    }

    public static IReadOnlyList<Topic> Read(TextReader reader) =>
        [.. YamlDocument.Read<ThemesFile>(reader, _ => null).Topics.Select(t => new Topic(t.Id, t.Label, [.. t.Strong, .. t.Words, .. t.Weak]))];
}
