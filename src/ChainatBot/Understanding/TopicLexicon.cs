namespace ChainatBot.Understanding;

/// <summary>A theme of the tambon plan.</summary>
/// <param name="Label">Thai, at most 20 characters as seen (LINE's limit for a button).</param>
public sealed record Topic(string Id, string Label, IReadOnlyList<string> Words);

/// <summary>Topics and the words they are known by. Immutable, thread-safe.</summary>
public sealed class TopicLexicon
{
    private TopicLexicon(IReadOnlyList<Topic> topics) => Topics = topics;

    public IReadOnlyList<Topic> Topics { get; }

    /// <exception cref="InvalidDataException">The file is not valid; the message begins with <c>line:column:</c>.</exception>
    public static TopicLexicon Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Load(stream);
    }

    /// <inheritdoc cref="Load(string)"/>
    public static TopicLexicon Load(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return new TopicLexicon(ThemesFile.Read(reader));
    }

    /// <summary>The topic the words speak for most, or null when they speak for none.</summary>
    public string? Guess(string text) => Topics.FirstOrDefault(t => t.Words.Any(w => text.Contains(w, StringComparison.Ordinal)))?.Id;

    /// <summary>The telling terms of the lexicon in the text, each once, in the lexicon's spelling, in order of appearance.</summary>
    public IReadOnlyList<string> Terms(string text) => [.. Topics.SelectMany(t => t.Words).Where(w => text.Contains(w, StringComparison.Ordinal)).Distinct()];

    /// <summary>Loads the word cutter's dictionary (about 0.3 s), so that no villager waits for it.</summary>
    public void WarmUp() => _ = Guess("ทดสอบ");
}
