using System.Text.Json.Nodes;

namespace Line.Emulator.Tests.Support;

/// <summary>Lets one event of every kind happen.</summary>
internal static class EveryEvent
{
    public static readonly string[] Types =
    [
        "message", "unsend", "follow", "unfollow", "join", "leave", "memberJoined", "memberLeft", "postback", "videoPlayComplete", "beacon",
        "accountLink", "membership", "module", "activated", "deactivated", "botSuspended", "botResumed", "delivery", "messageEdited",
    ];

    /// <summary>The bot has to have answered 200 to all when this is done.</summary>
    public static async Task HappenAsync(LineEmulator line)
    {
        var user = line.AddUser("มาลี");
        var media = new byte[] { 1, 2, 3 };
        await line.FollowAsync(user);
        var said = await line.SendTextAsync(user, "ถนนหน้าบ้านพังค่ะ 😢");
        await line.SendTextAsync(user, "อันนี้", said.Id);
        await line.SendImageAsync(user, media, set: new ImageSet("E005D41A7288F41B65593ED38FF6E9834B046AB36A37921A56BC236F13A91855", 1, 2));
        await line.SendVideoAsync(user, media, 5_000);
        await line.SendAudioAsync(user, media, 3_000);
        await line.SendFileAsync(user, media, "ใบเสร็จ.pdf");
        await line.SendLocationAsync(user, 15.1852, 100.1251, "ต.ในเมือง อ.เมืองชัยนาท", "ศาลากลาง");
        await line.SendStickerAsync(user, keywords: ["สวัสดี"]);
        await line.UnsendAsync(user, said.Id);
        await line.TapAsync(user, new JsonObject { ["type"] = "postback", ["data"] = "a=1", ["displayText"] = "ตกลง" });
        await line.TapAsync(user, new JsonObject { ["type"] = "datetimepicker", ["data"] = "when", ["mode"] = "datetime" }, new JsonObject { ["datetime"] = "2026-12-01T09:00" });
        await line.TapAsync(user, new JsonObject { ["type"] = "richmenuswitch", ["data"] = "tab=2", ["richMenuAliasId"] = "nowhere" });
        var group = line.AddGroup("บ้านท่าชัย", [user]);
        await line.InviteBotAsync(group);
        var inGroup = await line.SendGroupTextAsync(group, user, "ประชุมวันไหนคะ", mentionBot: true);
        await line.EditAsync(group, inGroup.Id, "ประชุมกี่โมงคะ");
        var guest = line.AddUser("สมศรี");
        await line.AddMemberAsync(group, guest);
        await line.RemoveMemberAsync(group, guest);
        await line.RemoveBotAsync(group);
        var room = line.AddGroup("", [user, guest], isRoom: true);
        await line.InviteBotAsync(room);
        await line.SendGroupTextAsync(room, user, "ในห้อง");
        foreach (var own in Others(line.Options.BotUserId))
            Assert.True((await line.EmitAsync(user, own)).Succeeded, own["type"]!.GetValue<string>());
        await line.BlockAsync(user);
        await line.WaitUntilIdleAsync();
    }

    private static IEnumerable<JsonObject> Others(string botId) =>
    [
        new() { ["type"] = "videoPlayComplete", ["videoPlayComplete"] = new JsonObject { ["trackingId"] = "track-1" } },
        new() { ["type"] = "beacon", ["beacon"] = new JsonObject { ["hwid"] = "d41d8cd98f", ["type"] = "enter" } },
        new() { ["type"] = "accountLink", ["link"] = new JsonObject { ["result"] = "ok", ["nonce"] = "0123456789" } },
        new() { ["type"] = "accountLink", ["source"] = null, ["link"] = new JsonObject { ["result"] = "failed", ["nonce"] = "0123456789" } },
        new() { ["type"] = "membership", ["membership"] = new JsonObject { ["type"] = "joined", ["membershipId"] = 3189 } },
        new() { ["type"] = "module", ["source"] = null, ["module"] = new JsonObject { ["type"] = "attached", ["botId"] = botId, ["scopes"] = new JsonArray("message:send") } },
        new() { ["type"] = "activated", ["chatControl"] = new JsonObject { ["expireAt"] = 1_764_000_000_000 } },
        new() { ["type"] = "deactivated" },
        new() { ["type"] = "botSuspended", ["source"] = null },
        new() { ["type"] = "botResumed", ["source"] = null },
        new() { ["type"] = "delivery", ["source"] = null, ["delivery"] = new JsonObject { ["data"] = "15034552939884E28681A7D668CEA94C" } },
    ];
}
