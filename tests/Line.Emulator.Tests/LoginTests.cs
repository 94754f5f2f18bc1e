using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace Line.Emulator.Tests;

public sealed class LoginTests : IAsyncLifetime, IDisposable
{
    private const string Callback = "http://localhost:5000/signin-line";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private Bench bench = null!;

    private LineEmulator Line => bench.Line;

    public async Task InitializeAsync() => bench = await Bench.StartAsync();

    public void Dispose() => http.Dispose();

    public async Task DisposeAsync()
    {
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Discovery_names_the_addresses_and_HS256()
    {
        var document = JsonNode.Parse(await http.GetStringAsync(new Uri(bench.Server.LoginAuthority, "/.well-known/openid-configuration")))!;
        Assert.Equal(bench.Server.LoginAuthority.ToString().TrimEnd('/'), document["issuer"]!.GetValue<string>());
        Assert.Equal(new Uri(bench.Server.ApiBaseUrl, "/oauth2/v2.1/token").ToString(), document["token_endpoint"]!.GetValue<string>());
        Assert.Equal("HS256", document["id_token_signing_alg_values_supported"]![0]!.GetValue<string>());
        Assert.Empty((await bench.GetAsync("/oauth2/v2.1/certs")).Json["keys"]!.AsArray());
    }

    [Fact]
    public async Task A_sign_in_ends_in_an_id_token_signed_with_the_channel_secret()
    {
        var user = Line.AddUser("กำนัน");
        var code = (await AuthorizeAsync())["code"].ToString();
        var tokens = (await TokenAsync(code)).Json;

        var parts = tokens["id_token"]!.GetValue<string>().Split('.');
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Line.Options.LoginChannelSecret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        Assert.Equal(Base64Url.EncodeToString(expected), parts[2]);
        Assert.Equal("HS256", JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["alg"]!.GetValue<string>());
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal((bench.Server.LoginAuthority.ToString().TrimEnd('/'), user, Line.Options.LoginChannelId, "n-1", "กำนัน"),
            (Claim("iss"), Claim("sub"), Claim("aud"), Claim("nonce"), Claim("name")));
        Assert.Equal(3_600, claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());

        var verified = await FormAsync("/oauth2/v2.1/verify", ("id_token", tokens["id_token"]!.GetValue<string>()), ("client_id", Line.Options.LoginChannelId), ("nonce", "n-1"));
        Assert.Equal(user, verified.Json["sub"]!.GetValue<string>());
        Assert.Equal(400, (await FormAsync("/oauth2/v2.1/verify", ("id_token", tokens["id_token"]!.GetValue<string>() + "x"), ("client_id", Line.Options.LoginChannelId))).Status);
        Assert.Equal(user, (await bench.SendAsync(HttpMethod.Get, "/oauth2/v2.1/userinfo", token: tokens["access_token"]!.GetValue<string>())).Json["sub"]!.GetValue<string>());
        Assert.Equal(401, (await bench.SendAsync(HttpMethod.Get, "/oauth2/v2.1/userinfo", token: "wrong")).Status);
        string Claim(string name) => claims[name]!.GetValue<string>();
    }

    [Fact]
    public async Task A_code_works_once_for_ten_minutes_with_its_own_address_and_verifier()
    {
        Line.AddUser();
        var code = (await AuthorizeAsync())["code"].ToString();
        Assert.Equal(200, (await TokenAsync(code)).Status);
        Assert.Equal("invalid_grant", await ErrorAsync(TokenAsync(code)));
        Assert.Equal("invalid_grant", await ErrorAsync(TokenAsync((await AuthorizeAsync())["code"].ToString(), verifier: "another")));
        Assert.Equal("invalid_grant", await ErrorAsync(TokenAsync((await AuthorizeAsync())["code"].ToString(), redirect: Callback + "/x")));
        Assert.Equal("invalid_client", await ErrorAsync(TokenAsync((await AuthorizeAsync())["code"].ToString(), secret: "wrong")));
        var old = (await AuthorizeAsync())["code"].ToString();
        bench.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        Assert.Equal("invalid_grant", await ErrorAsync(TokenAsync(old)));
        static async Task<string> ErrorAsync(Task<Answer> answer) => (await answer).Json["error"]!.GetValue<string>();
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "everything", "invalid_scope")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("as", "nobody", "access_denied")]
    public async Task A_wrong_request_comes_back_with_an_error_and_its_state(string name, string value, string error)
    {
        Line.AddUser();
        var answer = await AuthorizeAsync((name, value));
        Assert.Equal((error, "s-1"), (answer["error"].ToString(), answer["state"].ToString()));
    }

    [Theory]
    [InlineData("client_id", "1")]
    [InlineData("redirect_uri", "https://evil.example.com/")]
    public async Task A_foreign_client_or_address_is_not_led_anywhere(string name, string value)
    {
        Line.AddUser();
        using var response = await http.GetAsync(Address((name, value)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task With_several_people_a_page_asks_who_it_is()
    {
        var (one, two) = (Line.AddUser("นาย <ก>"), Line.AddUser("นาง ข"));
        using var page = await http.GetAsync(Address());
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.Contains("&lt;ก&gt;", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(one, html, StringComparison.Ordinal);
        Assert.Contains(two, html, StringComparison.Ordinal);
        Line.SignInAs(two);
        Assert.NotEmpty((await AuthorizeAsync())["code"].ToString());
    }

    [Fact]
    public async Task Account_linking_ends_in_its_event()
    {
        await using var bot = await ListeningBot.StartAsync();
        Line.Options.WebhookUrl = bot.Url;
        var user = Line.AddUser(isFriend: true);
        var token = (await bench.PostAsync($"/v2/bot/user/{user}/linkToken")).Json["linkToken"]!.GetValue<string>();
        var link = new Uri(bench.Server.LoginAuthority, $"/dialog/bot/accountLink?linkToken={token}&nonce=0123456789");
        using (var first = await http.GetAsync(link)) Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using (var second = await http.GetAsync(link)) Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        var linked = (await bot.WaitAsync(1))[0].Event;
        Assert.Equal(("accountLink", "ok", "0123456789"), (linked["type"]!.GetValue<string>(), linked["link"]!["result"]!.GetValue<string>(), linked["link"]!["nonce"]!.GetValue<string>()));
    }

    private Uri Address(params (string Name, string Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["response_type"] = "code", ["client_id"] = Line.Options.LoginChannelId, ["redirect_uri"] = Callback, ["state"] = "s-1", ["scope"] = "profile openid", ["nonce"] = "n-1",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))), ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes) query[name] = value;
        return new Uri(QueryHelpers.AddQueryString(new Uri(bench.Server.LoginAuthority, "/oauth2/v2.1/authorize").ToString(), query));
    }

    private async Task<Dictionary<string, Microsoft.Extensions.Primitives.StringValues>> AuthorizeAsync(params (string Name, string Value)[] changes)
    {
        using var response = await http.GetAsync(Address(changes));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith(Callback, response.Headers.Location!.ToString(), StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(response.Headers.Location.Query);
    }

    private Task<Answer> TokenAsync(string code, string verifier = Verifier, string redirect = Callback, string? secret = null) => FormAsync("/oauth2/v2.1/token",
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("client_id", Line.Options.LoginChannelId),
        ("client_secret", secret ?? Line.Options.LoginChannelSecret), ("code_verifier", verifier));

    private Task<Answer> FormAsync(string path, params (string Name, string Value)[] fields) =>
        bench.SendAsync(HttpMethod.Post, path, content: new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
}
