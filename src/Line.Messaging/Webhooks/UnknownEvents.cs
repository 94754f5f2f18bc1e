using System.Text.Json;

namespace Line.Messaging;

/// <summary>Makes the best of an event that can't be read: what is common to all events is still of use (to drop repeats, to count).</summary>
internal static class UnknownEvents
{
    public static UnknownEvent From(byte[] json, string kind, string? parseError)
    {
        var origin = new RawJson(json);
        var raw = origin.Element;
        if (raw.ValueKind != JsonValueKind.Object)
            return new UnknownEvent(kind) { Timestamp = DateTimeOffset.UnixEpoch, Origin = origin, ParseError = parseError };
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
        raw.TryGetProperty("timestamp", out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and < 253402300800000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.UnixEpoch;

    private static string? Text(JsonElement raw, string name)
    {
        try
        {
            return raw.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Not UTF-8: such an id is no id.
            return null;
        }
    }

    private static T? Read<T>(JsonElement raw, string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> info) where T : class
    {
        try
        {
            return raw.TryGetProperty(name, out var value) ? value.Deserialize(info) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
