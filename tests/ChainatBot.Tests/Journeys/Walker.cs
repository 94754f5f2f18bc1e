using System.Globalization;
using System.Text.Json.Nodes;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys;

/// <summary>
/// Somebody who does whatever comes to mind, and remembers what the bot has promised: what it said it keeps must be stored,
/// once, and what it said it does not keep must not.
/// </summary>
public sealed class Walker(LineEmulator line, TimeProvider time, Random random, int number)
{
    private static readonly string[] Small =
    [
        "สวัสดีค่ะ", "ขอบคุณค่ะ", "ครับ", "ค่ะ", "ใช่", "ไม่", "ข้าม", "ย้อนกลับ", "พอแค่นี้", "ทำต่อ", "เริ่มใหม่", "เลิก", "ดูต่อ", "ช่วยเหลือ", "เมนู", "ความเห็น", "เรื่องของฉัน", "จัดลำดับ", "แบบสอบถาม",
        "เวที", "ยินยอม", "ไม่ยินยอม", "ข้อ 2", "๒", "สอง", "7", "หาดท่าเสา ม.3", "ต.ธรรมามูล", "เมืองชัยนาท", "หมู่ 4", "ทั้งตำบล", "เฉพาะครอบครัว", "กกกกก", "asdfgh", "๙๙๙๙๙๙๙๙", "😀", "ถนนและการเดินทาง",
    ];

    private static readonly string[] Opinions =
    [
        "อยากให้ซ่อมถนนหน้าวัดเพราะเป็นหลุมลึกและรถล้มบ่อยมาก เรื่องที่",
        "น้ำประปาไม่ไหลมาหลายวันแล้วลำบากกันทุกบ้านเลย เรื่องที่",
        "อยากให้มีที่ออกกำลังกายสำหรับผู้สูงอายุใกล้บ้าน เรื่องที่",
        "ขยะล้นหน้าตลาดส่งกลิ่นเหม็นมากทุกเช้าไม่มีใครมาเก็บ เรื่องที่",
    ];

    private readonly List<(string ItemId, string Kind, string? Text, DateTimeOffset At)> held = [];
    private readonly List<TimelineItem> own = [];
    private readonly List<Said> saidNow = [];
    private int answersWanted;
    private int answersAllowed;
    private TimelineItem? last;
    private int count;

    public string UserId { get; } = line.AddUser();

    /// <summary>Whether the person believes to have consented.</summary>
    public bool HasConsented { get; private set; }

    /// <summary>What the bot has taken for keeping, by message: kind and, of texts, the words.</summary>
    public Dictionary<string, Said> Kept { get; } = [];

    public List<string> Diary { get; } = [];

    private bool IsBlocked { get; set; }

    public sealed record Said(string ItemId, string Kind, string? Text, bool IsOpinion);

    public async Task ActAsync()
    {
        saidNow.Clear();
        (answersWanted, answersAllowed) = (1, 1);
        last = line.Timeline(UserId) is [.., var newest] ? newest : null;
        if (IsBlocked || Diary.Count == 0)
        {
            await FollowAsync();
            return;
        }

        switch (random.Next(100))
        {
            case < 45:
                await TapAsync();
                break;
            case < 60:
                await SayAsync(string.Create(CultureInfo.InvariantCulture, $"{Opinions[random.Next(Opinions.Length)]} {number}-{count++}"), isOpinion: true);
                break;
            case < 75:
                await SayAsync(Small[random.Next(Small.Length)], isOpinion: false);
                break;
            case < 79:
                Note("voice", await line.SendAudioAsync(UserId, [0, 0, 0, 0x18, .. "ftypM4A "u8, 1, 2, 3, 4]));
                break;
            case < 83:
                await PhotosAsync();
                break;
            case < 85:
                await LocateAsync();
                break;
            case < 87:
                Note("sticker", await line.SendStickerAsync(UserId));
                break;
            case < 89:
                Note("file", random.Next(2) == 0 ? await line.SendFileAsync(UserId, [1, 2, 3], "a.pdf") : await line.SendVideoAsync(UserId, [1, 2, 3]));
                break;
            case < 93:
                await UnsendAsync();
                break;
            case < 95:
                await line.BlockAsync(UserId);
                IsBlocked = true;
                Silent("blocks");
                break;
            case < 96:
                await FollowAsync();
                break;
            default:
                Silent("is silent");
                break;
        }
    }

