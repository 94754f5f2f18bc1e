using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>Makes the best of an event that can't be read: what is common to all events is still of use (to drop repeats, to count).</summary>
internal static class UnknownEvents
{
    public static UnknownEvent From(byte[] json, string kind, string? parseError)
    {
        var origin = new RawJson(json);
        var raw = origin.Element;
        return new UnknownEvent(kind)
        {
            Origin = origin,
            ParseError = parseError,
            Timestamp = Timestamp(raw),
            Mode = Text(raw, "mode"),
            WebhookEventId = Text(raw, "webhookEventId"),
            DeliveryContext = Read(raw, "deliveryContext", LineJson.Context.DeliveryContext),
            Source = Read(raw, "source", LineJson.Context.Source),
        };
    }

    private static DateTimeOffset Timestamp(JsonElement raw) =>
        Property(raw, "timestamp") is { ValueKind: JsonValueKind.Number } value
            && value.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and < 253402300800000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.UnixEpoch;

    private static string? Text(JsonElement raw, string name) => Read(raw, name, LineJson.Context.String);

    private static JsonElement? Property(JsonElement raw, string name)
    {
        try
        {
            return raw.ValueKind == JsonValueKind.Object && raw.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A neighbour's name is not UTF-8.
            return null;
        }
    }

    private static T? Read<T>(JsonElement raw, string name, JsonTypeInfo<T> info) where T : class
    {
        try
        {
            return Property(raw, name)?.Deserialize(info);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
