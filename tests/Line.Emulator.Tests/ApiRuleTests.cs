using System.Text;
using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

/// <summary>What holds for every call, for content and for people.</summary>
public sealed class ApiRuleTests : IAsyncLifetime
{
    private Bench bench = null!;

    private LineEmulator Line => bench.Line;

    public async Task InitializeAsync() => bench = await Bench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Every_answer_has_a_request_id()
    {
        var ids = new[]
        {
            (await bench.GetAsync("/v2/bot/info")).RequestId, (await bench.GetAsync("/nowhere")).RequestId,
            (await bench.SendAsync(HttpMethod.Get, "/v2/bot/info", token: "wrong")).RequestId, (await bench.SendAsync(HttpMethod.Get, "/v2/bot/message/1/content", data: true)).RequestId,
        };
        Assert.All(ids, id => Assert.True(Guid.TryParse(id, out _)));
        Assert.Equal(4, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("GET", "/v2/bot/nothing", false, 404, "LINE has no such path")]
    [InlineData("GET", "/v2/bot/info/", false, 404, "LINE has no such path")]
    [InlineData("GET", "/V2/bot/info", false, 404, "LINE has no such path")]
    [InlineData("GET", "/v2/bot/message/1/content", false, 404, "This path is on api-data.line.me")]
    [InlineData("GET", "/v2/bot/info", true, 404, "This path is on api.line.me")]
    [InlineData("GET", "/v2/bot/message/push", false, 405, "This path does not take this method")]
    public async Task A_wrong_path_host_or_method_is_a_violation(string method, string path, bool data, int status, string violation)
    {
        Assert.Equal(status, (await bench.SendAsync(new HttpMethod(method), path, data: data)).Status);
        Assert.Equal(violation, Assert.Single(Line.Violations).Message);
    }

    [Fact]
    public async Task A_wrong_token_is_401()
    {
        var answer = await bench.SendAsync(HttpMethod.Get, "/v2/bot/info", token: "wrong");
        Assert.Equal(401, answer.Status);
        Assert.StartsWith("Authentication failed due to the following reason:", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/json", "{\"to\":", 400)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json", "{\"to\":\"a\",\"to\":\"b\",\"messages\":[]}", 400)]
    public async Task A_body_has_to_be_JSON_and_say_so(string type, string body, int status)
    {
        Assert.Equal(status, (await bench.SendAsync(HttpMethod.Post, "/v2/bot/message/push", content: new StringContent(body, Encoding.UTF8, type))).Status);
        Assert.Single(Line.Violations);
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(1, 413)]
    public async Task A_body_has_at_most_two_megabytes(int beyond, int status) =>
        Assert.Equal(status, (await bench.SendAsync(HttpMethod.Post, "/v2/bot/message/push", content: new StringContent(new string(' ', 2 * 1024 * 1024 + beyond), Encoding.UTF8, "application/json"))).Status);

    [Fact]
    public async Task An_unverified_account_may_not_list_its_followers()
    {
        var users = Line.AddUsers(3);
        var group = Line.AddGroup("หมู่ 1", users);
        await Line.InviteBotAsync(group);
        foreach (var path in (string[])["/v2/bot/followers/ids", $"/v2/bot/group/{group}/members/ids"])
        {
            var answer = await bench.GetAsync(path);
            Assert.Equal((403, "Access to this API is not available for your account"), (answer.Status, answer.Message));
        }
        Line.Options.Verified = true;
        var page = await bench.GetAsync("/v2/bot/followers/ids?limit=2");
        var rest = await bench.GetAsync($"/v2/bot/followers/ids?limit=2&start={page.Json["next"]!.GetValue<string>()}");
        Assert.Equal(users, page.Json["userIds"]!.AsArray().Concat(rest.Json["userIds"]!.AsArray()).Select(i => i!.GetValue<string>()));
        Assert.Equal(400, (await bench.GetAsync("/v2/bot/followers/ids?limit=1001")).Status);
    }

    [Fact]
    public async Task Content_is_there_while_it_is_prepared_not_yet_and_gone_after_an_unsend()
    {
        Line.Options.MediaPreparation = TimeSpan.FromSeconds(5);
        var user = Line.AddUser();
        var (photo, voice) = (await Line.SendImageAsync(user, [1, 2, 3], "image/png"), await Line.SendAudioAsync(user, [4, 5]));

        var image = await ContentAsync(photo.Id);
        Assert.Equal((200, "image/png"), (image.Status, image.ContentType));
        Assert.Equal([1, 2, 3], image.Bytes);
        Assert.Equal(202, (await ContentAsync(voice.Id)).Status);
        Assert.Equal("processing", (await ContentAsync(voice.Id, "/transcoding")).Json["status"]!.GetValue<string>());
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([4, 5], (await ContentAsync(voice.Id)).Bytes);
        Assert.Equal(400, (await ContentAsync(photo.Id, "/transcoding")).Status);

        await Line.UnsendAsync(user, photo.Id);
        var gone = await ContentAsync(photo.Id);
        Assert.Equal((410, "The content is gone"), (gone.Status, gone.Message));
        Assert.True(Line.Timeline(user).Single(i => i.Id == photo.Id).Unsent);
        var missing = await ContentAsync("1");
        Assert.Equal((404, "not found"), (missing.Status, missing.Message));
        Line.AddFault(new Fault(FaultKinds.ContentNotReady));
        Assert.Equal(202, (await ContentAsync(voice.Id)).Status);
        Task<Answer> ContentAsync(string id, string more = "") => bench.SendAsync(HttpMethod.Get, $"/v2/bot/message/{id}/content{more}", data: true);
    }

    [Theory]
    [InlineData(4, "Must be between 5 and 60")]
    [InlineData(65, "Must be between 5 and 60")]
    [InlineData(7, "must be a multiple of five")]
    public async Task The_loading_sign_takes_five_to_sixty_seconds_in_steps_of_five(int seconds, string message)
    {
        var user = Line.AddUser(isFriend: true);
        var answer = await bench.PostAsync("/v2/bot/chat/loading/start", new JsonObject { ["chatId"] = user, ["loadingSeconds"] = seconds });
        Assert.Equal((400, message), (answer.Status, answer.Json["details"]![0]!["message"]!.GetValue<string>()));
        Assert.Equal(202, (await bench.PostAsync("/v2/bot/chat/loading/start", new JsonObject { ["chatId"] = user })).Status);
        Assert.Equal(202, (await bench.PostAsync("/v2/bot/chat/loading/start", new JsonObject { ["chatId"] = "U" + new string('0', 32) })).Status);
        Assert.Equal(400, (await bench.PostAsync("/v2/bot/chat/loading/start", new JsonObject { ["chatId"] = "C" + new string('0', 32) })).Status);
    }

    [Fact]
    public async Task Quotes_belong_to_their_chat_and_mentions_to_groups()
    {
        var (one, two) = (Line.AddUser(isFriend: true), Line.AddUser(isFriend: true));
        var said = await Line.SendTextAsync(one, "ก");
        JsonObject Quote() => new() { ["type"] = "text", ["text"] = "ข", ["quoteToken"] = said.Message["quoteToken"]!.GetValue<string>() };
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/message/push", Bench.Push(one, Quote()))).Status);
        Assert.Equal(said.Id, Line.BotMessages(one).Single().QuoteOf);
        Assert.Equal(400, (await bench.PostAsync("/v2/bot/message/push", Bench.Push(two, Quote()))).Status);

        var group = Line.AddGroup("หมู่ 1", [one]);
        await Line.InviteBotAsync(group);
        JsonObject Mention() => new()
        {
            ["type"] = "textV2", ["text"] = "{all} ประชุมค่ะ",
            ["substitution"] = new JsonObject { ["all"] = new JsonObject { ["type"] = "mention", ["mentionee"] = new JsonObject { ["type"] = "all" } } },
        };
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/message/push", Bench.Push(group, Mention()))).Status);
        Assert.Equal(400, (await bench.PostAsync("/v2/bot/message/push", Bench.Push(one, Mention()))).Status);
    }

    [Fact]
    public async Task Issued_tokens_work_for_as_long_as_they_say()
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = Line.Options.ChannelId, ["client_secret"] = Line.Options.ChannelSecret };
        var issued = await bench.SendAsync(HttpMethod.Post, "/oauth2/v3/token", content: new FormUrlEncodedContent(form));
        Assert.Equal(900, issued.Json["expires_in"]!.GetValue<int>());
        var token = issued.Json["access_token"]!.GetValue<string>();
        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Get, "/v2/bot/info", token: token)).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(901));
        Assert.Equal(401, (await bench.SendAsync(HttpMethod.Get, "/v2/bot/info", token: token)).Status);
        form["client_secret"] = "wrong";
        var refused = await bench.SendAsync(HttpMethod.Post, "/oauth2/v3/token", content: new FormUrlEncodedContent(form));
        Assert.Equal((400, "invalid_client"), (refused.Status, refused.Json["error"]!.GetValue<string>()));
    }
}
