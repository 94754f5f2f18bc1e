using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>What a sign-in asked for.</summary>
internal sealed record LoginRequest(string RedirectUri, string State, string Scope, string? Nonce, string? Challenge);

/// <summary>Codes and tokens of LINE Login.</summary>
internal sealed class LoginStore(Platform platform)
{
    public static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan AccessLife = TimeSpan.FromDays(30);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan IdTokenLife = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, Grant> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Grant> access = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Grant> refresh = new(StringComparer.Ordinal);

    internal sealed record Grant(LoginRequest Request, string UserId, Uri Authority, DateTimeOffset At);

    /// <summary>Whom the next sign-ins are as, without asking.</summary>
    public string? SignInAs { get; set; }

    public string IssueCode(LoginRequest request, string userId, Uri authority)
    {
        var code = RandomNumberGenerator.GetHexString(20, lowercase: true);
        codes[code] = new Grant(request, userId, authority, platform.Now);
        return code;
    }

    /// <summary>Uses the code up, whatever comes of it.</summary>
    public Grant? TakeCode(string? code) =>
        code is not null && codes.TryRemove(code, out var grant) && platform.Now - grant.At <= CodeLife ? grant : null;

    public Grant? Access(string? token) =>
        token is not null && access.TryGetValue(token, out var grant) && platform.Now - grant.At <= AccessLife ? grant : null;

    public Grant? TakeRefresh(string? token) =>
        token is not null && refresh.TryRemove(token, out var grant) && platform.Now - grant.At <= RefreshLife ? grant : null;

    public void Revoke(string token) => access.TryRemove(token, out _);

    public JsonObject IssueTokens(Grant grant)
    {
        grant = grant with { At = platform.Now };
        var (accessToken, refreshToken) = (RandomNumberGenerator.GetHexString(64, lowercase: true), RandomNumberGenerator.GetHexString(20, lowercase: true));
        access[accessToken] = grant;
        refresh[refreshToken] = grant;
        var tokens = new JsonObject
        {
            ["access_token"] = accessToken, ["expires_in"] = (int)AccessLife.TotalSeconds, ["refresh_token"] = refreshToken,
            ["scope"] = grant.Request.Scope, ["token_type"] = "Bearer",
        };
        if (grant.Request.Scope.Split(' ').Contains("openid", StringComparer.Ordinal)) tokens["id_token"] = IdToken(grant, accessToken);
        return tokens;
    }

    public void Clear()
    {
        codes.Clear();
        access.Clear();
        refresh.Clear();
        SignInAs = null;
    }

    private string IdToken(Grant grant, string accessToken)
    {
        var now = platform.Now;
        var claims = new JsonObject
        {
            ["iss"] = Issuer(grant.Authority), ["sub"] = grant.UserId, ["aud"] = platform.Options.LoginChannelId,
            ["exp"] = (now + IdTokenLife).ToUnixTimeSeconds(), ["iat"] = now.ToUnixTimeSeconds(), ["auth_time"] = now.ToUnixTimeSeconds(),
        };
        if (grant.Request.Nonce is { } nonce) claims["nonce"] = nonce;
        claims["amr"] = new JsonArray("linesso");
        claims["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
        if (grant.Request.Scope.Split(' ').Contains("profile", StringComparer.Ordinal) && platform.Chats.TryUser(grant.UserId, out var user))
            claims["name"] = user.DisplayName;
        return JsonWebToken.Sign(claims, platform.Options.LoginChannelSecret);
    }

    public static string Issuer(Uri authority) => authority.ToString().TrimEnd('/');
}
