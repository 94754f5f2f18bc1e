namespace ChainatBot.Understanding;

/// <summary>
/// Reads which of the offered choices a typed answer means: the label with or without courtesy, its number or letter (“ข้อ 2”, “๒”, “อันที่สอง”, “ข.”, “อันสุดท้าย”),
/// a part of it that no other label has, or a near miss. It never guesses between two labels, and “ไม่เอาข้อ 2” chooses nothing.
/// </summary>
public static class ChoiceReader
{
    /// <summary>An answer longer than its label by this much is a story, not a choice.</summary>
    private const int LongestAside = 24;

    private static readonly string[] Denials = ["ไม่", "อย่า", "ยกเว้น", "นอกจาก", "มิ", "เปล่า", "ม่"];

    // A slip in ไม่ must not turn a refusal into consent.
    private static readonly string[] DenialsAtStart = ["ไม", "มั่ย", "มัย", "บ่"];

    // Asking about a choice is not making it.
    private static readonly string[] Questions = ["ไหม", "มั้ย", "มั๊ย", "ไม๊", "หรือเปล่า", "รึเปล่า", "หรือไม่", "หรือยัง", "ทำไม", "อะไร", "ยังไง"];

    // “It is about …”, before the word itself.
    private static readonly string[] Openings = ["เกี่ยวกับ", "เรื่อง"];

    /// <returns>The index of the label, or null when none is meant for certain.</returns>
    public static int? Read(string text, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var normalised = ThaiText.Normalise(text);
        if (normalised.Length is 0 or > 300 || labels.Count == 0)
            return null;
        var choices = new Choice[labels.Count];
        for (var i = 0; i < choices.Length; i++)
            choices[i] = new Choice(labels[i]);

        var key = ThaiText.Compact(normalised);
        if (Only(choices, c => c.Key.Length > 0 ? c.Key == key : c.Normalised == normalised) is { } exact)
            return exact;
        if (key.Length == 0)
            return YesOrNo(normalised, choices);
        var core = Politeness.Strip(normalised);
        var coreKey = ThaiText.Compact(core);
        if (Only(choices, c => c.Core == coreKey) is { } polite)
            return polite;

        foreach (var question in Questions)
            if (key.Contains(question, StringComparison.Ordinal))
                return null;
        var denied = Denies(coreKey);
        if (OrdinalReader.Find(core, choices.Length) is { } ordinal)
            return denied ? null : ByOrdinal(ordinal, core, choices);
        return Contained(key, choices, denied)
            ?? ByNumber(core, choices, denied)
            ?? Part(coreKey, choices, denied)
            ?? Near(key, choices, denied)
            ?? Near(coreKey, choices, denied)
            ?? YesOrNo(normalised, choices);
    }