    /// <summary>Reads what the bot answered, and holds it to that.</summary>
    public void Read()
    {
        var timeline = line.Timeline(UserId);
        var start = last is null ? 0 : timeline.ToList().FindIndex(i => i.Id == last.Id) + 1;
        var answers = timeline.Skip(start).Where(i => i.From == "bot").ToList();
        var replies = answers.Select(a => a.RequestId).Distinct().Count();
        var text = string.Join(" / ", answers.Select(a => a.Text));
        Diary.Add("    bot: " + text);
        Assert.True(replies >= answersWanted && replies <= answersAllowed, $"{answersWanted} to {answersAllowed} replies were due and {replies} came.{Story()}");
        Assert.All(answers, a => Assert.Equal("free", a.Cost));

        held.RemoveAll(h => time.GetUtcNow() - h.At >= TimeSpan.FromDays(1));
        foreach (var said in saidNow)
        {
            if (HasConsented) Kept[said.ItemId] = said;
            else if (text.Contains("พักเรื่องที่ส่งมาไว้ให้แล้ว", StringComparison.Ordinal)) held.Add((said.ItemId, said.Kind, said.Text, time.GetUtcNow()));
        }

        if (text.Contains("ขอบคุณที่ไว้ใจค่ะ", StringComparison.Ordinal))
        {
            HasConsented = true;
            foreach (var (id, kind, words, _) in held) Kept[id] = new Said(id, kind, words, true);
            held.Clear();
        }

        if (!text.Contains("เราไม่เก็บอะไรของคุณไว้เลย", StringComparison.Ordinal) && !text.Contains("ถอนความยินยอมให้แล้ว", StringComparison.Ordinal)) return;
        HasConsented = false;
        held.Clear();
    }

    public string Story() => $"\nPerson {number}:\n{string.Join('\n', Diary.TakeLast(40))}";

    private async Task TapAsync()
    {
        var actions = line.VisibleActions(UserId);
        if (actions.Count == 0)
        {
            await SayAsync("สวัสดีค่ะ", isOpinion: false);
            return;
        }

        // Mostly what stands in sight, now and then a button from long ago.
        var action = actions[random.Next(4) == 0 ? random.Next(actions.Count) : random.Next(Math.Min(actions.Count, 13))];
        var label = action["label"]?.GetValue<string>();
        var picked = action["type"]!.GetValue<string>() == "datetimepicker"
            ? new JsonObject { ["date"] = "2026-12-01", ["time"] = "09:00", ["datetime"] = "2026-12-01T09:00" }
            : null;
        var result = await line.TapAsync(UserId, action, picked);
        Diary.Add($"  taps “{label}”");
        if (result.Open is not null) answersWanted = answersAllowed = 0;
        else if (result.Ask == "location") await LocateAsync();
        else if (result.Ask is not null) Note("photo", await line.SendImageAsync(UserId, Picture));
    }

    private async Task SayAsync(string text, bool isOpinion)
    {
        var item = await line.SendTextAsync(UserId, text);
        own.Add(item);
        Diary.Add($"  says “{text}”");
        if (isOpinion) saidNow.Add(new Said(item.Id, "text", text, true));
    }

    private async Task PhotosAsync()
    {
        var many = HasConsented ? random.Next(1, 4) : 1;
        answersAllowed = many;
        var set = string.Create(CultureInfo.InvariantCulture, $"{number:D8}{count++:D8}");
        foreach (var index in Enumerable.Range(1, many).OrderBy(_ => random.Next()).ToList())
            Note("photo", await line.SendImageAsync(UserId, Picture, set: many == 1 ? null : new ImageSet(set, index, many)));
    }

    private async Task LocateAsync()
    {
        await line.SendLocationAsync(UserId, 15.2, 100.1, random.Next(2) == 0 ? "ต.หาดท่าเสา อ.เมืองชัยนาท จ.ชัยนาท 17000" : null);
        Diary.Add("  shares a place");
    }

    private async Task UnsendAsync()
    {
        if (own.Count == 0)
        {
            Silent("is silent");
            return;
        }

        var item = own[random.Next(own.Count)];
        own.Remove(item);
        await line.UnsendAsync(UserId, item.Id);
        Kept.Remove(item.Id);
        held.RemoveAll(h => h.ItemId == item.Id);
        Silent($"takes back {item.Type} “{item.Text}”");
    }

    private async Task FollowAsync()
    {
        await line.FollowAsync(UserId);
        IsBlocked = false;
        Diary.Add("  follows");
    }

    private void Silent(string what)
    {
        (answersWanted, answersAllowed) = (0, 0);
        Diary.Add("  " + what);
    }

    private void Note(string what, TimelineItem item)
    {
        own.Add(item);
        Diary.Add("  sends a " + what);
        if (what is "voice" or "photo") saidNow.Add(new Said(item.Id, what == "voice" ? "audio" : "image", null, true));
    }

    private static readonly byte[] Picture = Pictures.JpegWithSecret("taken at home");
}
