using System.Text;

namespace ChainatBot.Understanding;

/// <summary>How a name was introduced.</summary>
internal enum PlaceLead { None, Tambon, District, Province, Landmark }

/// <param name="Name">The name found.</param>
/// <param name="Runs">More letters follow without a break: perhaps another, longer name.</param>
internal readonly record struct PlaceMention(PlaceNames.Name Name, PlaceLead Lead, int Start, int End, bool Runs);

/// <summary>Takes one text apart: village numbers, names with what leads them, and what is left over.</summary>
internal sealed class PlaceScanner
{
    /// <summary>Above any village of the province; a larger number is a house, a school or a slip.</summary>
    public const int LastVillage = 30;

    private static readonly (string Word, PlaceLead Lead)[] Leads =
    [
        ("เทศบาลเมือง", PlaceLead.District), ("เทศบาลตำบล", PlaceLead.Tambon), ("เทศบาล", PlaceLead.Tambon), ("ตำบล", PlaceLead.Tambon), ("ตําบล", PlaceLead.Tambon), ("ตำบน", PlaceLead.Tambon),
        ("อบต.", PlaceLead.Tambon), ("อบต", PlaceLead.Tambon), ("tambon", PlaceLead.Tambon), ("อำเภอ", PlaceLead.District), ("อําเภอ", PlaceLead.District), ("amphoe", PlaceLead.District),
        ("จังหวัด", PlaceLead.Province), ("changwat", PlaceLead.Province), ("โรงเรียน", PlaceLead.Landmark), ("หมู่บ้าน", PlaceLead.Landmark), ("บ้าน", PlaceLead.Landmark), ("วัด", PlaceLead.Landmark),
        ("คลอง", PlaceLead.Landmark), ("ตลาด", PlaceLead.Landmark), ("ถนน", PlaceLead.Landmark), ("ซอย", PlaceLead.Landmark), ("สะพาน", PlaceLead.Landmark), ("รพ.สต.", PlaceLead.Landmark),
        ("รพสต", PlaceLead.Landmark), ("ต.", PlaceLead.Tambon), ("ต", PlaceLead.Tambon), ("อ.", PlaceLead.District), ("อ", PlaceLead.District), ("จ.", PlaceLead.Province), ("จ", PlaceLead.Province),
    ];

    // What comes right before a place one does not mean.
    private static readonly string[] Away = ["ไม่ใช่", "มิใช่", "ไม่ได้อยู่", "ไม่อยู่", "ไม่เอา", "ย้ายจาก", "ย้ายมาจาก", "ใกล้", "ใกล้ๆ", "ติดกับ", "ตรงข้าม"];

    private const char Gap = '|';

    private readonly PlaceNames _names;
    private readonly string _text;
    private readonly bool[] _spaceBefore;
    private readonly List<int?> _villages;
    private readonly List<(int Start, int End)> _away = [];

    /// <param name="normalised">As <see cref="ThaiText.Normalise"/> leaves it.</param>
    public PlaceScanner(PlaceNames names, string normalised)
    {
        _names = names;
        (_text, _spaceBefore) = Packed(VillageNumbers.CutOut(normalised, Gap, out _villages));
        Mentions = Scan();
    }

    public IReadOnlyList<PlaceMention> Mentions { get; }

    /// <summary>Whether a village was spoken of at all.</summary>
    public bool SaysVillage => _villages.Count > 0;

    /// <summary>The one village number said as such, if it can be one.</summary>
    public int? Village => _villages.Distinct().ToList() is [{ } only] ? only : null;

