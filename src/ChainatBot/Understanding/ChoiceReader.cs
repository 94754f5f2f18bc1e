namespace ChainatBot.Understanding;

/// <summary>
/// Reads which of the offered choices a typed answer means: the label with or without courtesy, its number or letter (“ข้อ 2”, “๒”, “อันที่สอง”, “ข.”, “อันสุดท้าย”),
/// a part of it that no other label has, or a near miss. It never guesses between two labels, and “ไม่เอาข้อ 2” chooses nothing.
/// </summary>
public static class ChoiceReader
{
    /// <summary>An answer longer than its label by this much is a story, not a choice.</summary>
    private const int LongestAside = 24;

    private const int LayersTried = 12;

    /// <summary>Beyond this many slips it no longer matters how far a label is.</summary>
    private const int FarthestCompared = 5;

    // After a thing's name ไม่ tells what is wrong with it (“น้ำประปาไม่ไหล”), unless one of these turns the thing itself away.
    private static readonly string[] Refusals = ["ใช่", "เอา", "ได้", "ต้อง", "มี", "แน่", "รู้", "เลือก", "สำคัญ"];

    // “ไม่ค่อยพอใจ” is ไม่พอใจ where there is nothing between.
    private const string SoftNo = "ไม่ค่อย";

    private static readonly string[] Joints = ["กับ", "และ", "หรือ"];

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
        var choices = new ChoiceLabel[labels.Count];
        for (var i = 0; i < choices.Length; i++)
            choices[i] = new ChoiceLabel(labels[i]);

        var key = ThaiText.Compact(normalised);
        if (Only(choices, c => c.Key.Length > 0 ? c.Key == key : c.Normalised == normalised) is { } exact)
            return exact;
        if (key.Length == 0)
            return YesOrNo(normalised, choices);
        if (!choices.Any(c => c.Key.Contains(SoftNo, StringComparison.Ordinal)))
        {
            normalised = normalised.Replace(SoftNo, "ไม่", StringComparison.Ordinal);
            key = ThaiText.Compact(normalised);
        }
        var core = Politeness.Strip(normalised);
        var coreKey = ThaiText.Compact(core);
        if (Only(choices, c => c.Core == coreKey) is { } polite)
            return polite;

