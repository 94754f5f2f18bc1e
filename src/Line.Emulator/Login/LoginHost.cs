using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Line.Emulator;

/// <summary>access.line.me: discovery, the sign-in page, and the page that links accounts.</summary>
internal sealed class LoginHost(Platform platform)
{
    private const int MaxShown = 100;

    /// <summary>Answers one call; the authority is this host from outside and the issuer, api is api.line.me from outside.</summary>
    public Task HandleAsync(HttpContext context, string path, Uri authority, Uri api)
    {
        context.Response.Headers["x-frame-options"] = "DENY";
        context.Response.Headers["cache-control"] = "no-store";
        if (!HttpMethods.IsGet(context.Request.Method)) return Status(context, 405);
        return path switch
        {
            "/.well-known/openid-configuration" => DiscoveryAsync(context, authority, api),
            "/oauth2/v2.1/authorize" => AuthorizeAsync(context, authority),
            "/dialog/bot/accountLink" => LinkAsync(context),
            _ => Status(context, 404),
        };
    }

    private static Task DiscoveryAsync(HttpContext context, Uri authority, Uri api)
    {
        var (access, on) = (LoginStore.Issuer(authority), LoginStore.Issuer(api));
        var document = new JsonObject
        {
            ["issuer"] = access,
            ["authorization_endpoint"] = access + "/oauth2/v2.1/authorize",
            ["token_endpoint"] = on + "/oauth2/v2.1/token",
            ["revocation_endpoint"] = on + "/oauth2/v2.1/revoke",
            ["userinfo_endpoint"] = on + "/oauth2/v2.1/userinfo",
            ["scopes_supported"] = new JsonArray("openid", "profile", "email"),
            ["jwks_uri"] = on + "/oauth2/v2.1/certs",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("pairwise"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("HS256"),
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
        };
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(Compact.Utf8(document)).AsTask();
    }

    private Task AuthorizeAsync(HttpContext context, Uri authority)
    {
        var query = context.Request.Query;
        if (query["client_id"] != platform.Options.LoginChannelId) return BadRequest(context, "client_id is not that of the LINE Login channel");
        var redirect = query["redirect_uri"].ToString();
        if (!IsRegistered(redirect)) return BadRequest(context, "redirect_uri is not registered");
        var state = query["state"].ToString();
        var scope = query["scope"].ToString();
        var challenge = query["code_challenge"].ToString();
        var wrong = query["response_type"] != "code" ? ("unsupported_response_type", "response_type has to be code")
            : state.Length == 0 ? ("invalid_request", "state is required")
            : !scope.Split(' ').Any(s => s is "openid" or "profile") || scope.Split(' ').Any(s => s is not ("openid" or "profile" or "email")) ? ("invalid_scope", "scope has to be of profile, openid, email")
            : challenge.Length > 0 && (query["code_challenge_method"] != "S256" || challenge.Length != 43) ? ("invalid_request", "code_challenge_method has to be S256")
            : default((string Error, string Description)?);
        if (wrong is var (error, description)) return Redirect(context, redirect, ("error", error), ("error_description", description), ("state", state));

        var users = platform.Chats.Users;
        var chosen = query["as"].ToString() is { Length: > 0 } asked ? asked : platform.Login.SignInAs ?? (users.Length == 1 ? users[0].Id : null);
        if (chosen == "nobody") return Redirect(context, redirect, ("error", "access_denied"), ("error_description", "The resource owner denied the request."), ("state", state));
        if (chosen is null || !platform.Chats.TryUser(chosen, out var user)) return ChooseAsync(context, users);
        var request = new LoginRequest(redirect, state, scope, query["nonce"].ToString() is { Length: > 0 } nonce ? nonce : null, challenge.Length > 0 ? challenge : null);
        return Redirect(context, redirect, ("code", platform.Login.IssueCode(request, user.Id, authority)), ("state", state),
            ("friendship_status_changed", query["bot_prompt"].Count > 0 ? "false" : null));
    }

    private bool IsRegistered(string redirect) => platform.Options.LoginRedirectUris.Count > 0
        ? platform.Options.LoginRedirectUris.Contains(redirect, StringComparer.Ordinal)
        : Uri.TryCreate(redirect, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https";

    private async Task LinkAsync(HttpContext context)
    {
        var (token, nonce) = (context.Request.Query["linkToken"].ToString(), context.Request.Query["nonce"].ToString());
        var isLinked = nonce.Length is >= 10 and <= 255;
        if (platform.LinkTokens.Use(token, platform.Now) is not { } userId || !platform.Chats.TryUser(userId, out var user))
        {
            await BadRequest(context, "The link token is unknown, used or too old").ConfigureAwait(false);
            return;
        }
        await Events.AccountLinkAsync(platform, user, isLinked, nonce, context.RequestAborted).ConfigureAwait(false);
        await PageAsync(context, 200, isLinked ? "The account is linked." : "The account could not be linked: the nonce has to have 10 to 255 characters.").ConfigureAwait(false);
    }

    private static Task ChooseAsync(HttpContext context, UserChat[] users)
    {
        var page = new StringBuilder(users.Length == 0 ? "<h1>Nobody is here yet</h1><p>Add a person in the emulator first.</p>" : "<h1>Sign in as</h1><ul>");
        var here = context.Request.Path.Value![(context.Request.Path.Value!.LastIndexOf('/') + 1)..] + context.Request.QueryString.Value;
        foreach (var user in users.Take(MaxShown))
            page.Append("<li><a href=\"").Append(WebUtility.HtmlEncode($"{here}&as={user.Id}")).Append("\">").Append(WebUtility.HtmlEncode(user.DisplayName)).Append("</a></li>");
        if (users.Length > 0) page.Append("<li><a href=\"").Append(WebUtility.HtmlEncode($"{here}&as=nobody")).Append("\">Cancel</a></li></ul>");
        return HtmlAsync(context, 200, page.ToString());
    }

    private static Task Redirect(HttpContext context, string to, params (string Name, string? Value)[] parameters)
    {
        context.Response.Redirect(QueryHelpers.AddQueryString(to, parameters.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value))));
        return Task.CompletedTask;
    }

    private static Task BadRequest(HttpContext context, string message) => PageAsync(context, 400, "400 Bad Request: " + message);

    private static Task PageAsync(HttpContext context, int status, string message) => HtmlAsync(context, status, $"<p>{WebUtility.HtmlEncode(message)}</p>");

    private static Task HtmlAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return context.Response.WriteAsync($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>LINE Login (emulator)</title>"
            + "<style>body{font:18px/1.5 sans-serif;max-width:28rem;margin:3rem auto;padding:0 1rem}li{margin:.6rem 0}a{color:#06703b}</style>" + body + "</html>");
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