    /// <summary>Reads which choice is meant from words that people use instead of its label: alone, with courtesy, or with a little around them.</summary>
    /// <param name="words">Of each choice.</param>
    /// <param name="longestAside">How many letters may stand around the words; with more the answer is a story.</param>
    /// <returns>The index of the choice, or null when none is meant for certain.</returns>
    public static int? ReadOtherWords(string text, IReadOnlyList<IReadOnlyList<string>> words, int longestAside = 16)
    {
        ArgumentNullException.ThrowIfNull(words);
        var key = ThaiText.Compact(Politeness.Strip(ThaiText.Normalise(text)));
        foreach (var opening in Openings)
            if (key.Length > opening.Length && key.StartsWith(opening, StringComparison.Ordinal))
                key = key[opening.Length..];
        if (key.Length == 0 || Questions.Any(q => key.Contains(q, StringComparison.Ordinal)))
            return null;
        var denied = Denies(key);
        var meant = new HashSet<int>();
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var said in words[i])
            {
                var other = ThaiText.Compact(ThaiText.Normalise(said));
                if (key == other)
                    return i;
                if (Denies(other) == denied && key.Length <= other.Length + longestAside && IsWordsOf(other, key))
                    meant.Add(i);
            }
        }
        return meant.Count == 1 ? meant.Single() : null;
    }

    private static int? ByOrdinal(OrdinalReader.Ordinal ordinal, string core, Choice[] choices)
    {
        // Where the labels are numbers themselves (“หมู่ 3”), a bare number is one of those and not a position.
        if (ordinal.Bare && choices.Any(c => c.Number is not null))
        {
            var number = ordinal.Number;
            var meant = Only(choices, c => c.Number == number);
            if (choices.All(c => c.Number is not null))
                return meant;
            if (choices.Any(c => c.Number == number) && meant != ordinal.Index)
                return null;
        }
        if (ordinal.Index is not { } index)
            return null;
        var rest = ThaiText.Compact(Politeness.Strip(ordinal.Rest));
        if (rest.Length == 0)
            return index;
        var alsoSaid = Only(choices, c => c.Key == rest || c.Core == rest) ?? Contained(rest, choices, false) ?? Part(rest, choices, false) ?? Near(rest, choices, false);
        return alsoSaid is null ? ordinal.Plain ? index : null : alsoSaid == index ? index : null;
    }

    private static int? ByNumber(string core, Choice[] choices, bool denied)
    {
        if (denied || NumberScanner.Find(core) is not [{ Value: { } value }] || core.Length > LongestAside)
            return null;
        return choices.All(c => c.Number is not null) ? Only(choices, c => c.Number == value) : null;
    }

    // The answer says a whole label and something around it.
    private static int? Contained(string key, Choice[] choices, bool denied)
    {
        var said = new List<int>();
        for (var i = 0; i < choices.Length; i++)
        {
            var label = choices[i];
            if (label.Key.Length >= 3 && label.Denies == denied && key.Length <= label.Key.Length + LongestAside && key.Contains(label.Key, StringComparison.Ordinal))
                said.Add(i);
        }
        // A label inside a longer one that was said too was not meant by itself.
        said.RemoveAll(i => said.Any(j => j != i && choices[j].Key.Length > choices[i].Key.Length && choices[j].Key.Contains(choices[i].Key, StringComparison.Ordinal)));
        if (said is not [var only])
            return null;
        // Nor is it meant where the answer is a slip away from a longer label around it.
        var folded = ThaiText.Fold(key);
        return choices.Any(c => c.Key.Length > choices[only].Key.Length && c.Key.Contains(choices[only].Key, StringComparison.Ordinal)
            && EditDistance.Between(folded, c.Folded, EditDistance.Forgiven(c.Folded.Length)) <= EditDistance.Forgiven(c.Folded.Length)) ? null : only;
    }

    // The answer is whole words of one label only.
    private static int? Part(string key, Choice[] choices, bool denied)
    {
        if (key.Length < 2 || ThaiText.IsDependent(key[0]) || !key.Any(c => ThaiText.IsConsonant(c) || char.IsAsciiLetter(c)))
            return null;
        return Only(choices, c => c.Denies == denied && IsWordsOf(key, c.Key));
    }

    private static bool IsWordsOf(string part, string label)
    {
        var at = label.IndexOf(part, StringComparison.Ordinal);
        if (at < 0)
            return false;
        var boundaries = WordCutter.Boundaries(label);
        for (; at >= 0; at = label.IndexOf(part, at + 1, StringComparison.Ordinal))
            if (boundaries.Contains(at) && boundaries.Contains(at + part.Length))
                return true;
        return false;
    }

    private static int? Near(string key, Choice[] choices, bool denied)
    {
        var folded = ThaiText.Fold(key);
        int? best = null;
        var least = int.MaxValue;
        var next = int.MaxValue;
        for (var i = 0; i < choices.Length; i++)
        {
            var limit = EditDistance.Forgiven(choices[i].Folded.Length);
            var distance = EditDistance.Between(folded, choices[i].Folded, limit + 1);
            // Another label nearly as near makes it a guess, whether or not that one could be meant.
            if (distance < least)
                (next, least, best) = (least, distance, distance <= limit && choices[i].Denies == denied ? i : null);
            else if (distance < next)
                next = distance;
        }
        return best is not null && next - least >= 2 - (least == 0 ? 1 : 0) ? best : null;
    }

    // Where exactly one label is a yes and one a no, the many other forms of them will do.
    private static int? YesOrNo(string normalised, Choice[] choices)
    {
        if (YesNoReader.Read(normalised) is not { } answer)
            return null;
        var yes = Only(choices, c => YesNoReader.Read(c.Normalised) == true);
        var no = Only(choices, c => YesNoReader.Read(c.Normalised) == false);
        return yes is null || no is null ? null : answer ? yes : no;
    }

    private static bool Denies(string key)
    {
        foreach (var denial in DenialsAtStart)
            if (key.StartsWith(denial, StringComparison.Ordinal))
                return true;
        foreach (var denial in Denials)
            if (key.Contains(denial, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static int? Only(Choice[] choices, Predicate<Choice> fits)
    {
        int? found = null;
        for (var i = 0; i < choices.Length; i++)
        {
            if (!fits(choices[i]))
                continue;
            if (found is not null)
                return null;
            found = i;
        }
        return found;
    }

    private sealed class Choice
    {
        public Choice(string label)
        {
            Normalised = ThaiText.Normalise(label);
            Key = ThaiText.Compact(Normalised);
            Core = ThaiText.Compact(Politeness.Strip(Normalised));
            Folded = ThaiText.Fold(Normalised);
            Denies = ChoiceReader.Denies(Key);
            Number = NumberScanner.Find(Normalised) is [{ Value: { } value, InWords: false }] ? value : null;
        }

        public string Normalised { get; }
        public string Key { get; }
        public string Core { get; }
        public string Folded { get; }
        public bool Denies { get; }
        public decimal? Number { get; }
    }
}
