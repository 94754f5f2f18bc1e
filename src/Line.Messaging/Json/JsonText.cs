using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Line.Messaging;

internal static class JsonText
{
    /// <summary>The value's own bytes, white space and all, apart from the document it stood in.</summary>
    public static byte[] Bytes(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();

    /// <summary>Whether two values mean the same: white space, escapes and the order of properties do not count.</summary>
    public static bool Same(JsonElement one, JsonElement other)
    {
        if (JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other)))
            return true;
        try
        {
            return JsonElement.DeepEquals(one, other);
        }
        catch (InvalidOperationException)
        {
            // A string in it is not UTF-8, so it means nothing that could be compared.
            return false;
        }
    }

    /// <summary>The same JSON with U+FFFD for bytes that are no UTF-8, and for escaped halves of surrogate pairs that stand alone.</summary>
    public static byte[] WithoutHalfCharacters(ReadOnlySpan<byte> json)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(json));
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
                continue;
            if (Escaped(text, i) is not { } half || !char.IsSurrogate(half))
                i++;
            else if (char.IsHighSurrogate(half) && Escaped(text, i + 6) is { } other && char.IsLowSurrogate(other))
                i += 11;
            else
                text.Replace(text.ToString(i, 6), "\\ufffd", i, 6);
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The UTF-16 unit written as <c>\uXXXX</c> at this place; null where none is.</summary>
    private static char? Escaped(StringBuilder text, int at) =>
        at + 6 <= text.Length && text[at] == '\\' && text[at + 1] == 'u' && ushort.TryParse(text.ToString(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
