using System.Globalization;
using ChainatBot.Conversations;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Flows;

/// <content>What the files that the team writes have in common: rounds, forums, announcements.</content>
internal sealed partial class YamlReading
{
    private const int MaxVillage = 99;
    private const int FirstBuddhistYear = 2400;

    /// <summary>What <paramref name="read"/> makes of the file, or null where <paramref name="problems"/> got a new entry; those come in the file's order.</summary>
    public static T? Read<T>(string text, string file, ICollection<FlowProblem> problems, Func<YamlReading, YamlMappingNode, T?> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(problems);
        var found = new List<FlowProblem>();
        var yaml = new YamlReading(file, found);
        var made = yaml.Document(text) is { } root ? read(yaml, root) : null;
        foreach (var problem in found.OrderBy(p => p.Line).ThenBy(p => p.Column)) problems.Add(problem);
        return found.Count == 0 ? made : null;
    }

    /// <summary>The value of a key that has to be there.</summary>
    public YamlNode? Required(YamlMappingNode map, string key)
    {
        var node = Get(map, key);
        if (node is null) Problem(map, $"“{key}:” is missing; add it");
        return node;
    }

    /// <summary>An id that may also begin with a digit.</summary>
    public string? Id(YamlNode? node, string what, int most)
    {
        if (Text(node, what) is not { } text) return null;
        if (text.Value.Length <= most && text.Value.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')) return text.Value;
        Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} “{text.Value}” must be at most {most} of a–z, 0–9 and -, without capitals or spaces"));
        return null;
    }

    /// <summary>One line of text, counted in letters as people see them.</summary>
    /// <param name="room">Where it has to find room, such as “on the invitation”.</param>
    public string? Line(YamlNode? node, string what, int most, string room) => Words(node, what, most, room, oneLine: true);

    /// <summary>Text of one or several lines, counted in letters as people see them.</summary>
    public string? Words(YamlNode? node, string what, int most, string room, bool oneLine = false)
    {
        if (Text(node, what) is not { } text) return null;
        if (oneLine && text.Value.Any(char.IsControl))
        {
            Problem(text.At, $"{what} must be one line; take the line breaks out");
            return null;
        }

        var letters = FlowLimits.Graphemes(text.Value);
        if (letters <= most) return text.Value;
        Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} has {letters} letters; at most {most} fit {room}, so shorten it"));
        return null;
    }

    /// <param name="known">Codes of the tambons that exist; null where any six digits will do.</param>
    public string? Tambon(FlowText text, IReadOnlyCollection<string>? known)
    {
        if (text.Value.Length != 6 || !text.Value.All(char.IsAsciiDigit))
            Problem(text.At, $"“{text.Value}” is no tambon code; it has six digits in quotes, such as \"180101\"");
        else if (known is not null && !known.Contains(text.Value))
            Problem(text.At, $"there is no tambon with code {text.Value}{FlowVocabulary.DidYouMean(text.Value, known)}; look it up in flows/places.yaml");
        else
            return text.Value;
        return null;
    }

    /// <summary>One code or several, each once.</summary>
    public List<string> Tambons(YamlNode? node, IReadOnlyCollection<string>? known)
    {
        var codes = new List<string>();
        foreach (var text in node is null ? [] : Texts(node, "tambon"))
        {
            if (Tambon(text, known) is not { } code) continue;
            if (codes.Contains(code)) Problem(text.At, $"tambon {code} stands twice; take one out");
            else codes.Add(code);
        }

        return codes;
    }

    /// <summary>Village numbers, each once, in order.</summary>
    public List<int> Villages(YamlNode? node)
    {
        var numbers = new List<int>();
        foreach (var text in node is null ? [] : Texts(node, "villages"))
        {
            if (!int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MaxVillage)
                Problem(text.At, $"“{text.Value}” is no village number; write it in digits, such as 3");
            else if (numbers.Contains(number))
                Problem(text.At, $"village {text.Value} stands twice; take one out");
            else
                numbers.Add(number);
        }

        return [.. numbers.Order()];
    }

    /// <summary>A time in Bangkok.</summary>
    public DateTimeOffset? Time(YamlNode? node, string what)
    {
        if (Text(node, what) is not { } text) return null;
        string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];
        if (!DateTime.TryParseExact(text.Value, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            Problem(text.At, $"{what} “{text.Value}” is no time; write it as 2027-01-15T09:00 (Bangkok time)");
        else if (time.Year >= FirstBuddhistYear)
            Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} has the year {time.Year} of the Buddhist era; write {time.Year - 543}"));
        else
            return new DateTimeOffset(time, BangkokTime.Offset);
        return null;
    }

    /// <summary>An address as LINE takes it: what people copy has Thai in it, which LINE wants percent-encoded.</summary>
    /// <param name="most">Of the encoded address: a Thai letter becomes nine.</param>
    /// <param name="schemes">https where none are given.</param>
    public string? Address(YamlNode? node, string what, int most, params string[] schemes)
    {
        if (Text(node, what) is not { } text) return null;
        if (schemes is []) schemes = [Uri.UriSchemeHttps];
        if (Uri.TryCreate(text.Value, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme))
        {
            var encoded = Encoded(address);
            if (encoded.Length <= most) return encoded;
            Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} has {encoded.Length} characters as LINE counts them, where a Thai letter is nine; at most {most} fit, so make a short link"));
            return null;
        }

        Problem(text.At, $"{what} must be an address that begins with {string.Join(" or ", schemes.Select(s => s == "tel" ? "tel:" : s + "://"))}");
        return null;
    }

    /// <summary>The address in printable ASCII.</summary>
    internal static string Encoded(Uri address) =>
        address.Host.All(char.IsAscii) ? address.AbsoluteUri : new UriBuilder(address) { Host = address.IdnHost }.Uri.AbsoluteUri;
}
