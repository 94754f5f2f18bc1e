using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Line.Emulator;

/// <summary>JSON without whitespace, Thai letters as they are.</summary>
internal static class Compact
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes every character beyond the basic plane as <c>\uXXXX\uXXXX</c>.</summary>
    private static readonly JsonWriterOptions Escaped = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static byte[] Utf8(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            node.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }

    public static string Text(JsonNode node) => System.Text.Encoding.UTF8.GetString(Utf8(node));

    public static Utf8JsonWriter Writer(IBufferWriter<byte> buffer, bool escapeEmoji) => new(buffer, escapeEmoji ? Escaped : Plain);
}
