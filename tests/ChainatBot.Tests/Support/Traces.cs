using System.Globalization;
using System.Text;

namespace ChainatBot.Tests.Support;

/// <summary>The ways in which a text can lie hidden in files and logs: plain, UTF-16, escaped, percent-encoded, hexadecimal, base64 at any alignment.</summary>
public static class Traces
{
    /// <summary>True where the bytes hold the text in any of its forms.</summary>
    public static bool Holds(ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0 || bytes.IndexOf(Encoding.BigEndianUnicode.GetBytes(text)) >= 0) return true;
        foreach (var form in Forms(text))
            if (bytes.IndexOf(Encoding.UTF8.GetBytes(form)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(form)) >= 0) return true;
        // A LINE user id is sixteen bytes in disguise.
        return text.Length == 33 && text[0] == 'U' && bytes.IndexOf(Convert.FromHexString(text[1..])) >= 0;
    }

    public static bool Holds(string log, string text) => Forms(text).Any(form => log.Contains(form, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Forms(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        yield return text;
        yield return Escaped(text);
        yield return Escaped(text).ToLowerInvariant();
        yield return Uri.EscapeDataString(text);
        yield return Uri.EscapeDataString(text).ToLowerInvariant();
        yield return Convert.ToHexString(utf8);
        yield return Convert.ToHexStringLower(utf8);
        foreach (var bytes in (byte[][])[utf8, Encoding.Unicode.GetBytes(text)])
            foreach (var form in Base64(bytes))
                yield return form;
        if (text is ['U', .. var id] && id.Length == 32) yield return id;
    }

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => char.IsAscii(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}")));

    /// <summary>What is certain of the base64 of something that has these bytes in it, for each of the three alignments.</summary>
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            var whole = (bytes.Length - (3 - shift) % 3) / 3 * 3;
            yield return Convert.ToBase64String(bytes, (3 - shift) % 3, Math.Max(0, whole));
        }
    }
}
