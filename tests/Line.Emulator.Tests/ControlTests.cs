using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Line.Emulator.Tests;

/// <summary>The calls of the page, over HTTP, with the emulator mapped into a program under a prefix.</summary>
public sealed class ControlTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private WebApplication program = null!;
    private ListeningBot bot = null!;
    private Uri root = null!;

    private LineEmulator Line => program.Services.GetRequiredService<LineEmulator>();

    public async Task InitializeAsync()
    {
        bot = await ListeningBot.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLineEmulator(o => (o.WebhookUrl, o.WebhookTimeout) = (bot.Url, TimeSpan.FromSeconds(30)));
        program = builder.Build();
        program.MapLineEmulator("/emulator");
        await program.StartAsync();
        root = new Uri(program.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public void Dispose() => http.Dispose();

    public async Task DisposeAsync()
    {
        await program.DisposeAsync();
        await bot.DisposeAsync();
    }

    [Fact]
    public async Task The_hosts_of_LINE_are_below_the_prefix()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, "/emulator/api/v2/bot/info"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Line.Options.ChannelAccessToken);
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var document = JsonNode.Parse(await http.GetStringAsync(new Uri(root, "/emulator/access/.well-known/openid-configuration")))!;
        Assert.Equal(new Uri(root, "/emulator/access").ToString(), document["issuer"]!.GetValue<string>());
        Assert.Equal(new Uri(root, "/emulator/api/oauth2/v2.1/token").ToString(), document["token_endpoint"]!.GetValue<string>());
        using var data = await http.GetAsync(new Uri(root, "/emulator/data/v2/bot/message/1/content"));
        Assert.Equal(HttpStatusCode.Unauthorized, data.StatusCode);
    }

    [Fact]
    public async Task A_person_is_added_follows_writes_taps_and_takes_back()
    {
        var user = (await PostAsync("users", new JsonObject { ["displayName"] = "มาลี" }))["userId"]!.GetValue<string>();
        Assert.True((await PostAsync($"users/{user}/follow", []))["following"]!.GetValue<bool>());
        var said = await PostAsync($"users/{user}/send", new JsonObject { ["type"] = "text", ["text"] = "สวัสดี" });
        Assert.Equal("สวัสดี", said["message"]!["text"]!.GetValue<string>());
        await PostAsync($"users/{user}/send", new JsonObject { ["type"] = "location", ["latitude"] = 15.1, ["longitude"] = 100.1, ["address"] = "ชัยนาท" });
        await PostAsync($"users/{user}/send", new JsonObject { ["type"] = "sticker", ["packageId"] = "446", ["stickerId"] = "1988" });
        var shown = await PostAsync($"users/{user}/tap", new JsonObject { ["action"] = new JsonObject { ["type"] = "postback", ["data"] = "a=1", ["displayText"] = "ตกลง" } });
        Assert.Equal("ตกลง", shown["item"]!["message"]!["text"]!.GetValue<string>());
        Assert.Equal("https://example.com", (await PostAsync($"users/{user}/tap", new JsonObject { ["action"] = new JsonObject { ["type"] = "uri", ["uri"] = "https://example.com" } }))["open"]!.GetValue<string>());
        Assert.Equal("camera", (await PostAsync($"users/{user}/tap", new JsonObject { ["action"] = new JsonObject { ["type"] = "camera" } }))["ask"]!.GetValue<string>());
        Assert.True((await PostAsync($"users/{user}/unsend", new JsonObject { ["itemId"] = said["id"]!.GetValue<string>() }))["unsent"]!.GetValue<bool>());
        Assert.True((await PostAsync($"users/{user}/block", []))["blocked"]!.GetValue<bool>());
        await Line.WaitUntilIdleAsync();
        Assert.Equal(["follow", "message", "message", "message", "postback", "unsend", "unfollow"], bot.All.Select(w => w.Event["type"]!.GetValue<string>()));
        Assert.Contains("blocked", (await PostAsync($"users/{user}/send", new JsonObject { ["type"] = "text", ["text"] = "ก" }, HttpStatusCode.BadRequest))["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_comes_back_as_content_that_can_not_run()
    {
        var user = Line.AddUser(isFriend: true);
        using var content = new ByteArrayContent("<script>alert(1)</script>"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("text/html") } };
        using var answer = await http.PostAsync(Control($"users/{user}/upload?type=image&set=a&index=1&total=2"), content);
        var item = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(2, item["message"]!["imageSet"]!["total"]!.GetValue<int>());
        using var file = await http.GetAsync(new Uri(root, item["message"]!["contentUrl"]!.GetValue<string>()));
        Assert.Equal("<script>alert(1)</script>", await file.Content.ReadAsStringAsync());
        Assert.Equal("default-src 'none'; sandbox", file.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Groups_faults_quota_and_settings_are_set_and_shown()
    {
        var user = Line.AddUser(isFriend: true);
        var group = (await PostAsync("groups", new JsonObject { ["name"] = "หมู่ 1" }))["groupId"]!.GetValue<string>();
        await PostAsync($"groups/{group}/members", new JsonObject { ["userId"] = user });
        Assert.True((await PostAsync($"groups/{group}/invite", []))["botIn"]!.GetValue<bool>());
        await PostAsync($"groups/{group}/send", new JsonObject { ["userId"] = user, ["type"] = "text", ["text"] = "ช่วยเหลือ", ["mentionBot"] = true });
        Assert.Equal("slow", (await PostAsync("faults", new JsonObject { ["kind"] = "slow", ["times"] = 3 }))["kind"]!.GetValue<string>());
        await PostAsync("faults", new JsonObject { ["kind"] = "unheard-of" }, HttpStatusCode.BadRequest);
        Assert.Equal(7, (await PostAsync("quota", new JsonObject { ["type"] = "limited", ["value"] = 10, ["used"] = 7 }))["used"]!.GetValue<int>());
        Assert.True((await PostAsync("settings", new JsonObject { ["shuffleProperties"] = true }))["shuffleProperties"]!.GetValue<bool>());
        Assert.Equal(200, (await PostAsync("webhook", []))["lastStatus"]!.GetValue<int>());
        await Line.WaitUntilIdleAsync();

        var snapshot = JsonNode.Parse(await http.GetStringAsync(Control("snapshot")))!;
        Assert.Equal(user, snapshot["users"]![0]!["userId"]!.GetValue<string>());
        Assert.Equal(3, snapshot["groups"]![0]!["timeline"]!.AsArray().Count);
        Assert.Equal(3, snapshot["faults"]![0]!["times"]!.GetValue<int>());
        Assert.Equal(10, snapshot["quota"]!["value"]!.GetValue<int>());
        Assert.Contains(bot.All, w => w.Raw.Contains("isSelf", StringComparison.Ordinal));

        await PostAsync("reset", []);
        Assert.Empty(JsonNode.Parse(await http.GetStringAsync(Control("snapshot")))!["users"]!.AsArray());
    }

    [Fact]
    public async Task The_stream_tells_what_happens()
    {
        using var response = await http.GetAsync(Control("stream"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("retry: 1000", await reader.ReadLineAsync());
        var user = Line.AddUser("มาลี", isFriend: true);
        await Line.SendTextAsync(user, "น้ำท่วม");
        var seen = new Dictionary<string, JsonNode>();
        while (!seen.ContainsKey("webhook"))
            if (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) is { } line && line.StartsWith("event: ", StringComparison.Ordinal))
                seen[line[7..]] = JsonNode.Parse((await reader.ReadLineAsync())![6..])!;
        Assert.Equal("มาลี", seen["user"]["displayName"]!.GetValue<string>());
        Assert.Equal((user, "น้ำท่วม"), (seen["item"]["chatId"]!.GetValue<string>(), seen["item"]["item"]!["message"]!["text"]!.GetValue<string>()));
        Assert.Equal(200, seen["webhook"]["lastStatus"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_page_that_falls_behind_is_told_to_start_anew_and_the_emulator_keeps_no_more_than_it_must()
    {
        var hub = Line.Platform.Hub;
        var listener = hub.Listen();
        Line.AddUsers(5_000);
        Assert.InRange(listener.Reader.Count, 1, 2_000);
        Assert.True(listener.Reader.TryRead(out var first));
        Assert.StartsWith("event: reset\n", first, StringComparison.Ordinal);
        hub.Leave(listener);
        Assert.False(hub.HasListeners);
        await Line.WaitUntilIdleAsync();
    }

    [Fact]
    public async Task An_open_page_does_not_hold_up_the_end_of_the_program()
    {
        using var response = await http.GetAsync(Control("stream"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await program.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("retry: 1000", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        Line.Dispose();
        await Line.DisposeAsync();
    }

    [Theory]
    [InlineData("evil.example.com", null)]
    [InlineData(null, "https://evil.example.com")]
    [InlineData(null, "http://localhost:1")]
    [InlineData(null, "null")]
    public async Task Nobody_acts_as_a_person_from_elsewhere(string? host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Control("users")) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        if (host is not null) request.Headers.Host = host;
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(Line.UserIds);
    }

    private Uri Control(string path) => new(root, "/emulator/control/" + path);

    private async Task<JsonNode> PostAsync(string path, JsonObject body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(Control(path), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, text);
        return JsonNode.Parse(text)!;
    }
}
