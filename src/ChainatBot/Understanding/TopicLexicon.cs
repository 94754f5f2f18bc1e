namespace ChainatBot.Understanding;

/// <summary>A theme of the tambon plan.</summary>
/// <param name="Label">Thai, at most 20 characters as seen (LINE's limit for a button).</param>
/// <param name="Words">Every word and spelling that speaks for it.</param>
public sealed record Topic(string Id, string Label, IReadOnlyList<string> Words);

/// <summary>
/// Topics and the words they are known by. Compounds are matched longest first, the rest is cut into dictionary words and looked up.
/// Negation plays no part: “ไม่มีน้ำ” is about water. Immutable, thread-safe.
/// </summary>
public sealed class TopicLexicon
{
    /// <summary>A compound of this many letters is found anywhere; a shorter word only where the cutter sees a word.</summary>
    private const int Compound = 6;

    /// <summary>Far longer than any message; the rest of such a text changes no topic.</summary>
    private const int LongestRead = 5000;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int _longest;
    private readonly Dictionary<string, Topic> _byId;
    private readonly HashSet<string> _landmarks;
    private readonly string[] _beside;

    private TopicLexicon(ThemesFile file)
    {
        Topics = [.. file.Topics.Select(t => new Topic(t.Id, t.Label, [.. t.Strong.Concat(t.Words).Concat(t.Weak).SelectMany(Spellings)]))];
        _byId = Topics.ToDictionary(t => t.Id);
        _landmarks = [.. file.Landmarks.Select(Key)];
        _beside = [.. file.Beside.Select(Key)];
        foreach (var topic in file.Topics)
        {
            Add(topic.Id, topic.Strong, 4);
            Add(topic.Id, topic.Words, 2);
            Add(topic.Id, topic.Weak, 1);
        }
        _lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = _entries.Keys.Max(k => k.Length);
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Topic> Topics { get; }

    /// <exception cref="InvalidDataException">The file is not valid; the message begins with <c>line:column:</c>.</exception>
    public static TopicLexicon Load(string path)
    {
        using var reader = new StreamReader(path);
        return new TopicLexicon(ThemesFile.Read(reader));
    }

    /// <inheritdoc cref="Load(string)"/>
    public static TopicLexicon Load(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return new TopicLexicon(ThemesFile.Read(reader));
    }

    /// <summary>Null for an id the file does not have.</summary>
    public Topic? Topic(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The id of the topic the words speak for most; of two alike, the one spoken of first. Null when they speak for none.</summary>
    public string? Guess(string text)
    {
        var scores = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new List<string>();
        // Said twice is not meant twice.
        foreach (var (entry, isPlace) in Find(text).OrderBy(f => f.IsPlace).DistinctBy(f => f.Entry.Term))
        {
            foreach (var (topic, weight) in entry.Weights)
            {
                var speaks = isPlace ? 1 : weight;
                if (!scores.TryAdd(topic, speaks))
                    scores[topic] += speaks;
                else
                    order.Add(topic);
            }
        }
        return order.Count == 0 ? null : order.MaxBy(topic => scores[topic]);
    }

    /// <summary>The telling terms of the lexicon in the text, each once, by its chief spelling, in order of appearance; weak words are left out.</summary>
    public IReadOnlyList<string> Terms(string text) => [.. Find(text).Select(f => f.Entry).Where(e => e.Weights.Any(w => w.Weight > 1)).Select(e => e.Term).Distinct()];

    /// <summary>Loads the word cutter's dictionary (about 0.3 s), so that no villager waits for it.</summary>
    public void WarmUp() => _ = Guess("ถนนหน้าบ้านเป็นหลุมเป็นบ่อ");

    private static string[] Spellings(string entry) => entry.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Key(string word) => ThaiText.Compact(ThaiText.Normalise(word));

    private void Add(string topic, List<string> entries, int weight)
    {
        foreach (var entry in entries)
        {
            var spellings = Spellings(entry);
            foreach (var spelling in spellings)
            {
                var key = Key(spelling);
                if (key.Length == 0)
                    continue;
                if (!_entries.TryGetValue(key, out var known))
                    _entries[key] = known = new Entry(spellings[0], []);
                if (known.Weights.All(w => w.Topic != topic))
                    known.Weights.Add((topic, weight));
            }
        }
    }

    /// <summary>What the text says, and of each whether it only tells where: “วัด” in “ถนนข้างวัด”.</summary>
    private List<(Entry Entry, bool IsPlace)> Find(string text)
    {
        // Spaces are kept as walls: words do not reach across them, but a compound written with spaces (“น้ำ ประปา”) is still two words of the lexicon.
        var normalised = ThaiText.Normalise(text.Length > LongestRead ? text[..LongestRead] : text);
        var found = new List<(int At, Entry Entry)>();
        var start = 0;
        for (var at = 0; at < normalised.Length;)
        {
            var length = ThaiText.IsDependent(normalised[at]) || at > 0 && char.IsAsciiLetterOrDigit(normalised[at]) && char.IsAsciiLetterOrDigit(normalised[at - 1]) ? 0 : CompoundAt(normalised, at, found);
            if (length == 0)
            {
                at++;
                continue;
            }
            Cut(normalised, start, at, found);
            start = at += length;
        }
        Cut(normalised, start, normalised.Length, found);
        return [.. found.OrderBy(f => f.At).Select(f => (f.Entry, IsPlace(normalised, f.At, f.Entry)))];
    }

    private bool IsPlace(string text, int at, Entry entry)
    {
        if (!_landmarks.Contains(Key(entry.Term)))
            return false;
        var before = text.AsSpan(0, at).TrimEnd();
        foreach (var beside in _beside)
            if (before.EndsWith(beside, StringComparison.Ordinal))
                return true;
        return false;
    }

    // Dots within (“ธ.ก.ส.”, “อสม.”) are skipped: the keys have none.
    private int CompoundAt(string text, int at, List<(int, Entry)> found)
    {
        Span<char> key = stackalloc char[_longest];
        var length = 0;
        var best = 0;
        Entry? entry = null;
        for (var end = at; end < text.Length && length < _longest; end++)
        {
            if (text[end] == '.' && length > 0)
                continue;
            if (!ThaiText.IsWordCharacter(text[end]))
                break;
            key[length++] = text[end];
            var next = end + 1 < text.Length ? text[end + 1] : ' ';
            var dotted = end + 1 - at > length;
            if ((length >= Compound || dotted || !ThaiText.IsConsonant(text[at]) && length >= 5) && !ThaiText.IsDependent(next) && _lookup.TryGetValue(key[..length], out var match))
                (best, entry) = (end + 1 - at, match);
        }
        if (entry is not null)
            found.Add((at, entry));
        return best;
    }

    private void Cut(string text, int start, int end, List<(int, Entry)> found)
    {
        if (end - start < 2)
            return;
        var part = text[start..end];
        var boundaries = WordCutter.Boundaries(part);
        for (var i = 0; i + 1 < boundaries.Count;)
        {
            // The longest run of words that is an entry: the cutter parts what people say as one (“ไฟ|ตก”).
            var taken = 1;
            for (var j = Math.Min(boundaries.Count - 1, i + 5); j > i; j--)
            {
                if (boundaries[j] - boundaries[i] > _longest || !_lookup.TryGetValue(part.AsSpan(boundaries[i], boundaries[j] - boundaries[i]), out var entry))
                    continue;
                found.Add((start + boundaries[i], entry));
                taken = j - i;
                break;
            }
            i += taken;
        }
    }

    private sealed record Entry(string Term, List<(string Topic, int Weight)> Weights);
}
