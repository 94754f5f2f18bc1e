using System.Text;

namespace ChainatBot.Understanding;

/// <summary>Known words, each with a sense, and the cutting of a short text into nothing but them.</summary>
internal sealed class Vocabulary<TSense>
{
    /// <summary>A longer text is never only small talk; the bound keeps the cost of any input low.</summary>
    private const int Longest = 160;

    private readonly Dictionary<string, TSense> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TSense>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private int _longestWord;

    public Vocabulary() => _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words parted by spaces.</summary>
    public Vocabulary<TSense> Add(TSense sense, string words)
    {
        foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var key = Spelt(Key(word));
            _words.TryAdd(key, sense);
            // “งง” must not make a word of a single ง.
            if (Squeezed(key) is { Length: > 1 } single)
                _words.TryAdd(single, sense);
            _longestWord = Math.Max(_longestWord, key.Length);
        }
        return this;
    }

    /// <summary>The form in which words are compared: letters and digits only, no ๆ.</summary>
    public static string Key(string text) => ThaiText.Compact(ThaiText.Normalise(text)).Replace("ๆ", "", StringComparison.Ordinal);

    public IEnumerable<KeyValuePair<string, TSense>> Words => _words;

    /// <summary>The fewest known words that make up the whole key, doubled letters forgiven; null when something is left over.</summary>
    public IReadOnlyList<TSense>? Cut(string key) => key.Length > 4 * Longest ? null : CutSpelt(Spelt(key));

    // ใ and ไ are one sound, and so are ใจ and จัย: nobody means another word by them.
    private static string Spelt(string key)
    {
        if (!key.Contains('ใ') && !key.Contains("ัย", StringComparison.Ordinal))
            return key;
        var result = new StringBuilder(key.Length);
        foreach (var c in key)
        {
            if (c == 'ย' && result.Length > 1 && result[^1] == 'ั' && ThaiText.IsConsonant(result[^2]))
                (result[^2], result[^1]) = ('ไ', result[^2]);
            else
                result.Append(c == 'ใ' ? 'ไ' : c);
        }
        return result.ToString();
    }

    /// <summary>Whether a known word begins here.</summary>
    public bool Begins(ReadOnlySpan<char> key, Predicate<TSense> fits)
    {
        for (var length = Math.Min(_longestWord, key.Length); length > 1; length--)
            if (_lookup.TryGetValue(key[..length], out var sense) && fits(sense))
                return true;
        return false;
    }

    private TSense[]? CutSpelt(string key) => CutExactly(key) ?? (Squeezed(key) is var single && single.Length < key.Length ? CutExactly(single) : null);

    private static string Squeezed(string key)
    {
        var single = new StringBuilder(key.Length);
        foreach (var c in key)
            // “ออ” and “รร” are spelling: ออม is not อม.
            if (single.Length == 0 || single[^1] != c || c is 'อ' or 'ร')
                single.Append(c);
        return single.ToString();
    }

    private TSense[]? CutExactly(ReadOnlySpan<char> key)
    {
        if (key.Length is 0 or > Longest)
            return null;
        Span<int> count = stackalloc int[Longest + 1];
        Span<int> from = stackalloc int[Longest + 1];
        count.Fill(int.MaxValue);
        count[0] = 0;
        for (var end = 1; end <= key.Length; end++)
            for (var start = Math.Max(0, end - _longestWord); start < end; start++)
                // Of two ways to cut, the one that leaves the courtesy by itself: ไม่เอา·ค่ะ.
                if (count[start] < int.MaxValue && count[start] + 1 <= count[end] && _lookup.ContainsKey(key[start..end]))
                    (count[end], from[end]) = (count[start] + 1, start);
        if (count[key.Length] == int.MaxValue)
            return null;
        var senses = new TSense[count[key.Length]];
        for (int end = key.Length, i = senses.Length - 1; i >= 0; end = from[end], i--)
            senses[i] = _lookup[key[from[end]..end]];
        return senses;
    }
}
