using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Line.Messaging;

/// <summary>An answer that is not a success, read once: LINE's <c>{"message","details"}</c> or OAuth's <c>{"error","error_description"}</c>.</summary>
internal sealed partial record LineError(
    HttpStatusCode Status,
    LineErrorKind Kind,
    string? Message,
    IReadOnlyList<LineErrorDetail> Details,
    string? RequestId,
    TimeSpan? RetryAfter)
{
    private const int MostNamedDetails = 5;

    public static async Task<LineError> ReadAsync(HttpResponseMessage response, string operation, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var (message, details) = Parse(body);
        return new LineError(
            response.StatusCode,
            KindOf(response.StatusCode, message, operation),
            message,
            details,
            response.HeaderOrNull(LineHeaders.RequestId),
            response.Headers.RetryAfter?.Delta);
    }

    /// <summary>A sentence without anything the sender or a person wrote: property paths, and the details whose wording LINE documents.</summary>
    public string Describe(string operation)
    {
        var text = new StringBuilder($"LINE answered {(int)Status} ({Kind}) to {operation}");
        foreach (var detail in Details.Where(detail => detail.Property is { } path && PropertyPath().IsMatch(path)).Take(MostNamedDetails))
        {
            text.Append("; ").Append(detail.Property);
            if (detail.Message is { } message && DocumentedDetail().IsMatch(message))
                text.Append(": ").Append(message);
        }

        text.Append('.');
        if (Kind == LineErrorKind.Forbidden && operation is (LineCall.GetFollowers or LineCall.GetGroupMembersIds or LineCall.GetRoomMembersIds))
            text.Append(" LINE lists ids only for verified and premium accounts; keep your own list from follow, unfollow and message events.");
        if (RequestId is not null)
            text.Append(" Request ").Append(RequestId).Append('.');
        return text.ToString();
    }

    private static LineErrorKind KindOf(HttpStatusCode status, string? message, string operation) => (int)status switch
    {
        400 when operation == LineCall.ReplyMessage && Says(message, "invalid reply token") => LineErrorKind.InvalidReplyToken,
        400 => LineErrorKind.BadRequest,
        401 => LineErrorKind.Unauthorized,
        403 => LineErrorKind.Forbidden,
        404 => LineErrorKind.NotFound,
        409 => LineErrorKind.Conflict,
        410 => LineErrorKind.Gone,
        413 => LineErrorKind.TooLarge,
        415 => LineErrorKind.UnsupportedMediaType,
        429 when Says(message, "monthly limit") => LineErrorKind.MonthlyLimitReached,
        429 => LineErrorKind.RateLimited,
        >= 500 => LineErrorKind.ServerError,
        _ => LineErrorKind.Unexpected,
    };

    private static bool Says(string? message, string words) => message?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static (string? Message, IReadOnlyList<LineErrorDetail> Details) Parse(byte[] body)
    {
        if (body.Length == 0)
            return (null, []);
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return (null, []);
            var message = Text(json.RootElement, "message");
            if (message is null && Text(json.RootElement, "error") is { } error)
                message = Text(json.RootElement, "error_description") is { } description ? $"{error}: {description}" : error;
            return (message, DetailsOf(json.RootElement));
        }
        catch (JsonException)
        {
            // A proxy's HTML page: the status is all there is to know.
            return (null, []);
        }
    }

    private static List<LineErrorDetail> DetailsOf(JsonElement root)
    {
        var details = new List<LineErrorDetail>();
        if (!root.TryGetProperty("details", out var list) || list.ValueKind != JsonValueKind.Array)
            return details;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
                details.Add(new LineErrorDetail(Text(item, "message"), Text(item, "property")));
        }

        return details;
    }

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]{0,40}(\[[0-9]{1,4}\]|[./][A-Za-z0-9_]{1,40}){0,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex PropertyPath();

    [GeneratedRegex(
        @"^(may not be empty|must be specified|invalid uri|must not be longer than [0-9]+ characters|(size|length|must be) (must be )?between [0-9]+ and [0-9]+|must be a multiple of five)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DocumentedDetail();
}