    /// <summary>A number that stands alone beside a name (“หาดท่าเสา3”), or alone altogether.</summary>
    public int? LooseNumber()
    {
        int? found = null;
        for (var i = 0; i < _text.Length; i++)
        {
            if (!char.IsAsciiDigit(_text[i]) || Mentions.Any(m => i >= m.Start && i < m.End))
                continue;
            var end = i;
            var value = 0;
            while (end < _text.Length && char.IsAsciiDigit(_text[end]) && end - i < 6)
                value = value * 10 + (_text[end++] - '0');
            var counted = end < _text.Length && _text[end] is not Gap && !StartsMention(end) && Politeness.StripAfter("x" + _text[end..]).Length > 1;
            if (found is not null || counted || value is < 1 or > LastVillage)
                return null;
            found = value;
            i = end;
        }
        return found;
    }

    /// <summary>What no name, village number or lead took, in pieces as the person parted them.</summary>
    public IEnumerable<string> Leftovers()
    {
        var taken = new bool[_text.Length];
        foreach (var (start, end) in Mentions.Select(m => (m.Start, m.End)).Concat(_away))
            taken.AsSpan(start..end).Fill(true);
        var piece = new StringBuilder();
        for (var i = 0; i < _text.Length; i++)
        {
            if (taken[i] || _text[i] is Gap || char.IsAsciiDigit(_text[i]) || _spaceBefore[i])
            {
                if (piece.Length > 0)
                    yield return piece.ToString();
                piece.Clear();
            }
            if (!taken[i] && ThaiText.IsWordCharacter(_text[i]) && !char.IsAsciiDigit(_text[i]))
                piece.Append(_text[i]);
        }
        if (piece.Length > 0)
            yield return piece.ToString();
    }

    /// <summary>Whether the text speaks of another province, by name or postcode.</summary>
    public bool IsElsewhere()
    {
        foreach (var name in _names.Elsewhere)
            if (_text.Contains(name, StringComparison.Ordinal))
                return true;
        foreach (var word in (ReadOnlySpan<string>)["จังหวัด", "จ.", "changwat"])
            if (Led(word) is { Length: > 1 } province && !_names.ProvinceKeys.Any(p => province.StartsWith(p, StringComparison.Ordinal))
                && EditDistance.Between(ThaiText.Fold(province[..Math.Min(province.Length, 7)]), ThaiText.Fold(_names.ProvinceKeys[0]), 2) > 2)
                return true;
        foreach (var word in (ReadOnlySpan<string>)["อำเภอ", "อ."])
            if (Led(word) is { Length: > 2 } district && !IsOurs(district))
                return true;
        for (int i = 0, run = 0; i <= _text.Length; i++)
        {
            if (i < _text.Length && char.IsAsciiDigit(_text[i]))
            {
                run++;
                continue;
            }
            if (run == 5 && !_names.Postcodes.Contains(_text[(i - 5)..i]))
                return true;
            run = 0;
        }
        return false;
    }

    // The letters that follow “จังหวัด” or “อ.” without a break; none where it asks or points (“อำเภอนี้”).
    private string? Led(string word)
    {
        var at = _text.IndexOf(word, StringComparison.Ordinal);
        if (at < 0 || at > 0 && word.Length == 2 && !_spaceBefore[at] && ThaiText.IsWordCharacter(_text[at - 1]))
            return null;
        var start = at + word.Length;
        if (start >= _text.Length || !ThaiText.IsConsonant(_text[start]) && !ThaiText.IsLeadingVowel(_text[start]))
            return null;
        var named = Politeness.StripAfter(_text.AsSpan(start, RunEnd(start + 1) - start)).ToString();
        return named.StartsWith("อะไร", StringComparison.Ordinal) || named is "นี้" or "เรา" or "ไหน" or "เดียวกัน" ? null : named;
    }

    private bool IsOurs(string named)
    {
        var folded = ThaiText.Fold(named);
        return _names.All.Any(n => named.StartsWith(n.Key, StringComparison.Ordinal) || EditDistance.Between(folded, n.Folded, 2) <= 2);
    }

