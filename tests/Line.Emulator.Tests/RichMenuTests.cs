using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

public sealed class RichMenuTests : IAsyncLifetime
{
    private Bench bench = null!;

    private LineEmulator Line => bench.Line;

    public async Task InitializeAsync() => bench = await Bench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task A_person_sees_the_own_menu_before_the_default_and_switches_by_alias()
    {
        var user = Line.AddUser(isFriend: true);
        var (one, two) = (await MenuAsync("หนึ่ง"), await MenuAsync("สอง"));
        Assert.Null(Line.RichMenuOf(user));
        Assert.Equal(200, (await bench.PostAsync($"/v2/bot/user/all/richmenu/{one}")).Status);
        Assert.Equal("หนึ่ง", Line.RichMenuOf(user)!["name"]!.GetValue<string>());
        Assert.Equal(200, (await bench.PostAsync($"/v2/bot/user/{user}/richmenu/{two}")).Status);
        Assert.Equal("สอง", Line.RichMenuOf(user)!["name"]!.GetValue<string>());
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/richmenu/alias", new JsonObject { ["richMenuAliasId"] = "tab-one", ["richMenuId"] = one })).Status);
        await Line.TapAsync(user, new JsonObject { ["type"] = "richmenuswitch", ["data"] = "tab", ["richMenuAliasId"] = "tab-one" });
        Assert.Equal("หนึ่ง", Line.RichMenuOf(user)!["name"]!.GetValue<string>());
        Assert.Equal("เมนู", (await Line.TapAsync(user, "เมนู")).Item!.Text);
        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Delete, $"/v2/bot/user/{user}/richmenu")).Status);
        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Delete, "/v2/bot/user/all/richmenu")).Status);
        Assert.Null(Line.RichMenuOf(user));
        Assert.Equal(404, (await bench.GetAsync("/v2/bot/user/all/richmenu")).Status);
        Assert.Empty(Line.Violations);
    }

    [Fact]
    public async Task A_menu_needs_its_picture_first_and_keeps_it()
    {
        var id = await CreateAsync(Menu("ไม่มีรูป"));
        var early = await bench.PostAsync($"/v2/bot/user/all/richmenu/{id}");
        Assert.Equal((400, "must upload richmenu image before applying it to user"), (early.Status, early.Message));
        Assert.Equal(404, (await bench.SendAsync(HttpMethod.Get, $"/v2/bot/richmenu/{id}/content", data: true)).Status);
        Assert.Equal(200, (await UploadAsync(id, Pictures.Png(800, 540), "image/png")).Status);
        var again = await UploadAsync(id, Pictures.Png(800, 540), "image/png");
        Assert.Equal((400, "An image has already been uploaded to the richmenu"), (again.Status, again.Message));
        Assert.Equal(404, (await bench.SendAsync(HttpMethod.Post, $"/v2/bot/richmenu/{id}/content", content: Bytes(Pictures.Png(800, 540), "image/png"))).Status);
    }

    [Theory]
    [InlineData("png", 800, 540, "image/png", 200)]
    [InlineData("jpeg", 800, 540, "image/jpeg", 200)]
    [InlineData("png", 799, 540, "image/png", 400)]
    [InlineData("png", 800, 249, "image/png", 400)]
    [InlineData("jpeg", 800, 600, "image/jpeg", 400)]
    [InlineData("png", 2_501, 1_000, "image/png", 400)]
    [InlineData("png", 800, 540, "image/jpeg", 415)]
    [InlineData("png", 800, 540, "image/gif", 415)]
    [InlineData("none", 0, 0, "image/png", 400)]
    public async Task The_picture_has_to_be_what_it_says_and_of_the_size_of_the_menu(string kind, int width, int height, string type, int status)
    {
        var bytes = kind switch { "png" => Pictures.Png(width, height), "jpeg" => Pictures.JpegHeader(width, height), _ => new byte[100] };
        Assert.Equal(status, (await UploadAsync(await CreateAsync(Menu("รูป")), bytes, type)).Status);
    }

    [Fact]
    public async Task A_picture_has_at_most_one_megabyte() =>
        Assert.Equal(413, (await UploadAsync(await CreateAsync(Menu("ใหญ่")), [.. Pictures.Png(800, 540), .. new byte[1024 * 1024]], "image/png")).Status);

    [Theory]
    [InlineData("size", """{"width":800,"height":553}""", "size")]
    [InlineData("size", """{"width":799,"height":400}""", "size.width")]
    [InlineData("size", """{"width":800,"height":249}""", "size.height")]
    [InlineData("chatBarText", "\"กกกกกกกกกกกกกกก\"", "chatBarText")]
    [InlineData("chatBarText", "\"เริ่มใช้งานเมนูนี้\"", null)]
    [InlineData("name", "\"\"", "name")]
    [InlineData("selected", "\"yes\"", "selected")]
    [InlineData("areas", """[{"bounds":{"x":-1,"y":0,"width":1,"height":1},"action":{"type":"message","text":"ก"}}]""", "areas[0].bounds.x")]
    [InlineData("areas", """[{"bounds":{"x":0,"y":0,"width":1,"height":1},"action":{"type":"camera"}}]""", "areas[0].action.type")]
    public async Task The_object_is_checked(string property, string value, string? refused)
    {
        var menu = Menu("ตรวจ");
        menu[property] = JsonNode.Parse(value);
        var answer = await bench.PostAsync("/v2/bot/richmenu/validate", menu);
        Assert.Equal(refused is null ? 200 : 400, answer.Status);
        if (refused is not null) Assert.Equal(refused, Assert.Single(Line.Violations).Property);
    }

    [Theory]
    [InlineData(20, 200)]
    [InlineData(21, 400)]
    public async Task A_menu_has_at_most_twenty_areas(int count, int status)
    {
        var menu = Menu("พื้นที่");
        menu["areas"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)Menu("")["areas"]![0]!.DeepClone())]);
        Assert.Equal(status, (await bench.PostAsync("/v2/bot/richmenu/validate", menu)).Status);
    }

    [Fact]
    public async Task Aliases_are_unique_and_can_be_moved()
    {
        var (one, two) = (await MenuAsync("หนึ่ง"), await MenuAsync("สอง"));
        var alias = new JsonObject { ["richMenuAliasId"] = "main", ["richMenuId"] = one };
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/richmenu/alias", alias)).Status);
        var conflict = await bench.PostAsync("/v2/bot/richmenu/alias", alias);
        Assert.Equal((400, "conflict richmenu alias id"), (conflict.Status, conflict.Message));
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/richmenu/alias/main", new JsonObject { ["richMenuId"] = two })).Status);
        Assert.Equal(two, (await bench.GetAsync("/v2/bot/richmenu/alias/main")).Json["richMenuId"]!.GetValue<string>());
        Assert.Equal(400, (await bench.PostAsync("/v2/bot/richmenu/alias", new JsonObject { ["richMenuAliasId"] = "Main", ["richMenuId"] = one })).Status);
        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Delete, "/v2/bot/richmenu/alias/main")).Status);
        Assert.Equal(404, (await bench.GetAsync("/v2/bot/richmenu/alias/main")).Status);
    }

    [Fact]
    public async Task Many_people_are_linked_at_once_and_moved_in_a_batch()
    {
        var users = Line.AddUsers(3);
        var (one, two) = (await MenuAsync("หนึ่ง"), await MenuAsync("สอง"));
        await Line.BlockAsync(users[2]);
        var body = new JsonObject { ["richMenuId"] = one, ["userIds"] = new JsonArray([.. users.Select(u => (JsonNode)u)]) };
        Assert.Equal(202, (await bench.PostAsync("/v2/bot/richmenu/bulk/link", body)).Status);
        Assert.Equal(["หนึ่ง", "หนึ่ง", null], users.Select(u => Line.RichMenuOf(u)?["name"]!.GetValue<string>()));
        var batch = await bench.PostAsync("/v2/bot/richmenu/batch", new JsonObject { ["operations"] = new JsonArray(new JsonObject { ["type"] = "link", ["from"] = one, ["to"] = two }) });
        Assert.Equal(202, batch.Status);
        Assert.Equal("succeeded", (await bench.GetAsync($"/v2/bot/richmenu/progress/batch?requestId={batch.RequestId}")).Json["phase"]!.GetValue<string>());
        Assert.Equal("สอง", Line.RichMenuOf(users[0])!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Creating_and_deleting_are_held_to_a_hundred_an_hour()
    {
        for (var i = 0; i < 100; i++) await CreateAsync(Menu("เมนู"));
        Assert.Equal(429, (await bench.PostAsync("/v2/bot/richmenu", Menu("เมนู"))).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(36));
        await CreateAsync(Menu("เมนู"));
    }

    private static JsonObject Menu(string name) => new()
    {
        ["size"] = new JsonObject { ["width"] = 800, ["height"] = 540 }, ["selected"] = true, ["name"] = name, ["chatBarText"] = "เมนู",
        ["areas"] = new JsonArray(new JsonObject
        {
            ["bounds"] = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = 800, ["height"] = 540 },
            ["action"] = new JsonObject { ["type"] = "message", ["label"] = "เมนู", ["text"] = "เมนู" },
        }),
    };

    private static ByteArrayContent Bytes(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }

    private Task<Answer> UploadAsync(string id, byte[] bytes, string type) => bench.SendAsync(HttpMethod.Post, $"/v2/bot/richmenu/{id}/content", content: Bytes(bytes, type), data: true);

    private async Task<string> CreateAsync(JsonObject menu)
    {
        var answer = await bench.PostAsync("/v2/bot/richmenu", menu);
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json["richMenuId"]!.GetValue<string>();
    }

    private async Task<string> MenuAsync(string name)
    {
        var id = await CreateAsync(Menu(name));
        Assert.Equal(200, (await UploadAsync(id, Pictures.Png(800, 540), "image/png")).Status);
        return id;
    }
}
