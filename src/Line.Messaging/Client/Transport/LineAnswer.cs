using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

internal static class LineAnswer
{
    /// <exception cref="LineApiException">The answer is a success but not what LINE documents (a proxy's page, mostly).</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, LineCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return Parse(body, type) ?? throw new LineApiException(
            new LineError(response.StatusCode, LineErrorKind.Unexpected, "The answer is not the JSON that LINE documents.", [], response.HeaderOrNull(LineHeaders.RequestId), null),
            call);
    }

    public static T? Parse<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
