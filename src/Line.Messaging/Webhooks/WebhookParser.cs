using System.Text.Json;

namespace Line.Messaging;

/// <summary>Reads the body of a webhook request. Verify the signature over the same bytes first (<see cref="WebhookSignature"/>).</summary>
public static class WebhookParser
{
    /// <summary>Reads the body. Properties may come in any order; unknown ones are kept; an event that can't be read becomes
    /// an <see cref="UnknownEvent"/> and does not cost the others. Nothing of <paramref name="body"/> is held on to.</summary>
    /// <param name="body">UTF-8 JSON, as received.</param>
    /// <exception cref="WebhookFormatException">The body is not JSON, or not an object with <c>destination</c> and <c>events</c>.</exception>
    public static CallbackRequest Parse(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body[3..];
        try
        {
            return ParseBody(body);
        }
        catch (JsonException error)
        {
            throw new WebhookFormatException(
                $"The webhook body is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}).", error);
        }
        catch (InvalidOperationException error)
        {
            throw new WebhookFormatException("The webhook body is not valid UTF-8.", error);
        }
    }

    /// <summary>Reads one event, such as the <see cref="WebhookEvent.RawJson"/> of an event that was put aside.</summary>
    /// <param name="json">UTF-8 JSON of one event object.</param>
    /// <exception cref="WebhookFormatException">The bytes are not JSON.</exception>
    public static WebhookEvent ParseEvent(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var kind = ScanEvent(ref reader);
            while (reader.Read())
            {
                // The reader throws when anything follows the event.
            }
            return Event(json.ToArray(), kind);
        }
        catch (JsonException error)
        {
            throw new WebhookFormatException("The event is not valid JSON.", error);
        }
        catch (InvalidOperationException error)
        {
            throw new WebhookFormatException("The event is not valid UTF-8.", error);
        }
    }

    private static CallbackRequest ParseBody(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new WebhookFormatException("The webhook body must be a JSON object.");
        string? destination = null;
        List<WebhookEvent>? events = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("destination"u8))
            {
                reader.Read();
                destination = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("events"u8))
            {
                reader.Read();
                events = reader.TokenType == JsonTokenType.StartArray
                    ? ParseEvents(ref reader, body)
                    : throw new WebhookFormatException("The webhook body's events must be an array.");
            }
            else
            {
                reader.Skip();
            }
        }
        while (reader.Read())
        {
            // The reader throws when anything follows the object.
        }
        if (destination is null)
            throw new WebhookFormatException("The webhook body has no destination.");
        return new CallbackRequest(destination, events ?? throw new WebhookFormatException("The webhook body has no events."));
    }

    private static List<WebhookEvent> ParseEvents(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var events = new List<WebhookEvent>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var kind = ScanEvent(ref reader);
            // A copy, because the caller's buffer is likely a pooled one.
            events.Add(Event(body[start..(int)reader.BytesConsumed].ToArray(), kind));
        }
        return events;
    }

    /// <summary>Moves over one value and tells its <c>type</c>, wherever it stands: this finds the end of the event and
    /// its kind in one pass, before the event is read into its record.</summary>
    private static string? ScanEvent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }
        string? kind = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = kind is null && reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
                kind = Kind(ref reader);
            else
                reader.Skip();
        }
        return kind;
    }

    private static string Kind(ref Utf8JsonReader reader)
    {
        // The two that are nearly all of the traffic need no new string.
        if (reader.ValueTextEquals("message"u8))
            return "message";
        if (reader.ValueTextEquals("postback"u8))
            return "postback";
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: a kind that nobody knows.
            return "";
        }
    }

    private static WebhookEvent Event(byte[] json, string? kind)
    {
        if (kind is null)
            return UnknownEvents.From(json, "", "The event has no type.");
        if (WebhookEventConverter.Of(kind) is not { } info)
            return UnknownEvents.From(json, kind, parseError: null);
        try
        {
            WebhookEvent read;
            try
            {
                read = (WebhookEvent)JsonSerializer.Deserialize(json, info)!;
            }
            catch (Exception error) when (error is InvalidOperationException or JsonException { InnerException: InvalidOperationException })
            {
                // Half a character somewhere, as when a phone cuts an emoji in two: no reason to lose the sentence it stands in.
                read = (WebhookEvent)JsonSerializer.Deserialize(JsonText.WithoutHalfCharacters(json), info)!;
            }
            read.Origin = new RawJson(json);
            return read;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Only where, never what: the exception's own text can quote the person's words.
            var where = error is JsonException { Path: { Length: > 1 } path } ? $" at {path}" : "";
            return UnknownEvents.From(json, kind, $"The {kind} event lacks what it must have, or has it in another form{where}.");
        }
    }
}
