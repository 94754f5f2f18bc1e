using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>LINE's documents waver between numbers and strings for ids; both are read, strings are written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LenientStringConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException("A string or a number is expected here."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>Reads <c>null</c> as false, and "true"/"false" in quotes.</summary>
internal sealed class LenientBooleanConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        JsonTokenType.String when bool.TryParse(reader.GetString(), out var value) => value,
        _ => throw new JsonException("true or false is expected here."),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}

/// <summary>Reads whole numbers written as 5, 5.0 or "5"; <c>null</c> is 0.</summary>
internal sealed class LenientInt64Converter : JsonConverter<long>
{
    public override bool HandleNull => true;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadNumber(ref reader);

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);

    public static long ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return 0;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var whole))
                return whole;
            if (reader.TryGetDouble(out var real) && Math.Abs(real) < 1e18 && real == Math.Floor(real))
                return (long)real;
        }
        else if (reader.TokenType == JsonTokenType.String
            && long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var quoted))
        {
            return quoted;
        }
        throw new JsonException("A whole number is expected here.");
    }
}

/// <inheritdoc cref="LenientInt64Converter"/>
internal sealed class LenientInt32Converter : JsonConverter<int>
{
    public override bool HandleNull => true;

    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientInt64Converter.ReadNumber(ref reader) is >= int.MinValue and <= int.MaxValue and var number
            ? (int)number
            : throw new JsonException("The number is too large.");

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

/// <summary>A moment as milliseconds since 1970-01-01T00:00Z, as LINE writes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UnixMillisecondsConverter : JsonConverter<DateTimeOffset>
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var milliseconds = LenientInt64Converter.ReadNumber(ref reader);
        return milliseconds >= Earliest && milliseconds <= Latest
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new JsonException("The time is out of range.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
}

/// <summary>A value in a fixed text form, such as a date; text that is not in that form is read as <c>null</c>, because
/// an odd date must not cost the event it came with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LenientTextConverter<T> : JsonConverter<T?> where T : struct
{
    private protected LenientTextConverter()
    {
    }

    private protected abstract string[] Formats { get; }

    private protected abstract bool TryParse(string text, string[] formats, out T value);

    private protected abstract string Format(T value, string format);

    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && TryParse(text, Formats, out var value))
            return value;
        reader.Skip();
        return null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
    {
        if (value is { } known)
            writer.WriteStringValue(Format(known, Formats[0]));
        else
            writer.WriteNullValue();
    }
}

/// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LenientDateConverter : LenientTextConverter<DateOnly>
{
    private protected override string[] Formats { get; } = ["yyyy-MM-dd"];

    private protected override bool TryParse(string text, string[] formats, out DateOnly value) =>
        DateOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private protected override string Format(DateOnly value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>A time of day, <c>HH:mm</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LenientTimeConverter : LenientTextConverter<TimeOnly>
{
    private protected override string[] Formats { get; } = ["HH:mm", "HH:mm:ss"];

    private protected override bool TryParse(string text, string[] formats, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private protected override string Format(TimeOnly value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>A day and a time of day, <c>yyyy-MM-ddTHH:mm</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LenientDateTimeConverter : LenientTextConverter<DateTime>
{
    private protected override string[] Formats { get; } = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd't'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    private protected override bool TryParse(string text, string[] formats, out DateTime value) =>
        DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private protected override string Format(DateTime value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
