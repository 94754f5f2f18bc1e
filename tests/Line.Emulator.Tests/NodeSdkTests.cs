using System.Text;
using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

/// <summary>LINE's own Node SDK as a second opinion: what it accepts, how it calls, and what its types say.</summary>
public sealed class NodeSdkTests
{
    [Fact]
    public async Task The_middleware_of_the_sdk_accepts_webhooks_with_escaped_emoji_and_refuses_a_wrong_signature()
    {
        await using var bench = await Bench.StartAsync();
        await using var bot = await NodeBot.StartAsync(bench.Line.Options.ChannelSecret);
        bench.Line.Options.WebhookUrl = bot.Url;
        var user = bench.Line.AddUser(isFriend: true);

        Assert.True((await bench.Line.VerifyWebhookAsync()).Succeeded);
        var verify = await bot.NextAsync();
        Assert.Empty(verify["events"]!.AsArray());
        Assert.Equal(bench.Line.Options.BotUserId, verify["destination"]!.GetValue<string>());

        await bench.Line.SendTextAsync(user, "น้ำไม่ไหล 😭👨‍👩‍👧");
        Assert.Equal("น้ำไม่ไหล 😭👨‍👩‍👧", (await bot.NextAsync())["events"]![0]!["message"]!["text"]!.GetValue<string>());
        await bench.Line.WaitUntilIdleAsync();
        Assert.Contains("\\uD83D\\uDE2D", Encoding.UTF8.GetString(bench.Line.WebhookDeliveries[^1].Body.Span), StringComparison.OrdinalIgnoreCase);

        var forged = await bench.Line.PostWebhookAsync(bench.Line.WebhookDeliveries[^1].Body, EventWriter.Sign("another secret", bench.Line.WebhookDeliveries[^1].Body.Span));
        Assert.Equal(401, forged.Status);
        Assert.Equal("SignatureValidationFailed", (await bot.NextAsync())["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_clients_of_the_sdk_get_answers_and_errors_as_they_expect()
    {
        await using var bench = await Bench.StartAsync();
        await using var bot = await ListeningBot.StartAsync();
        bench.Line.Options.WebhookUrl = bot.Url;
        var line = bench.Line;
        var (user, other) = (line.AddUser("มาลี", isFriend: true), line.AddUser("สมศรี", isFriend: true));
        var group = line.AddGroup("บ้านท่าชัย", [user]);
        var picture = Pictures.Png(4, 4);
        await line.SendTextAsync(user, "สวัสดี");
        var received = (await bot.WaitAsync(1))[0].Event;
        await line.InviteBotAsync(group);
        var image = await line.SendImageAsync(user, picture, "image/png");
        var audio = await line.SendAudioAsync(user, [1, 2, 3]);
        await line.WaitUntilIdleAsync();

        var given = new JsonObject
        {
            ["api"] = bench.Server.ApiBaseUrl.ToString(), ["data"] = bench.Server.DataApiBaseUrl.ToString(), ["token"] = line.Options.ChannelAccessToken,
            ["user"] = user, ["other"] = other, ["group"] = group, ["replyToken"] = received["replyToken"]!.GetValue<string>(),
            ["markAsReadToken"] = received["message"]!["markAsReadToken"]!.GetValue<string>(), ["image"] = Convert.ToBase64String(picture),
            ["imageId"] = image.Id, ["audioId"] = audio.Id, ["menuImage"] = Convert.ToBase64String(Pictures.Png(800, 540)),
        };
        var (exitCode, output) = await NodeTools.RunAsync("line-sdk-client.mjs", given.ToJsonString());

        Assert.True(exitCode == 0, output);
        Assert.Contains("all as LINE's SDK expects", output, StringComparison.Ordinal);
        Assert.DoesNotContain(line.Violations, v => v.Message.StartsWith("LINE has no such path", StringComparison.Ordinal));
        Assert.Equal(["ตอบ", "อีกข้อความ", "ประกาศ", "ถึงสองคน", "ถึงทุกคน", "ถึงบางคน"], line.BotMessages(user).Select(m => m.Text));
    }

    [Fact]
    public async Task Webhooks_of_every_kind_fit_the_types_of_the_sdk()
    {
        await using var bench = await Bench.StartAsync();
        await using var bot = await ListeningBot.StartAsync();
        bench.Line.Options.WebhookUrl = bot.Url;

        await EveryEvent.HappenAsync(bench.Line);

        var events = bot.All.SelectMany(w => w.Events).ToList();
        Assert.Equal(EveryEvent.Types.Order(), events.Select(e => e!["type"]!.GetValue<string>()).Distinct().Order());
        Assert.Equal((0, ""), await TypeCheckAsync(events!));
    }

    [Fact]
    public async Task An_event_that_lacks_something_does_not_fit_the_types_of_the_sdk()
    {
        var (exitCode, output) = await TypeCheckAsync([new JsonObject { ["type"] = "follow", ["timestamp"] = 1 }]);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("webhookEventId", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> TypeCheckAsync(IEnumerable<JsonNode> events)
    {
        var folder = Directory.CreateTempSubdirectory("line-events-");
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "node_modules"), Path.Combine(NodeTools.Folder, "node_modules"));
            var source = new StringBuilder("import type { webhook } from \"@line/bot-sdk\";\n");
            foreach (var (index, item) in events.Index()) source.Append("export const event").Append(index).Append(": webhook.Event = ").Append(item.ToJsonString()).Append(";\n");
            var file = Path.Combine(folder.FullName, "events.mts");
            await File.WriteAllTextAsync(file, source.ToString());
            var (exitCode, output) = await NodeTools.RunAsync(Path.Combine(NodeTools.Folder, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--strict", "--skipLibCheck",
                "--module", "nodenext", "--target", "es2022", "--types", "node", "--typeRoots", Path.Combine(NodeTools.Folder, "node_modules", "@types"), file);
            return (exitCode, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
