using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>What LINE answers: JSON, bytes, or nothing.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Json = null)
{
    public ReadOnlyMemory<byte>? Bytes { get; init; }
    public string? ContentType { get; init; }

    /// <summary>For 409: <c>x-line-accepted-request-id</c>.</summary>
    public string? AcceptedRequestId { get; init; }

    public static ApiAnswer Ok => new(200, new JsonObject());

    public static ApiAnswer Accepted => new(202, new JsonObject());

    public static ApiAnswer Refused(int status, string message) => new(status, Error(message));

    public static ApiAnswer OAuthError(string error, string description) => new(400, new JsonObject { ["error"] = error, ["error_description"] = description });

    public static JsonObject Error(string message, IEnumerable<(string Message, string Property)>? details = null)
    {
        var error = new JsonObject { ["message"] = message };
        if (details is null) return error;
        var list = new JsonArray();
        foreach (var (text, property) in details)
            list.Add((JsonNode)new JsonObject { ["message"] = text, ["property"] = property });
        error["details"] = list;
        return error;
    }
}

/// <summary>The texts that the reference documents, and those seen in the wild.</summary>
internal static class Texts
{
    public const string InvalidReplyToken = "Invalid reply token";
    public const string FailedToSend = "Failed to send messages";
    public const string NotFound = "Not found";
    public const string ContentNotFound = "not found";
    public const string ContentGone = "The content is gone";
    public const string MenuNotFound = "richmenu not found";
    public const string NoAccess = "Access to this API is not available for your account";
    public const string FewFriends = "Your account does not have enough friends";
    public const string RetryKeyAccepted = "The retry key is already accepted";
    public const string MonthlyLimit = "You have reached your monthly limit.";
    public const string RateLimit = "The API rate limit has been exceeded. Try again later.";
    public const string ImageMissing = "must upload richmenu image before applying it to user";
    public const string ImageUploaded = "An image has already been uploaded to the richmenu";
    public const string ImageSize = "The image size is not allowed for richmenu";
    public const string AliasConflict = "conflict richmenu alias id";
    public const string AliasNotFound = "richmenu alias not found";
    public const string Unauthorized = "Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.";
}