    private static (string Text, bool[] SpaceBefore) Packed(string text)
    {
        var packed = new StringBuilder(text.Length);
        var spaces = new List<bool>(text.Length);
        var space = true;
        foreach (var c in text)
        {
            if (c == '.' || ThaiText.IsWordCharacter(c))
            {
                packed.Append(c);
                spaces.Add(space);
                space = false;
            }
            else if (c == ' ' || c == '-')
            {
                space = true;
            }
            else
            {
                packed.Append(Gap);
                spaces.Add(true);
                space = true;
            }
        }
        return (packed.ToString(), [.. spaces]);
    }

    private List<PlaceMention> Scan()
    {
        var mentions = new List<PlaceMention>();
        for (var at = 0; at < _text.Length;)
        {
            if (NameAt(at) is not { } name)
            {
                at++;
                continue;
            }
            var lead = LeadBefore(at, name);
            var end = at + name.Key.Length;
            if (name.English && _text.AsSpan(end).StartsWith("district", StringComparison.Ordinal))
                lead = PlaceLead.District;
            if (name.Short && lead != PlaceLead.District && !(at == 0 && Politeness.StripAfter("x" + _text[end..]).Length == 1))
            {
                at++;
                continue;
            }
            if (IsAway(at))
                _away.Add((at, end));
            else
                mentions.Add(new PlaceMention(name, lead, at, end, RunsOn(end)));
            at = end;
        }
        return mentions;
    }

    private bool IsAway(int at)
    {
        var before = _text.AsSpan(0, at);
        foreach (var (word, _) in Leads)
            if (before.EndsWith(word, StringComparison.Ordinal))
            {
                before = before[..^word.Length];
                break;
            }
        foreach (var word in Away)
            if (before.EndsWith(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    private PlaceNames.Name? NameAt(int at)
    {
        if (ThaiText.IsDependent(_text[at]) || _text[at] is Gap or '.')
            return null;
        foreach (var name in _names.All)
            if (_text.AsSpan(at).StartsWith(name.Key, StringComparison.Ordinal) && !(name.English && (!_spaceBefore[at] || at + name.Key.Length < _text.Length && char.IsAsciiLetter(_text[at + name.Key.Length]) && !_spaceBefore[at + name.Key.Length])))
                return name;
        return null;
    }

    private bool StartsMention(int at) => NameAt(at) is not null || Leads.Any(l => l.Word.Length > 1 && _text.AsSpan(at).StartsWith(l.Word, StringComparison.Ordinal));

    private PlaceLead LeadBefore(int at, PlaceNames.Name name)
    {
        foreach (var (word, lead) in Leads)
        {
            var start = at - word.Length;
            if (start < 0 || !_text.AsSpan(start).StartsWith(word, StringComparison.Ordinal))
                continue;
            // One letter without its dot leads only where a word can begin.
            if (word.Length == 1 && !(_spaceBefore[start] || start == 0 || !ThaiText.IsWordCharacter(_text[start - 1])))
                continue;
            if (word.Length == 2 && word[1] == '.' && start > 0 && _text[start - 1] == '.')
                continue;
            // “เมือง” of “เทศบาลเมืองชัยนาท” is part of the name.
            return lead == PlaceLead.District && name.District is null ? PlaceLead.Tambon : lead;
        }
        return PlaceLead.None;
    }

    /// <summary>The name with the letters that follow it without a break.</summary>
    public string RunFrom(PlaceMention mention) => _text[mention.Start..RunEnd(mention.End)];

    private int RunEnd(int end)
    {
        while (end < _text.Length && !_spaceBefore[end] && ThaiText.IsWordCharacter(_text[end]))
            end++;
        return end;
    }

    private bool RunsOn(int end)
    {
        if (end >= _text.Length || _spaceBefore[end] || !ThaiText.IsWordCharacter(_text[end]) || char.IsAsciiDigit(_text[end]) || StartsMention(end))
            return false;
        var stop = RunEnd(end);
        return Politeness.StripAfter("x" + _text[end..stop]).Length > 1;
    }
}
