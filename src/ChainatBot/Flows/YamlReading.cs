using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Flows;

/// <summary>Reads one YAML file, noting each problem at its place instead of stopping at the first.</summary>
internal sealed partial class YamlReading(string file, List<FlowProblem> problems)
{
    public string File => file;

    public void Problem(SourcePosition at, string message) => problems.Add(new FlowProblem(at, message));

    public void Problem(YamlNode node, string message) => Problem(At(node), message);

    public SourcePosition At(YamlNode node) => new(file, (int)Math.Max(1, node.Start.Line), (int)Math.Max(1, node.Start.Column));

    public SourcePosition Top => new(file, 1, 1);

    /// <summary>The file's one document, which must be a mapping; null after noting why not.</summary>
    public YamlMappingNode? Document(string text)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            switch (stream.Documents)
            {
                case [{ RootNode: YamlMappingNode root }]:
                    return root;
                case []:
                    Problem(Top, "the file is empty; write its content or delete the file");
                    return null;
                case [var one]:
                    Problem(one.RootNode, "the file must start with “key: value” lines");
                    return null;
                default:
                    Problem(stream.Documents[1].RootNode, "the file holds more than one document; remove the “---” line and put the rest into a file of its own");
                    return null;
            }
        }
        catch (YamlException) when (Tab(text) is { } tab)
        {
            // YamlDotNet reports the start of the file for it.
            Problem(tab, "this is not readable YAML: a tab for indentation; use two spaces");
        }
        catch (YamlException e)
        {
            Problem(new SourcePosition(file, (int)Math.Max(1, e.Start.Line), (int)Math.Max(1, e.Start.Column)), $"this is not readable YAML: {Plain(e)}; look at the indentation, colons and quotes on this line and the one above");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet loses its place in an unclosed [ or {, and throws this without a position.
            Problem(Unclosed(text), "this bracket is never closed; add the missing “]” or “}”");
        }
        return null;
    }

    private static string Plain(YamlException e)
    {
        var message = (e.InnerException ?? e).Message;
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        return (end > 0 && message.StartsWith('(') ? message[(end + 3)..] : message).TrimEnd('.');
    }

    private SourcePosition? Tab(string text)
    {
        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, l => l.TrimStart(' ').StartsWith('\t'));
        return line < 0 ? null : new SourcePosition(file, line + 1, lines[line].IndexOf('\t') + 1);
    }

    private SourcePosition Unclosed(string text)
    {
        var open = new Stack<(char Bracket, int Line, int Column)>();
        var lines = text.Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            var quote = '\0';
            for (var column = 0; column < lines[line].Length; column++)
            {
                var c = lines[line][column];
                if (quote != '\0') { if (c == quote) quote = '\0'; }
                else if (c is '"' or '\'') quote = c;
                else if (c == '#' && (column == 0 || lines[line][column - 1] == ' ')) break;
                else if (c is '[' or '{') open.Push((c, line + 1, column + 1));
                else if (c is ']' or '}' && open.Count > 0) open.Pop();
            }
        }
        return open.Count > 0 ? new SourcePosition(file, open.Peek().Line, open.Peek().Column) : Top;
    }

    public static YamlNode? Get(YamlMappingNode map, string key)
    {
        foreach (var (k, v) in map.Children)
            if (k is YamlScalarNode { Value: { } name } && name == key) return v;
        return null;
    }

    public void KnownKeys(YamlMappingNode map, IReadOnlyList<string> known, string what)
    {
        foreach (var key in map.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name }) Problem(key, $"a key of {what} must be a plain word");
            else if (!known.Contains(name))
                Problem(key, $"{what} knows no key “{name}”{FlowVocabulary.DidYouMean(name, known)}; it may have: {string.Join(", ", known)}");
        }
    }

    public YamlMappingNode? Map(YamlNode? node, string what)
    {
        if (node is YamlMappingNode map) return map;
        if (node is not null) Problem(node, $"{what} must be “key: value” lines");
        return null;
    }

    public IReadOnlyList<YamlNode> List(YamlNode? node, string what)
    {
        if (node is YamlSequenceNode sequence) return [.. sequence.Children];
        if (node is not null) Problem(node, $"{what} must be a list: each entry on its own line after “- ”, or [a, b]");
        return [];
    }

    /// <summary>A text that is there and not blank; null after noting otherwise.</summary>
    public FlowText? Text(YamlNode? node, string what)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } value } when !string.IsNullOrWhiteSpace(value):
                return new FlowText(value.Trim(), At(node));
            case YamlScalarNode:
                Problem(node, $"{what} is empty; write its text");
                return null;
            default:
                Problem(node, $"{what} must be one text; put quotes around it if it holds a colon");
                return null;
        }
    }

    /// <summary>A text or a list of texts.</summary>
    public IReadOnlyList<FlowText> Texts(YamlNode? node, string what)
    {
        if (node is not YamlSequenceNode sequence) return Text(node, what) is { } one ? [one] : [];
        if (sequence.Children.Count == 0) Problem(node, $"{what} is an empty list; write a text or remove the key");
        return [.. sequence.Children.Select(n => Text(n, what)).OfType<FlowText>()];
    }

    public string? Word(YamlNode? node, string what) => Text(node, what)?.Value;

    public bool Flag(YamlNode? node, string what, bool otherwise)
    {
        switch (Text(node, what)?.Value)
        {
            case null: return otherwise;
            case "yes" or "true" or "on": return true;
            case "no" or "false" or "off": return false;
            case var other:
                Problem(node!, $"{what} must be yes or no, not “{other}”");
                return otherwise;
        }
    }

    public int? Whole(YamlNode? node, string what, int least)
    {
        if (Text(node, what) is not { } text) return null;
        if (int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least) return value;
        Problem(text.At, $"{what} must be a whole number from {least.ToString(CultureInfo.InvariantCulture)} up, not “{text.Value}”");
        return null;
    }

    public decimal? Number(YamlNode? node, string what)
    {
        if (Text(node, what) is not { } text) return null;
        if (decimal.TryParse(text.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return value;
        Problem(text.At, $"{what} must be a number, not “{text.Value}”");
        return null;
    }

    /// <summary>An id: a–z, 0–9 and -.</summary>
    public string? Id(YamlNode? node, string what)
    {
        if (Text(node, what) is not { } text) return null;
        if (IsId(text.Value)) return text.Value;
        Problem(text.At, $"{what} “{text.Value}” must be at most 40 letters a–z, digits and -, starting with a letter");
        return null;
    }

    public static bool IsId(string value) =>
        value.Length is > 0 and <= 40 && value[0] is >= 'a' and <= 'z' && value.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
