using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Webhook bodies and their signatures. Everything LINE reserves the right to vary can be varied.</summary>
internal static class EventWriter
{
    public static byte[] Write(LineEmulatorOptions options, IReadOnlyList<PendingEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = Compact.Writer(buffer, options.EscapeEmoji))
        {
            writer.WriteStartObject();
            writer.WriteString("destination", options.BotUserId);
            writer.WriteStartArray("events");
            foreach (var item in events) WriteObject(writer, item.Body, options, item.Attempt > 0, depth: 0);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Base64 of HMAC-SHA256 over the raw bytes.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static void WriteObject(Utf8JsonWriter writer, JsonObject value, LineEmulatorOptions options, bool isRedelivery, int depth)
    {
        var properties = value.ToArray();
        if (options.ShuffleProperties) RandomNumberGenerator.Shuffle<KeyValuePair<string, JsonNode?>>(properties);
        writer.WriteStartObject();
        foreach (var (name, child) in properties)
        {
            writer.WritePropertyName(name);
            if (depth == 0 && name == "deliveryContext")
            {
                writer.WriteStartObject();
                writer.WriteBoolean("isRedelivery", isRedelivery);
                writer.WriteEndObject();
            }
            else
                WriteValue(writer, child, options, depth + 1);
        }
        if (options.UnknownFields && depth <= 1)
        {
            writer.WriteStartObject("futureProperty");
            writer.WriteString("type", "futureType");
            writer.WriteNumber("value", 1);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonNode? value, LineEmulatorOptions options, int depth)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject inner:
                WriteObject(writer, inner, options, false, depth);
                break;
            case JsonArray array:
                writer.WriteStartArray();
                foreach (var item in array) WriteValue(writer, item, options, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
