using System.Text;
using System.Text.Json;
using ChainatBot.Announcements;
using ChainatBot.Commands;
using ChainatBot.Exports;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Tests.Forums;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;
using Line.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Journeys;

/// <summary>V6 through the front door: signed webhooks in, the invitation and all that follows out.</summary>
public sealed class ForumTests : IAsyncLifetime, IDisposable
{
    private const string Id = "hearing";
    private const string Road = "คลองส่งน้ำหมู่ 3 ตันทุกหน้าฝน น้ำท่วมนา";
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 9, 0, 0, TimeSpan.FromHours(7));

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7)));
    private readonly TemporaryDirectory files = new();
    private readonly StringWriter data = new();
    private readonly StringWriter words = new();
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync(time: time);

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    public void Dispose()
    {
        files.Dispose();
        data.Dispose();
        words.Dispose();
    }

    [Fact]
    public async Task Invited_answered_changed_reminded_and_called_off()
    {
        var (coming, away) = (await JoinedAsync(), await JoinedAsync());
        await CreateAsync();

        // It rides on the next reply, once.
        Assert.Contains("วันศุกร์ที่ 27 พฤศจิกายน 2569 เวลา 09.00–12.00 น.", await SmallTalkAsync(coming), StringComparison.Ordinal);
        Assert.DoesNotContain("พฤศจิกายน", await SmallTalkAsync(coming), StringComparison.Ordinal);
        Assert.Contains("ดีใจค่ะ", Joined(await coming.TapAsync("ไปได้")), StringComparison.Ordinal);
        Assert.Equal("yes", (await ReplyAsync(coming))!.Reply);

        // Somebody who asks and answers is not invited beside it.
        Assert.Contains("ไปได้ไหมคะ", Joined(await away.SayAsync("เวที")), StringComparison.Ordinal);
        await away.TapAsync("ไปได้");
        await away.TapAsync("ไปไม่ได้");
        await away.SayAsync(Road);
        await away.TapAsync("พอแค่นี้");
        Assert.DoesNotContain("พฤศจิกายน", await SmallTalkAsync(away), StringComparison.Ordinal);
        var reply = (await ReplyAsync(away))!;
        Assert.Equal(("no", "180106", 3, false, 32), (reply.Reply, reply.Tambon, reply.Village, reply.Attended, reply.Person.Length));
        var ahead = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal((Road, Id), (ahead.Text, ahead.Forum));

        // The day before from seven in the morning, to those who come.
        await ToAsync(Start.AddDays(-1).AddHours(-3));
        Assert.DoesNotContain("ใกล้ถึงวันงาน", await SmallTalkAsync(coming), StringComparison.Ordinal);
        await ToAsync(Start.AddDays(-1).AddHours(-1));
        await Eventually.TrueAsync(async () => await NoticeAsync("forum-hearing-reminder-20261127") is not null);
        Assert.Contains("ใกล้ถึงวันงานแล้วค่ะ ยังไปได้อยู่ไหมคะ", await SmallTalkAsync(coming), StringComparison.Ordinal);
        Assert.DoesNotContain("ใกล้ถึงวันงาน", await SmallTalkAsync(coming), StringComparison.Ordinal);
        Assert.DoesNotContain("ใกล้ถึงวันงาน", await SmallTalkAsync(away), StringComparison.Ordinal);

        Assert.Equal(0, await Command().CancelAsync(Id));
        Assert.Contains("งดจัดค่ะ", await SmallTalkAsync(coming), StringComparison.Ordinal);
        // Who could not come may have meant to hear what came of it.
        Assert.Contains("งดจัดค่ะ", await SmallTalkAsync(away), StringComparison.Ordinal);
        Assert.DoesNotContain("งดจัด", await SmallTalkAsync(away), StringComparison.Ordinal);
        Assert.Contains("เวทีนี้งดจัดค่ะ", Joined(await coming.TapAsync("ยังไม่แน่ใจ")), StringComparison.Ordinal);
        Assert.Equal("yes", (await ReplyAsync(coming))!.Reply);

        // Nothing comes after what never was.
        await ToAsync(Start.AddDays(1));
        Assert.DoesNotContain("สองข้อ", await SmallTalkAsync(coming), StringComparison.Ordinal);
        Assert.Null(await NoticeAsync("forum-hearing-after"));
        Assert.All(bot.Line.BotMessages(coming.UserId), message => Assert.Equal("free", message.Cost));
    }

    [Fact]
    public async Task Afterwards_those_who_came_are_asked_and_tell_what_they_did_not_say()
    {
        var (came, guest, stranger) = (await JoinedAsync(), await JoinedAsync(), await JoinedAsync());
        await CreateAsync();
        await came.SayAsync("เวที");
        await came.TapAsync("ยังไม่แน่ใจ");
        await ToAsync(Start.AddMinutes(-30));
        var code = $"มาถึงเวทีแล้ว {bot.Get<ForumKeeper>().CodeOf(Id)}";
        Assert.Contains("ขอบคุณที่มานะคะ", Joined(await guest.SayAsync(code)), StringComparison.Ordinal);
        Assert.Contains("ขอบคุณที่มานะคะ", Joined(await guest.SayAsync(code)), StringComparison.Ordinal);
        await SettledAsync();
        Assert.Equal((null, true), ((await ReplyAsync(guest))!.Reply, (await ReplyAsync(guest))!.Attended));

        // Two hours after the end.
        await ToAsync(Start.AddHours(5).AddMinutes(1));
        await Eventually.TrueAsync(async () => await NoticeAsync("forum-hearing-after") is not null);
        Assert.Contains("ขอถามสั้น ๆ สองข้อ", await SmallTalkAsync(came), StringComparison.Ordinal);
        Assert.Contains("ขอถามสั้น ๆ สองข้อ", await SmallTalkAsync(guest), StringComparison.Ordinal);
        Assert.DoesNotContain("สองข้อ", await SmallTalkAsync(stranger), StringComparison.Ordinal);
        Assert.Contains("มีคนฟังเราแค่ไหนคะ", Joined(await guest.TapAsync("ตอบสองข้อ")), StringComparison.Ordinal);
        await guest.TapAsync("4");
        Assert.Contains("มีอะไรที่ไม่ได้พูดในเวทีไหมคะ", Joined(await guest.TapAsync("ไม่ได้พูด")), StringComparison.Ordinal);
        await guest.SayAsync(Road);
        await guest.TapAsync("พอแค่นี้");
        Assert.Contains("มีคนฟังเราแค่ไหนคะ", Joined(await came.TapAsync("ตอบสองข้อ")), StringComparison.Ordinal);
        await came.TapAsync("5");
        await came.TapAsync("ได้พูด");
        Assert.Contains("ขอบคุณที่ไปช่วยกันนะคะ", Joined(await came.SayAsync("ไม่มีค่ะ")), StringComparison.Ordinal);

        await SettledAsync();
        var (first, second) = ((await ReplyAsync(guest))!, (await ReplyAsync(came))!);
        Assert.Equal((4, false, 5, true), (first.Listened, first.Spoke, second.Listened, second.Spoke));
        Assert.Equal((Road, Id), Assert.Single((await StoredRows.OpinionsAsync(bot)).Select(o => (o.Text, o.Forum))));

        await File.WriteAllTextAsync(Path.Combine(files.Path, "note.txt"), "ขอบคุณที่มาช่วยกันคิดค่ะ เรื่องคลองเข้าแผนแล้วนะคะ\n");
        Assert.Equal(0, await Command().NoteAsync(Id, Path.Combine(files.Path, "note.txt")));
        Assert.Contains("เรื่องคลองเข้าแผนแล้วนะคะ", await SmallTalkAsync(guest), StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องคลอง", await SmallTalkAsync(came), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moved_those_who_answered_are_told_and_an_old_button_knows_of_it()
    {
        var (coming, waiting, away) = (await JoinedAsync(), await JoinedAsync(), await JoinedAsync());
        await CreateAsync();
        foreach (var villager in new[] { coming, waiting, away }) Assert.Contains("27 พฤศจิกายน", await SmallTalkAsync(villager), StringComparison.Ordinal);
        await coming.TapAsync("ไปได้");
        await away.TapAsync("ไปไม่ได้");
        await away.TapAsync("ข้าม");
        await CreateAsync(Start.AddDays(3));
        await CreateAsync(Start.AddDays(3));

        var told = await SmallTalkAsync(coming);
        Assert.Contains("เวทีนี้มีเรื่องเปลี่ยนค่ะ", told, StringComparison.Ordinal);
        Assert.Contains("วันจันทร์ที่ 30 พฤศจิกายน 2569", told, StringComparison.Ordinal);
        Assert.DoesNotContain("พฤศจิกายน", await SmallTalkAsync(coming), StringComparison.Ordinal);

        // Who could not come on the first day can on the other, and is told of it once.
        Assert.Contains("วันจันทร์ที่ 30 พฤศจิกายน 2569", await SmallTalkAsync(away), StringComparison.Ordinal);
        Assert.Contains("ดีใจค่ะ", Joined(await away.TapAsync("ไปได้")), StringComparison.Ordinal);
        Assert.Equal("yes", (await ReplyAsync(away))!.Reply);
        Assert.DoesNotContain("พฤศจิกายน", await SmallTalkAsync(away), StringComparison.Ordinal);

        // In the middle of something else, on the card from before.
        await waiting.SayAsync("ไฟถนนหน้าโรงเรียนดับมาหลายคืนแล้ว");
        var answers = await waiting.TapAsync("ไปได้");
        Assert.Equal(3, answers.Count);
        Assert.Contains("ตอนนี้นัดกันวันจันทร์ที่ 30 พฤศจิกายน 2569", answers[0], StringComparison.Ordinal);
        Assert.Equal("จดไว้ให้แล้วว่า “ไปได้” เปลี่ยนได้จนถึงวันงานค่ะ", answers[1]);
        await waiting.TapAsync("พอแค่นี้");
        // They know: neither the change nor a new invitation comes after that.
        Assert.DoesNotContain("พฤศจิกายน", await SmallTalkAsync(waiting), StringComparison.Ordinal);
        Assert.Equal(("yes", 1), ((await ReplyAsync(waiting))!.Reply, (await ReplyAsync(waiting))!.Revision));
    }

    [Fact]
    public async Task The_door_counts_somebody_who_agrees_only_then()
    {
        await CreateAsync();
        await ToAsync(Start.AddMinutes(10));
        var villager = bot.AddVillager(isFriend: true);
        Assert.Contains("จะนับว่ามาแล้วเมื่อคุณยินยอม", Joined(await villager.SayAsync($"มาถึงเวทีแล้ว {bot.Get<ForumKeeper>().CodeOf(Id)}")), StringComparison.Ordinal);
        await SettledAsync();
        Assert.Null(await ReplyAsync(villager));
        Assert.Contains("ขอบคุณที่มานะคะ", Joined(await villager.TapAsync("ยินยอม")), StringComparison.Ordinal);
        await SettledAsync();
        Assert.True((await ReplyAsync(villager))!.Attended);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task The_calendar_entry_is_there_for_everybody_and_says_when_it_is_off()
    {
        await CreateAsync();
        using (var answer = await bot.Http.GetAsync(new Uri(bot.Address, $"/forums/{Id}.ics")))
        {
            Assert.Equal("text/calendar; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
            var read = ForumCalendarTests.Read(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
            Assert.Equal(("20261127T090000", "CONFIRMED", "เวทีประชาคมตำบล"), (read["DTSTART;TZID=Asia/Bangkok"], read["STATUS"], read["SUMMARY"]));
        }
        await Command().CancelAsync(Id);
        Assert.Contains("STATUS:CANCELLED", await bot.Http.GetStringAsync(new Uri(bot.Address, $"/forums/{Id}.ics")), StringComparison.Ordinal);
        using var nothing = await bot.Http.GetAsync(new Uri(bot.Address, "/forums/nothing.ics"));
        Assert.Equal(404, (int)nothing.StatusCode);
    }

    [Fact]
    public async Task Webhooks_that_come_again_double_nothing()
    {
        await CreateAsync();
        var villager = await JoinedAsync();
        await SmallTalkAsync(villager);
        await villager.TapAsync("ไปได้");
        await villager.TapAsync("ไปไม่ได้");
        await SettledAsync();
        var said = bot.Line.BotMessages(villager.UserId).Count;
        foreach (var delivery in bot.Line.WebhookDeliveries.ToList()) Assert.Equal(200, (await bot.Line.RedeliverAsync(delivery)).Status);
        await SettledAsync();
        Assert.Equal("no", (await ReplyAsync(villager))!.Reply);
        Assert.Equal(said, bot.Line.BotMessages(villager.UserId).Count);
    }

    [Fact]
    public async Task The_team_sees_figures_of_five_and_more_and_the_export_has_the_fields_of_the_contract()
    {
        await CreateAsync();
        var (replies, pseudonyms) = (bot.Get<ForumReplyStore>(), bot.Get<Pseudonyms>());
        for (var n = 0; n < 12; n++)
        {
            var participant = pseudonyms.ParticipantOf($"U{n:x32}");
            await replies.ChangeAsync(Id, participant, r => r with { Reply = n < 6 ? "yes" : "no", Attended = n < 6, Tambon = "180106", Village = n % 2 == 0 ? 1 : 3 }, default);
            if (n >= 6) continue;
            var opinion = new Opinion("180106", pseudonyms.PersonIn("tambon:180106", participant), $"{n:x16}") { Reference = "A9M4", Village = 3, Kind = "text", ReceivedOn = "2026-11-23", Forum = Id };
            await bot.Get<OpinionStore>().AppendAsync(opinion, new OpinionMessage($"{n:x16}", "text", Road), default);
        }

        using var json = JsonDocument.Parse(SummaryJson.Write(await bot.Get<SummaryService>().SummarizeAsync("180106")));
        var forum = json.RootElement.GetProperty("forums").EnumerateArray().Single();
        Assert.Equal((Id, "เวทีประชาคมตำบล", "2026-11-27", 12, 6, 6), (forum.GetProperty("id").GetString(), forum.GetProperty("title").GetString(), forum.GetProperty("date").GetString(),
            forum.GetProperty("people").GetInt32(), forum.GetProperty("attended").GetInt32(), forum.GetProperty("ahead").GetInt32()));
        Assert.Equal(["yes 6", "no 6"], forum.GetProperty("replies").EnumerateArray().Select(r => $"{r.GetProperty("reply").GetString()} {r.GetProperty("people").GetInt32()}"));
        // Three of a village said the same: villages are told together.
        Assert.Single(forum.GetProperty("byVillage").EnumerateArray());
        Assert.Equal(6, json.RootElement.GetProperty("people").GetInt32());

        Assert.Equal(0, await Command().ShowAsync(Id));
        Assert.Contains("• ไปได้ – 6 คน", data.ToString(), StringComparison.Ordinal);
        Assert.Contains("ฝากเรื่องไว้กับเวที 6 คน", data.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Command().ListAsync());
        Assert.Contains("hearing\t180106\t2026-11-27T09:00\tplanned\tเวทีประชาคมตำบล", data.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(SummaryDocument.Write(await bot.Get<SummaryService>().SummarizeAsync("180106"), bot.Get<SummaryService>().Options));

        var lines = await ExportedAsync(new ExportRequest(ExportFormat.Jsonl, "180106"));
        Assert.Equal(12, lines.Count);
        Assert.All(lines, l => Assert.Equal(["forum", "person", "reply", "tambon", "village"], l.EnumerateObject().Select(p => p.Name)));
        var exported = lines.Select(l => l.GetProperty("person").GetString()!).ToHashSet();
        Assert.DoesNotContain((await StoredRows.OpinionsAsync(bot)).Select(o => o.Person), exported.Contains);
        Assert.Empty(await ExportedAsync(new ExportRequest(ExportFormat.Jsonl, "180107")));
        Assert.Empty(await ExportedAsync(new ExportRequest(ExportFormat.Jsonl, From: new DateOnly(2026, 11, 28))));
    }

    [Fact]
    public async Task The_verbs_tell_what_is_wrong()
    {
        Assert.Equal(2, await Command().CreateAsync(Path.Combine(files.Path, "nothing.yaml")));
        var path = Path.Combine(files.Path, "f.yaml");
        await File.WriteAllTextAsync(path, ForumFileTests.Good.Replace("agenda:", "agneda:", StringComparison.Ordinal).Replace("start: 2027", "start: 2025", StringComparison.Ordinal));
        Assert.Equal(1, await Command().CreateAsync(path));
        Assert.Contains($"{path}:9:1: a forum knows no key “agneda”", data.ToString(), StringComparison.Ordinal);
        Assert.Empty(await bot.Get<ForumStore>().AllAsync(default));
        foreach (var code in (int[])[await Command().CancelAsync("nothing"), await Command().ShowAsync("../x"), await Command().NoteAsync("nothing", path), await Command().CodeAsync("nothing", "x.svg")]) Assert.Equal(1, code);
        await CreateAsync();
        Assert.Equal(2, await Command().CodeAsync(Id, "x.gif"));
        Assert.Equal(2, await Command().CodeAsync(Id, "x.svg", "123abcde"));
        Assert.Equal(0, await Command().CodeAsync(Id, Path.Combine(files.Path, "x.svg"), "@123abcde"));
        Assert.Empty(CommandLine.Parse(["forum", "qr", Id, "--output", "x.svg", "--account", "@123abcde"]).Errors);
        Assert.Contains("oaMessage/%40123abcde/?", data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_at_the_door_opens_the_chat_with_the_words()
    {
        await CreateAsync();
        var (svg, png) = (Path.Combine(files.Path, "door.svg"), Path.Combine(files.Path, "door.png"));
        Assert.Equal(0, await Command().CodeAsync(Id, svg));
        Assert.Equal(0, await Command().CodeAsync(Id, png));
        var account = (await bot.Get<LineMessagingClient>().GetBotInfoAsync()).BasicId;
        var link = data.ToString().Split(Environment.NewLine)[0];
        Assert.Equal($"https://line.me/R/oaMessage/{Uri.EscapeDataString(account)}/?{Uri.EscapeDataString("มาถึงเวทีแล้ว " + bot.Get<ForumKeeper>().CodeOf(Id))}", link);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(svg), StringComparison.Ordinal);
        Assert.True((await File.ReadAllBytesAsync(png)).AsSpan().StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']));
    }

    /// <summary>The file of the test's forum, given to the verb.</summary>
    private async Task CreateAsync(DateTimeOffset? start = null)
    {
        var from = start ?? Start;
        var path = Path.Combine(files.Path, "hearing.yaml");
        await File.WriteAllTextAsync(path, FormattableString.Invariant($"""
            forum: {Id}
            title: เวทีประชาคมตำบล
            tambon: "180106"
            villages: [1, 3]
            start: {from:yyyy-MM-dd'T'HH:mm}
            end: {from.AddHours(3):yyyy-MM-dd'T'HH:mm}
            place: ศาลาวัดท่าชัย
            map: https://maps.example/ศาลา…
            agenda: [สรุปความคิดเห็น, จัดลำดับ]
            """));
        Assert.Equal(0, await Command().CreateAsync(path));
    }

    private ForumCommand Command() => new(
        bot.Get<ForumDesk>(), bot.Get<ForumStore>(), bot.Get<ForumKeeper>(), bot.Get<FlowStore>(), bot.Get<SummaryService>(), bot.Get<LineMessagingClient>(), bot.Get<Places>(), time, data, words);

    private async Task<List<JsonElement>> ExportedAsync(ExportRequest request)
    {
        using var output = new MemoryStream();
        var exports = new ExportCommand(bot.Get<ITableStore>(), bot.Get<Places>().TambonCodes, TextWriter.Null);
        Assert.Equal(0, await exports.RunAsync(request, bot.Get<ForumStore>(), bot.Get<ForumReplyStore>(), output));
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }

    private async Task<Villager> JoinedAsync()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await SettledAsync();
        return villager;
    }

    /// <summary>Says something that opens no question, so that what waits may ride on the answer.</summary>
    private async Task<string> SmallTalkAsync(Villager villager)
    {
        await SettledAsync();
        return Joined(await villager.SayAsync("ขอบคุณค่ะ"));
    }

    private Task SettledAsync() => StoredRows.SettledAsync(bot.Line, bot.App.Services);

    private async Task ToAsync(DateTimeOffset at)
    {
        await SettledAsync();
        time.SetUtcNow(at);
    }

    private async Task<ForumReply?> ReplyAsync(Villager villager)
    {
        await SettledAsync();
        return await bot.Get<ForumReplyStore>().FindAsync(Id, bot.Get<Pseudonyms>().ParticipantOf(villager.UserId), default);
    }

    private async Task<KeptNotice?> NoticeAsync(string id) => await bot.Get<NoticeStore>().FindAsync(id);

    private static string Joined(IReadOnlyList<string> answers) => string.Join('\n', answers);
}
