using System.IO.Compression;
using ChainatBot.Exports;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Understanding;
using ChainatBot.Webhooks;

namespace ChainatBot.Tests.Support;

/// <summary>Some of everything that villagers and operators do, and what of it must be found nowhere.</summary>
public sealed class VariedSession(BotHost bot)
{
    private const string Place = "บ้านเลขที่ ๙๙ ซอยเจริญใจ";

    /// <summary>LINE user ids and display names: neither in storage, logs, exports nor summaries.</summary>
    public List<string> Names { get; } = [BotHost.Owner];

    /// <summary>All that was typed: in no log.</summary>
    public List<string> Said { get; } = [];

    /// <summary>What was taken back, not agreed to be kept, or told too exactly: in storage no more.</summary>
    public List<string> Gone { get; } = [Place, "15.18571", "100.12513", "081-234-5678", "0812345678"];

    /// <summary>What the verbs wrote: file name and bytes.</summary>
    public List<(string Name, byte[] Bytes)> Written { get; } = [];

    public static void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => FailingStore.Break(builder.Services, "Opinions");

    public async Task RunAsync()
    {
        var people = new List<Villager>();
        for (var i = 0; i < 6; i++) people.Add(await JoinAsync($"นางสมหญิง ใจดีที่สุดคนที่ {i}"));
        foreach (var (person, text) in people.Zip(["ถนนหน้าวัดเป็นหลุมใหญ่", "น้ำประปาขุ่นมาสองเดือน", "ไฟทางดับหลายดวง", "คลองตื้นเขินน้ำไม่เดิน", "ขยะล้นหน้าตลาดทุกเช้า", "ยุงเยอะมากช่วงนี้"]))
            await SayAsync(person, text);
        await SayAsync(people[0], "โทรหาผมได้ที่ 081-234-5678 นะครับ ถนนพังจริง ๆ");
        await people[1].SpeakAsync([0, 0, 0, 0x18, .. "ftypM4A "u8, 1, 2, 3, 4]);
        await people[2].ShowAsync(Pictures.JpegWithSecret("taken at home"));
        await people[3].SayAsync("ความเห็น");
        await bot.Line.SendLocationAsync(people[3].UserId, 15.18571, 100.12513, Place, Place);
        await people[4].TapAsync("ข้าม");

        var refuser = Add("นายปฏิเสธ ไม่เอาด้วย");
        await refuser.FollowAsync();
        await SayAsync(refuser, "ที่ทำการทิ้งเอกสารไว้หน้าห้อง");
        Gone.Add("ที่ทำการทิ้งเอกสารไว้หน้าห้อง");
        await refuser.TapAsync("ไม่ยินยอม");

        await SayAsync(people[5], "ผู้ใหญ่บ้านไม่เคยมาดูเลยสักครั้ง");
        Gone.Add("ผู้ใหญ่บ้านไม่เคยมาดูเลยสักครั้ง");
        await bot.Line.UnsendAsync(people[5].UserId, bot.Line.Timeline(people[5].UserId).Last(i => i.From == "user").Id);
        await SettledAsync();

        await DieAndReturnAsync(people[4]);
        await bot.Line.BlockAsync(people[2].UserId);
        var owner = new Villager(bot.Line, bot.Line.AddUser("เจ้าของระบบตัวจริง", userId: BotHost.Owner));
        Names.Add("เจ้าของระบบตัวจริง");
        await owner.JoinAsync();
        await SayAsync(owner, "สรุป");
        await SettledAsync();

        await RunVerbsAsync();
    }

    /// <summary>A turn that fails until it is a dead letter, is listed, and comes back.</summary>
    private async Task DieAndReturnAsync(Villager person)
    {
        var failing = bot.Get<FailingStore>();
        failing.IsBroken = true;
        Said.Add("สะพานไม้จะพังแล้วคนข้ามทุกวัน");
        await bot.Line.SendTextAsync(person.UserId, "สะพานไม้จะพังแล้วคนข้ามทุกวัน");
        await Eventually.TrueAsync(async () => (await StoredRows.DeadLettersAsync(bot.App.Services)).Count > 0);
        await SettledAsync();
        failing.IsBroken = false;
        foreach (var letter in await StoredRows.DeadLettersAsync(bot.App.Services)) await bot.Get<DeadLetters>().ReplayAsync(letter.Key, default);
        await SettledAsync();
    }

    private async Task RunVerbsAsync()
    {
        foreach (var format in Enum.GetValues<ExportFormat>())
            await WriteAsync($"export.{format}", stream => new ExportCommand(bot.Get<ITableStore>(), bot.Get<Places>().TambonCodes, TextWriter.Null).RunAsync(new ExportRequest(format), stream));
        foreach (var format in Enum.GetValues<SummaryFormat>())
            await WriteAsync($"summary.{format}", stream => new SummaryCommand(bot.Get<SummaryService>(), bot.Get<Places>().TambonCodes, TextWriter.Null).RunAsync(new SummaryRequest("180106", Format: format), stream));
        await bot.Get<Retention>().PurgeAsync(default);
    }

    private async Task WriteAsync(string name, Func<Stream, Task<int>> write)
    {
        using var memory = new MemoryStream();
        Assert.Equal(0, await write(memory));
        Assert.NotEqual(0, memory.Length);
        Written.Add((name, memory.ToArray()));
        if (!memory.ToArray().AsSpan().StartsWith("PK"u8)) return;
        memory.Position = 0;
        using var zip = new ZipArchive(memory);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open()) await stream.CopyToAsync(content);
            Written.Add(($"{name}/{entry.FullName}", content.ToArray()));
        }
    }

    private async Task<Villager> JoinAsync(string name)
    {
        var villager = Add(name);
        await villager.JoinAsync();
        return villager;
    }

    private Villager Add(string name)
    {
        var villager = bot.AddVillager(name);
        Names.AddRange([villager.UserId, name]);
        return villager;
    }

    private Task<IReadOnlyList<string>> SayAsync(Villager villager, string text)
    {
        Said.Add(text);
        return villager.SayAsync(text);
    }

    private Task SettledAsync() => StoredRows.SettledAsync(bot.Line, bot.App.Services);

    /// <summary>Fails where anything of it is in the log.</summary>
    public void AssertNotLogged()
    {
        var log = string.Join('\n', bot.Log.All);
        Assert.NotEmpty(log);
        string[] secrets = [.. Names, .. Said, .. Gone, bot.Line.Options.ChannelSecret, bot.Line.Options.ChannelAccessToken];
        Assert.All(secrets, secret => Assert.False(Traces.Holds(log, secret), $"The log holds “{secret}”."));
    }

    /// <summary>Fails where the verbs named anybody, or wrote what is gone.</summary>
    public void AssertNotWritten()
    {
        Assert.NotEmpty(Written);
        AssertNot(Written, [.. Names, .. Gone]);
    }

    public static void AssertNot(IEnumerable<(string Name, byte[] Bytes)> places, IReadOnlyList<string> secrets)
    {
        foreach (var (name, bytes) in places)
            foreach (var secret in secrets)
                Assert.False(Traces.Holds(bytes, secret), $"{name} holds “{secret}”.");
    }
}
