using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChainatBot.Summaries;

/// <summary>A summary as JSON, field names and order as in the contract; Thai is written as Thai.</summary>
public static class SummaryJson
{
    private static readonly SummaryViewJson Json = new(new JsonSerializerOptions(SummaryViewJson.Default.Options)
    {
        // Safe here: this goes into a file, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Write(SummaryView view) => JsonSerializer.SerializeToUtf8Bytes(view, Json.SummaryView);
}
