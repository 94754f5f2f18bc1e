using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChainatBot.Understanding;

/// <summary>Answers “how is this line read?” for the <c>understand</c> verb.</summary>
/// <param name="asksForFlow">Whether a line is the word of a conversation, misspelt perhaps: it starts that, and is no opinion.</param>
public sealed class Understander(Places places, Func<string, bool> asksForFlow)
{
    /// <summary>The kinds the verb takes.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["choice", "yesno", "number", "date", "time", "place", "opinion"];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line of JSON with <c>text</c> and <c>value</c>; a null value means not understood.</summary>
    /// <param name="options">The labels, for <c>choice</c>; otherwise empty.</param>
    /// <param name="now">Any offset; days are counted in Bangkok.</param>
    /// <exception cref="ArgumentException">The kind is not one of <see cref="Kinds"/>.</exception>
    public string Understand(string kind, string line, IReadOnlyList<string> options, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("text", line);
            json.WritePropertyName("value");
            WriteValue(json, kind, line, options, now);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteValue(Utf8JsonWriter json, string kind, string line, IReadOnlyList<string> options, DateTimeOffset now)
    {
        switch (kind)
        {
            case "choice":
                Write(json, ChoiceReader.Read(line, options) is { } index ? options[index] : null);
                break;
            case "yesno" when YesNoReader.Read(line) is { } yes:
                json.WriteBooleanValue(yes);
                break;
            case "number" when NumberReader.Read(line) is { } number:
                json.WriteNumberValue(WithoutTrailingZeros(number));
                break;
            case "date":
                var today = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(7)).DateTime);
                Write(json, DateReader.Read(line, today)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case "time":
                Write(json, TimeReader.Read(line)?.ToString("HH:mm", CultureInfo.InvariantCulture));
                break;
            case "place":
                WritePlace(json, places.Read(line));
                break;
            case "opinion":
                json.WriteBooleanValue(!asksForFlow(line) && OpinionReader.Classify(line) == MessageSense.Opinion);
                break;
            case "yesno" or "number":
                json.WriteNullValue();
                break;
            default:
                throw new ArgumentException($"“{kind}” is not a kind; use one of {string.Join(", ", Kinds)}", nameof(kind));
        }
    }

    private static void WritePlace(Utf8JsonWriter json, PlaceReading reading)
    {
        var (tambon, village) = reading switch
        {
            PlaceReading.Found found => (found.Tambon, found.Village),
            PlaceReading.Suggestion { Contradicted: false } likely => (likely.Tambon, likely.Village),
            PlaceReading.VillageOnly only => (null, only.Village),
            _ => ((Tambon?)null, (int?)null),
        };
        if (tambon is null && village is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("tambon", tambon?.Code);
        if (village is { } number)
            json.WriteNumber("village", number);
        else
            json.WriteNull("village");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string? value)
    {
        if (value is null)
            json.WriteNullValue();
        else
            json.WriteStringValue(value);
    }

    private static decimal WithoutTrailingZeros(decimal value) => value / 1.0000000000000000000000000000m;
}