        foreach (var question in Questions)
            if (key.Contains(question, StringComparison.Ordinal))
                return null;
        if (ByFigures(core, choices) is { } figures)
            return figures;
        if (SaysTwo(core, choices))
            return null;
        var denied = ChoiceLabel.IsDenial(coreKey);
        if (OrdinalReader.Find(core, choices.Length) is { } ordinal)
            return denied ? null : ByOrdinal(ordinal, core, choices);
        return Contained(key, choices, denied)
            ?? ByNumber(core, choices, denied)
            ?? Part(coreKey, choices, denied)
            ?? PieceSaid(normalised, choices, denied)
            ?? Near(normalised, choices, denied)
            ?? PartSaid(coreKey, choices, denied)
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
        var denied = ChoiceLabel.IsDenial(key);
        var meant = new HashSet<int>();
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var said in words[i])
            {
                var other = ThaiText.Compact(ThaiText.Normalise(said));
                if (key == other)
                    return i;
                if (ChoiceLabel.IsDenial(other) == denied && key.Length <= other.Length + longestAside && IsWordsOf(other, key))
                    meant.Add(i);
            }
        }
        return meant.Count == 1 ? meant.Single() : null;
    }

    private static int? ByOrdinal(OrdinalReader.Ordinal ordinal, string core, ChoiceLabel[] choices)
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
        var alsoSaid = Only(choices, c => c.Key == rest || c.Core == rest) ?? Contained(rest, choices, false) ?? Part(rest, choices, false) ?? Nearest(ThaiText.Fold(rest), choices, false);
        return alsoSaid is null ? ordinal.Plain ? index : null : alsoSaid == index ? index : null;
    }

    private static int? ByNumber(string core, ChoiceLabel[] choices, bool denied)
    {
        if (denied || NumberScanner.Find(core) is not [{ Value: { } value }] || core.Length > LongestAside)
            return null;
        return choices.All(c => c.Number is not null) ? Only(choices, c => c.Number == value) : null;
    }

    // The answer says a whole label and something around it.
    private static int? Contained(string key, ChoiceLabel[] choices, bool denied)
    {
        var said = new List<int>();
        for (var i = 0; i < choices.Length; i++)
        {
            var label = choices[i];
            if (label.Key.Length >= 3 && (label.Denies == denied || denied && TellsOf(label, key, choices)) && key.Length <= label.Key.Length + LongestAside && key.Contains(label.Key, StringComparison.Ordinal))
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

    // “น้ำประปาไม่ไหล” among things: the water, and what is wrong with it.
    private static bool TellsOf(ChoiceLabel label, string key, ChoiceLabel[] choices)
    {
        var at = key.IndexOf(label.Key, StringComparison.Ordinal);
        if (at < 0 || ChoiceLabel.IsDenial(key[..at]) || choices.Any(c => c.Denies || YesNoReader.Read(c.Normalised) is not null))
            return false;
        var rest = key[(at + label.Key.Length)..];
        for (var no = rest.IndexOf("ไม่", StringComparison.Ordinal); no >= 0; no = rest.IndexOf("ไม่", StringComparison.Ordinal))
        {
            rest = rest[(no + 3)..];
            if (rest.Length == 0 || Refusals.Any(r => rest.StartsWith(r, StringComparison.Ordinal)))
                return false;
        }
        return !ChoiceLabel.IsDenial(rest);
    }

    // “ดีกับพอใช้”: what stands on either side of the joint is a choice of its own.
    private static bool SaysTwo(string core, ChoiceLabel[] choices)
    {
        foreach (var joint in Joints)
        {
            var at = core.IndexOf(joint, StringComparison.Ordinal);
            if (at > 0 && Named(core[..at], choices) is { } one && Named(core[(at + joint.Length)..], choices) is { } other && one != other)
                return true;
        }
        return false;
    }

    private static int? Named(string part, ChoiceLabel[] choices)
    {
        var key = ThaiText.Compact(Politeness.Strip(part.Trim()));
        return Only(choices, c => c.Key == key || c.Core == key) ?? PieceSaid(part, choices, denied: false) ?? Part(key, choices, ChoiceLabel.IsDenial(key)) ?? Nearest(ThaiText.Fold(key), choices, ChoiceLabel.IsDenial(key));
    }

    // Amounts are the same in digits and in words: “มากกว่าแสน” is “มากกว่า 100,000 บาท”.
    // The unit may be left out (“5-10”), a figure not: “5” is a place in the list.
    private static int? ByFigures(string core, ChoiceLabel[] choices) =>
        choices.Any(c => c.Figures is not null) && ChoiceLabel.InFigures(core) is { } figures ? Only(choices, c => (ChoiceLabel.HasUnit(figures) ? c.Figures : c.BareFigures) is { } own && (own == figures || figures.Any(ThaiText.IsConsonant) && own.StartsWith(figures, StringComparison.Ordinal)) && !(own.Length > figures.Length && char.IsAsciiDigit(own[figures.Length]))) : null;

    // The answer is whole words of one label, or its beginning, and stands in no other.
    private static int? Part(string key, ChoiceLabel[] choices, bool denied)
    {
        if (key.Length < 2 || ThaiText.IsDependent(key[0]) || !key.Any(c => ThaiText.IsConsonant(c) || char.IsAsciiLetter(c)))
            return null;
        var folded = ThaiText.Fold(key);
        bool IsPart(ChoiceLabel choice) => choice.Denies == denied
            && (IsWordsOf(key, choice.Key) || Opens(key, choice.Key) || folded.Length >= 4 && choice.Endings.Contains(folded));
        return Only(choices, IsPart) is { } only && choices.Count(c => c.Key.Contains(key, StringComparison.Ordinal)) <= 1 ? only : null;
    }

    // “ไฟ” of ไฟฟ้า; a syllable is not cut in two.
    private static bool Opens(string key, string label) =>
        label.Length > key.Length && label.StartsWith(key, StringComparison.Ordinal) && !ThaiText.IsDependent(label[key.Length]) && key.Any(c => ThaiText.IsDependent(c) || ThaiText.IsLeadingVowel(c));

    // “กู้ ธกส ค่ะ” of “ธ.ก.ส. หรือธนาคาร”: a piece of one label only, as a word by itself.
    private static int? PieceSaid(string normalised, ChoiceLabel[] choices, bool denied)
    {
        if (normalised.Length > LongestAside)
            return null;
        var words = normalised.Split(' ').Select(w => ThaiText.Compact(Politeness.Strip(w))).ToHashSet();
        bool Says(ChoiceLabel choice) => choice.Pieces.Any(p => words.Contains(p) && choices.Count(c => c.Key.Contains(p, StringComparison.Ordinal)) == 1);
        return Only(choices, c => c.Denies == denied && Says(c));
    }

    // A word that makes up most of one label and is in no other, with a little around it: “ครอบครัวผมคนเดียว” of “ครอบครัวของฉัน”.
    private static int? PartSaid(string key, ChoiceLabel[] choices, bool denied)
    {
        if (key.Length > LongestAside * 2 || NumberScanner.Find(key).Count > 0)
            return null;
        return Only(choices, c => c.Denies == denied && c.Chief.Any(w => IsWordsOf(w, key) && !choices.Any(o => o != c && o.Key.Contains(w, StringComparison.Ordinal)))) is { } only
            && !choices.Where((c, i) => i != only).Any(c => c.Words.Any(w => w.Length > 3 && key.Contains(w, StringComparison.Ordinal) && !choices[only].Key.Contains(w, StringComparison.Ordinal)))
            ? only
            : null;
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

    private static int? Near(string normalised, ChoiceLabel[] choices, bool denied)
    {
        foreach (var layer in Politeness.Layers(normalised).Take(LayersTried))
            if (Nearest(ThaiText.Fold(layer), choices, denied) is { } near)
                return near;
        return null;
    }

    private static int? Nearest(string folded, ChoiceLabel[] choices, bool denied)
    {
        int? best = null;
        var least = int.MaxValue;
        var next = int.MaxValue;
        for (var i = 0; i < choices.Length; i++)
        {
            var limit = EditDistance.Forgiven(choices[i].Folded.Length);
            var distance = EditDistance.Between(folded, choices[i].Folded, FarthestCompared);
            // Another label nearly as near makes it a guess, whether or not that one could be meant.
            if (distance < least)
                (next, least, best) = (least, distance, distance <= limit && choices[i].Denies == denied ? i : null);
            else if (distance < next)
                next = distance;
        }
        if (best is not { } only || next - least < 2 - (least == 0 ? 1 : 0))
            return null;
        return EditDistance.Slips(folded, choices[only].Folded, 3) <= 3 ? only : null;
    }

    // Where exactly one label is a yes and one a no, the many other forms of them will do.
    private static int? YesOrNo(string normalised, ChoiceLabel[] choices)
    {
        if (YesNoReader.Read(normalised) is not { } answer)
            return null;
        var yes = Only(choices, c => YesNoReader.Read(c.Normalised) == true);
        var no = Only(choices, c => YesNoReader.Read(c.Normalised) == false);
        return yes is null || no is null ? null : answer ? yes : no;
    }

    private static int? Only(ChoiceLabel[] choices, Predicate<ChoiceLabel> fits)
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
}
