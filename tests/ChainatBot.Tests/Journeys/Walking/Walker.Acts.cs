using System.Text.Json.Nodes;
using ChainatBot.Flows;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys.Walking;

/// <content>What a person can do.</content>
public sealed partial class Walker
{
    /// <summary>In every sentence, and in nothing else that anybody says.</summary>
    public const string Mark = "เรื่องที่";

    private static readonly TimeSpan LineTakesBackFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan NeighboursAreKnownFor = TimeSpan.FromHours(11);

    private static readonly string[] Quiet = ["สวัสดีค่ะ", "ขอบคุณค่ะ", "ช่วยเหลือ", "เมนู", "ข้าม", "ย้อนกลับ", "พอแค่นี้", "ทำต่อ", "เริ่มใหม่", "เลิก", "😀"];

    private static readonly string[] Small =
    [
        .. Quiet, "ครับ", "ค่ะ", "ใช่", "ไม่", "ดูต่อ", "ยินยอม", "ไม่ยินยอม", "ข้อ 2", "๒", "สอง", "7", "หาดท่าเสา ม.3", "ต.ธรรมามูล", "เมืองชัยนาท", "หมู่ 4", "ทั้งตำบล", "เฉพาะครอบครัว", "กกกกก",
        "asdfgh", "ถนนและการเดินทาง",
    ];

    private static readonly string[] Opinions =
    [
        "อยากให้ซ่อมถนนหน้าวัดเพราะเป็นหลุมลึกและรถล้มบ่อยมาก", "น้ำประปาไม่ไหลมาหลายวันแล้วลำบากกันทุกบ้านเลย", "อยากให้มีที่ออกกำลังกายสำหรับผู้สูงอายุใกล้บ้าน",
        "ขยะล้นหน้าตลาดส่งกลิ่นเหม็นมากทุกเช้าไม่มีใครมาเก็บ",
    ];

    private static readonly string[] Errands = ["ความเห็น", "จัดลำดับ", "จัดลำดับ", "จัดลำดับ", "แบบสอบถาม", "แบบสอบถาม", "แบบสอบถาม", "เวที", "เวที", "เรื่องของฉัน", "เรื่องของฉัน", "ที่อยู่"];

    private static readonly byte[] Picture = Pictures.JpegWithSecret("taken at home");
    private static readonly byte[] Voice = [0, 0, 0, 0x18, .. "ftypM4A "u8, 1, 2, 3, 4];

    /// <summary>The open question is one whose answers are tallied, so that words that happen to mean something there are not said idly.</summary>
    private bool IsCounted => IsHelping || world.QuestionOf(Ledger.Standing)?.Keep is "answer" or "ballot" or "agreement" or "forum-answer";

    private bool IsHelping => Ledger.Standing is { Flow: "helper" };

    /// <summary>Surveys are filled in for neighbours elsewhere (HelperSurveyTests, RandomConversationTests): here neighbours tell, so that every sheet is its own person's.</summary>
    private static bool BeginsSurveyOfNeighbour(Button button) => button.Data is { Flow: "helper", Value: "survey" };

    public async Task FollowAsync()
    {
        await line.FollowAsync(userId);
        isFriend = true;
        acts.Add(new Act.Followed());
    }

    public async Task SayAsync(string text, string? means = null, bool isSentence = false)
    {
        var item = await line.SendTextAsync(userId, text);
        Sent(item.Id);
        acts.Add(new Act.Said(item.Id, text, means, isSentence));
    }

    public Task TellAsync()
    {
        var sentence = Sentence();
        sentences.Add(sentence);
        return SayAsync(sentence, isSentence: true);
    }

    private void Sent(string itemId)
    {
        sent.Add((itemId, world.Now));
        everSent.Add(itemId);
    }

    public async Task TapAsync(Button button)
    {
        if (button.Data is null)
        {
            await AsThePhoneAsksAsync(button);
            return;
        }

        var picked = button.Type == "datetimepicker" ? button.Action["mode"]!.GetValue<string>() == "date" ? "2026-11-01" : "09:00" : null;
        await line.TapAsync(userId, button.Action, picked is null ? null : new JsonObject { [button.Action["mode"]!.GetValue<string>()] = picked });
        acts.Add(new Act.Tapped(button, picked));
    }

    private async Task AsThePhoneAsksAsync(Button button)
    {
        if (button.Type is "camera" or "cameraRoll") await ShowAsync(1);
        else if (button.Type == "location") await LocateAsync();
        else await line.TapAsync(userId, button.Action);
    }

    private Task BeginAsync() => SayAsync(isTeam && random.Next(2) == 0 ? "กรอกแทน" : isTeam && random.Next(12) == 0 ? "สรุป" : Pick(IsHelping ? [.. Errands.Where(e => e != "แบบสอบถาม")] : Errands));

    private async Task SpeakAsync()
    {
        var item = await line.SendAudioAsync(userId, Voice, 3_000);
        Sent(item.Id);
        acts.Add(new Act.Sent(item.Id, "audio"));
    }

    private async Task ShowAsync(int many)
    {
        var set = many == 1 ? null : $"{number:D8}{count++:D8}";
        foreach (var index in Enumerable.Range(1, many).OrderBy(_ => random.Next()).ToList())
        {
            var item = await line.SendImageAsync(userId, Picture, set: set is null ? null : new ImageSet(set, index, many));
            Sent(item.Id);
            acts.Add(new Act.Sent(item.Id, "image", set));
        }
    }

    private async Task LocateAsync()
    {
        var item = await line.SendLocationAsync(userId, 15.2, 100.1, random.Next(2) == 0 ? "ต.หาดท่าเสา อ.เมืองชัยนาท จ.ชัยนาท 17000" : null);
        Sent(item.Id);
        acts.Add(new Act.Sent(item.Id, "location"));
    }

    /// <summary>A button from long ago, or one of now.</summary>
    private Task TapOldAsync() => seen.Count == 0 ? BeginAsync() : TapAsync(Pick(seen));

    /// <summary>Two phones, one person: both act before either has heard.</summary>
    private async Task OnTwoPhonesAsync()
    {
        var buttons = last.Buttons.Where(b => b.Type == "postback" && !BeginsSurveyOfNeighbour(b)).ToList();
        if (buttons.Count == 0)
        {
            await TellAsync();
            await TellAsync();
        }
        else if (random.Next(3) == 0)
        {
            await Task.WhenAll(TapAsync(Pick(buttons)), TellAsync());
        }
        else
        {
            // In one delivery, the later first.
            Button[] two = [Pick(buttons), random.Next(2) == 0 ? Pick(buttons) : Pick(seen)];
            two = [.. two.Where(b => b.Type == "postback")];
            await line.EmitTogetherAsync(two.Select(b => (userId, new JsonObject { ["type"] = "postback", ["postback"] = new JsonObject { ["data"] = b.Data!.ToString() } })));
            acts.AddRange(two.Select(b => new Act.Tapped(b)));
        }
    }

    private async Task TakeBackAsync()
    {
        var possible = sent.Where(s => world.Now - s.At < LineTakesBackFor && Ledger.CanTakeBack(s.ItemId, NeighboursAreKnownFor)).ToList();
        if (possible.Count == 0) await BeginAsync();
        else await UnsendAsync(random.Next(2) == 0 ? possible[^1].ItemId : Pick(possible).ItemId);
    }

    private async Task UnsendAsync(string itemId)
    {
        sent.RemoveAll(s => s.ItemId == itemId);
        await line.UnsendAsync(userId, itemId);
        acts.Add(new Act.Unsent(itemId));
    }
}
