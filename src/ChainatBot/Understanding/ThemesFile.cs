using System.Globalization;

namespace ChainatBot.Understanding;

/// <summary>The form of <c>flows/themes.yaml</c>. Unknown keys are an error.</summary>
internal sealed class ThemesFile
{
    /// <summary>LINE's limit for a button, in characters as seen.</summary>
    private const int LongestLabel = 20;

    public List<ThemeEntry> Topics { get; set; } = [];

    /// <summary>Terms that mostly tell where something is; after one of <see cref="Beside"/> they weigh 1.</summary>
    public List<string> Landmarks { get; set; } = [];
    public List<string> Beside { get; set; } = [];

    internal sealed class ThemeEntry
    {
        public string Id { get; set; } = "";
        public string Label { get; set; } = "";
        public List<string> Strong { get; set; } = [];
        public List<string> Words { get; set; } = [];
        public List<string> Weak { get; set; } = [];
    }

    /// <exception cref="InvalidDataException">The file is not valid; the message names line and column.</exception>
    public static ThemesFile Read(TextReader reader) => YamlDocument.Read<ThemesFile>(reader, file =>
    {
        if (file.Topics.Count == 0)
            return "topics: is empty; list at least one topic";
        foreach (var topic in file.Topics)
        {
            if (topic.Id.Length == 0 || !topic.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                return $"id “{topic.Id}”: use a–z, 0–9 and -";
            if (new StringInfo(topic.Label).LengthInTextElements is 0 or > LongestLabel)
                return $"label of {topic.Id}: 1 to {LongestLabel} characters, or it does not fit a button";
            if (topic.Strong.Count + topic.Words.Count == 0)
                return $"{topic.Id}: has no words";
        }
        return file.Topics.GroupBy(t => t.Id).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"id {twice.Key} is used twice" : null;
    });
}
