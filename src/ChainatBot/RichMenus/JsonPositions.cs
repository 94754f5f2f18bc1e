using System.Text;
using System.Text.Json;

namespace ChainatBot.RichMenus;

/// <summary>Where each value of a JSON text stands, by its path as LINE writes it: <c>areas[2].action.text</c>.</summary>
public sealed class JsonPositions
{
    private readonly byte[] json;
    private readonly Dictionary<string, int> starts = new(StringComparer.Ordinal);

    /// <exception cref="JsonException">It is no JSON; the exception carries the line.</exception>
    public JsonPositions(byte[] json)
    {
        this.json = json;
        var reader = new Utf8JsonReader(json);
        var open = new Stack<(string Path, int Index)>();
        string? property = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    property = Join(open.Peek().Path, reader.GetString()!);
                    starts.TryAdd(property, (int)reader.TokenStartIndex);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    var path = property ?? NextElement(open);
                    property = null;
                    starts.TryAdd(path, (int)reader.TokenStartIndex);
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) open.Push((path, 0));
                    break;
            }
        }
    }

    /// <summary>Line and column of the path, both from 1; of what is around it where there is no such path.</summary>
    public (int Line, int Column) Of(string path)
    {
        while (path.Length > 0 && !starts.ContainsKey(path)) path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        return At(json, starts.GetValueOrDefault(path));
    }

    /// <summary>Line and column of a byte, both from 1, the column in characters.</summary>
    public static (int Line, int Column) At(ReadOnlySpan<byte> text, int start)
    {
        var before = text[..Math.Min(start, text.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string NextElement(Stack<(string Path, int Index)> open)
    {
        if (!open.TryPop(out var array)) return "";
        open.Push((array.Path, array.Index + 1));
        return FormattableString.Invariant($"{array.Path}[{array.Index}]");
    }
}
