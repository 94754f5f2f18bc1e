using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Issuing, verifying and revoking channel access tokens.</summary>
internal static class TokenOperations
{
    private static readonly TimeSpan StatelessLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ShortLife = TimeSpan.FromDays(30);

    public static ApiAnswer Stateless(ApiRequest request) => Issue(request, StatelessLife, false);

    public static ApiAnswer ShortLived(ApiRequest request) => Issue(request, ShortLife, true);

    /// <summary>Two APIs share this path: LINE Login's tokens, and channel tokens by assertion.</summary>
    public static ApiAnswer TokenV21(ApiRequest request) => Field(request, "grant_type") == "client_credentials"
        ? ApiAnswer.OAuthError("invalid_client", "no assertion signing key is registered for this channel")
        : LoginOperations.Token(request);

    public static ApiAnswer KeyIds(ApiRequest request) => request.Query("client_assertion") is null
        ? ApiAnswer.OAuthError("invalid_request", "some parameters missed or invalid")
        : ApiAnswer.OAuthError("invalid_client", "no assertion signing key is registered for this channel");

    public static ApiAnswer Verify(ApiRequest request) => Verified(request, Field(request, "access_token"), "P CM");

    public static ApiAnswer VerifyV21(ApiRequest request)
    {
        var token = request.Query("access_token");
        return LoginOperations.VerifyAccessToken(request, token) ?? Verified(request, token, "profile chat_message.write");
    }

    public static ApiAnswer Revoke(ApiRequest request)
    {
        if (Field(request, "access_token") is not { Length: > 0 } token) return ApiAnswer.OAuthError("invalid_request", "access_token is missing");
        request.Platform.Tokens.Revoke(token);
        request.Platform.Login.Revoke(token);
        return new ApiAnswer(200);
    }

    public static string? Field(ApiRequest request, string name) => request.Form?.TryGetValue(name, out var value) == true ? value.ToString() : null;

    private static ApiAnswer Issue(ApiRequest request, TimeSpan life, bool isShortLived)
    {
        if (Field(request, "grant_type") != "client_credentials") return ApiAnswer.OAuthError("invalid_request", "some parameters missed or invalid");
        if (!request.Platform.Tokens.IsChannel(Field(request, "client_id"), Field(request, "client_secret")))
            return ApiAnswer.OAuthError("invalid_client", "invalid client_id or client_secret");
        return new ApiAnswer(200, new JsonObject
        {
            ["token_type"] = "Bearer",
            ["access_token"] = request.Platform.Tokens.Issue(life, isShortLived),
            ["expires_in"] = (int)life.TotalSeconds,
        });
    }

    private static ApiAnswer Verified(ApiRequest request, string? token, string scope) =>
        token is not null && request.Platform.Tokens.SecondsLeft(token) is { } seconds
            ? new ApiAnswer(200, new JsonObject { ["client_id"] = request.Platform.Options.ChannelId, ["expires_in"] = seconds, ["scope"] = scope })
            : ApiAnswer.OAuthError("invalid_request", "access token expired");
}
