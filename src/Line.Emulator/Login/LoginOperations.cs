using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>The part of LINE Login that is on api.line.me.</summary>
internal static class LoginOperations
{
    public static ApiAnswer Token(ApiRequest request)
    {
        var login = request.Platform.Login;
        var options = request.Platform.Options;
        if (TokenOperations.Field(request, "client_id") != options.LoginChannelId || TokenOperations.Field(request, "client_secret") != options.LoginChannelSecret)
            return ApiAnswer.OAuthError("invalid_client", "invalid client_id or client_secret");
        switch (TokenOperations.Field(request, "grant_type"))
        {
            case "refresh_token":
                return login.TakeRefresh(TokenOperations.Field(request, "refresh_token")) is { } old
                    ? new ApiAnswer(200, login.IssueTokens(old)) : ApiAnswer.OAuthError("invalid_grant", "invalid refresh_token");
            case "authorization_code":
                if (login.TakeCode(TokenOperations.Field(request, "code")) is not { } grant) return ApiAnswer.OAuthError("invalid_grant", "invalid authorization code");
                if (TokenOperations.Field(request, "redirect_uri") != grant.Request.RedirectUri) return ApiAnswer.OAuthError("invalid_grant", "redirect_uri does not match");
                if (grant.Request.Challenge is { } challenge && Challenge(TokenOperations.Field(request, "code_verifier") ?? "") != challenge)
                    return ApiAnswer.OAuthError("invalid_grant", "code_verifier does not match");
                return new ApiAnswer(200, login.IssueTokens(grant));
            default:
                return ApiAnswer.OAuthError("unsupported_grant_type", "grant_type has to be authorization_code or refresh_token");
        }
    }

    /// <summary>Null when it is no token of LINE Login.</summary>
    public static ApiAnswer? VerifyAccessToken(ApiRequest request, string? token) => request.Platform.Login.Access(token) is { } grant
        ? new ApiAnswer(200, new JsonObject
        {
            ["scope"] = grant.Request.Scope,
            ["client_id"] = request.Platform.Options.LoginChannelId,
            ["expires_in"] = (long)(grant.At + LoginStore.AccessLife - request.Platform.Now).TotalSeconds,
        })
        : null;

    public static ApiAnswer VerifyIdToken(ApiRequest request)
    {
        var (token, client) = (TokenOperations.Field(request, "id_token"), TokenOperations.Field(request, "client_id"));
        if (token is null || client is null) return ApiAnswer.OAuthError("invalid_request", "id_token and client_id are required");
        if (JsonWebToken.Read(token, request.Platform.Options.LoginChannelSecret) is not { } claims) return ApiAnswer.OAuthError("invalid_request", "Invalid IdToken.");
        if (claims["aud"]!.GetValue<string>() != client) return ApiAnswer.OAuthError("invalid_request", "Invalid IdToken Audience.");
        if (claims["exp"]!.GetValue<long>() < request.Platform.Now.ToUnixTimeSeconds()) return ApiAnswer.OAuthError("invalid_request", "IdToken expired.");
        if (TokenOperations.Field(request, "nonce") is { } nonce && claims["nonce"]?.GetValue<string>() != nonce) return ApiAnswer.OAuthError("invalid_request", "Invalid IdToken Nonce.");
        if (TokenOperations.Field(request, "user_id") is { } user && claims["sub"]!.GetValue<string>() != user) return ApiAnswer.OAuthError("invalid_request", "Invalid IdToken Subject Identifier.");
        return new ApiAnswer(200, claims);
    }

    public static ApiAnswer UserInfo(ApiRequest request) => Person(request) is not { } user ? Unauthorized()
        : new ApiAnswer(200, new JsonObject { ["sub"] = user.Id, ["name"] = user.DisplayName });

    public static ApiAnswer Profile(ApiRequest request) => Person(request) is { } user ? new ApiAnswer(200, PeopleOperations.Shown(user, withLanguage: false)) : Unauthorized();

    public static ApiAnswer Friendship(ApiRequest request) => Person(request) is { } user
        ? new ApiAnswer(200, new JsonObject { ["friendFlag"] = user.Following && !user.Blocked }) : Unauthorized();

    /// <summary>Web apps get HS256, so that there is no public key to publish.</summary>
    public static ApiAnswer Certificates(ApiRequest request) => new(200, new JsonObject { ["keys"] = new JsonArray() });

    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static UserChat? Person(ApiRequest request) =>
        request.Bearer is { } token && request.Platform.Login.Access(token) is { } grant && request.Platform.Chats.TryUser(grant.UserId, out var user) ? user : null;

    private static ApiAnswer Unauthorized() => ApiAnswer.Refused(401, "The access token is invalid");
}
