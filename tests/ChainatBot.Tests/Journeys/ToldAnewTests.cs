using System.Text;
using System.Text.Json.Nodes;
using ChainatBot.Opinions;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Journeys;

/// <summary>What was told is told anew, changed in LINE, listened to by the team, deleted by reference; and others told the same.</summary>
public sealed class ToldAnewTests : IAsyncLifetime, IDisposable
{
    private const string Road = "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย";

    private readonly TemporaryDirectory directory = new();
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Told_anew_nothing_is_left_of_what_it_was_made_of()
    {
        var villager = await VillagerAsync();
        await villager.SpeakAsync(milliseconds: 7_000);
        await villager.SayAsync("ตรงหน้าโรงเรียนด้วย");
        await villager.TapAsync("พอแค่นี้");
        await Eventually.TrueAsync(async () => (await BlobsAsync()).Count == 1);
        var before = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(7, before.Seconds);

        await ToItAsync(villager, before.Reference);
        Assert.Contains(Road, string.Join('\n', await villager.SayAsync(Road)), StringComparison.Ordinal);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        var now = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal((before.Id, before.Reference, Road, "text", null, "roads"), (now.Id, now.Reference, now.Text, now.Kind, now.Seconds, now.Topic));
        Assert.Equal([("text", Road)], await StoredRows.MessagesAsync(bot.App.Services));
        Assert.Empty(await BlobsAsync());

        // Taken back, the new words bring nothing of the old ones back.
        await bot.Line.UnsendAsync(villager.UserId, LastSaid(villager));
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task Told_anew_by_voice_the_voice_is_fetched_for_the_team()
    {
        var villager = await VillagerAsync();
        await villager.SayAsync(Road);
        await villager.TapAsync("พอแค่นี้");
        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        await ToItAsync(villager, opinion.Reference);
        await villager.SpeakAsync(Encoding.UTF8.GetBytes("a voice"), 12_000);
        await Eventually.TrueAsync(async () => (await BlobsAsync()).Count == 1);

        var (output, words) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, await Command(output, words).MediaAsync("180106", opinion.Reference.ToLowerInvariant(), null, directory.Path, default));
        Assert.Equal($"{opinion.Reference}-1.m4a\taudio\t12", output.ToString().Trim());
        Assert.Equal("a voice", await File.ReadAllTextAsync(Path.Combine(directory.Path, $"{opinion.Reference}-1.m4a")));
    }

    [Fact]
    public async Task Words_changed_in_LINE_are_changed_where_they_went()
    {
        var villager = await VillagerAsync();
        await villager.SayAsync(Road);
        await villager.SayAsync("แถวหน้าตลาดก็เป็นด้วยนะ");
        var second = LastSaid(villager);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var said = bot.Line.Timeline(villager.UserId).Count;

        await EditAsync(villager, second, "แถวหน้าอนามัยก็เป็นด้วย โทร 081-234-5678");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.StartsWith(Road + "\nแถวหน้าอนามัยก็เป็นด้วย", opinion.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("5678", opinion.Text, StringComparison.Ordinal);
        Assert.Equal(said, bot.Line.Timeline(villager.UserId).Count);
    }

    [Fact]
    public async Task Words_changed_before_consent_wait_as_they_are_now()
    {
        var villager = bot.AddVillager();
        await villager.SayAsync("ถนนหน้าบ้านเป็นหลุมใหญ่มาก");
        var first = LastSaid(villager);
        await EditAsync(villager, first, "ถนนหน้าวัดเป็นหลุมใหญ่มาก");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        await villager.TapAsync("ยินยอม");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal("ถนนหน้าวัดเป็นหลุมใหญ่มาก", Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
    }

    [Fact]
    public async Task The_team_deletes_by_reference_what_it_was_asked_to()
    {
        var villager = await VillagerAsync();
        await villager.SayAsync(Road);
        await villager.TapAsync("พอแค่นี้");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        var words = new StringWriter();

        Assert.Equal(2, await Command(words, words).DeleteAsync("999999", opinion.Reference, null, default));
        Assert.Equal(1, await Command(words, words).DeleteAsync("180107", opinion.Reference, null, default));
        Assert.Equal(0, await Command(words, words).DeleteAsync("180106", opinion.Reference, null, default));

        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(1, await Command(words, words).DeleteAsync("180106", opinion.Reference, null, default));
    }

    [Fact]
    public async Task Where_two_share_a_reference_nothing_is_deleted_before_it_is_said_which()
    {
        foreach (var person in new[] { new string('a', 32), new string('b', 32) }) await TellAsync(person, Road);
        var words = new StringWriter();
        Assert.Equal(1, await Command(words, words).DeleteAsync("180106", "X2X2", null, default));
        Assert.Equal(2, (await StoredRows.OpinionsAsync(bot)).Count);
        Assert.Equal(0, await Command(words, words).DeleteAsync("180106", "X2X2", "bbbb", default));
        Assert.Equal('a', Assert.Single(await StoredRows.OpinionsAsync(bot)).Person[0]);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "อย่างน้อย 5 คน")]
    [InlineData(9, "อย่างน้อย 5 คน")]
    [InlineData(12, "อย่างน้อย 10 คน")]
    public async Task Whoever_tells_it_hears_that_others_did_but_never_of_a_few(int others, string? said)
    {
        for (var n = 0; n < others; n++) await TellAsync($"{n:x}{new string('c', 31)}", Road);
        var villager = await VillagerAsync();
        await villager.SayAsync("ถนนหน้าโรงเรียนก็เป็นหลุม");
        await villager.TapAsync("ถนนและการเดินทาง");
        var answer = string.Join('\n', await villager.TapAsync("ทั้งหมู่บ้าน"));
        if (said is null) Assert.DoesNotContain("พูดเรื่องคล้ายกัน", answer, StringComparison.Ordinal);
        else Assert.Contains($"มีคนอื่น{said}พูดเรื่องคล้ายกัน", answer, StringComparison.Ordinal);
    }

    private async Task<Villager> VillagerAsync()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        return villager;
    }

    private static async Task ToItAsync(Villager villager, string reference)
    {
        await villager.SayAsync("เรื่องของฉัน");
        await villager.TapAsync("ดูที่เล่าไว้");
        await villager.SayAsync(reference);
        await villager.TapAsync("แก้ไข");
    }

    private Task TellAsync(string person, string text)
    {
        var opinion = new Opinion("180106", person, person[..16]) { Reference = "X2X2", Kind = "text", Topic = bot.Get<TopicLexicon>().Guess(text), ReceivedOn = "2026-11-01" };
        return bot.Get<OpinionStore>().AppendAsync(opinion, new OpinionMessage(opinion.Id, "text", text), default);
    }

    private Task<Line.Emulator.WebhookDelivery> EditAsync(Villager villager, string id, string text) =>
        bot.Line.EmitAsync(villager.UserId, new JsonObject { ["type"] = "messageEdited", ["message"] = new JsonObject { ["id"] = id, ["type"] = "text", ["quoteToken"] = "q", ["text"] = text } });

    private OpinionCommand Command(TextWriter output, TextWriter words) =>
        new(bot.Get<OpinionStore>(), bot.Get<SummaryService>(), bot.Get<IBlobStore>(), bot.Get<Places>(), output, words);

    private string LastSaid(Villager villager) => bot.Line.Timeline(villager.UserId).Last(i => i.From == "user").Id;

    private async Task<List<string>> BlobsAsync()
    {
        var blobs = new List<string>();
        await foreach (var blob in bot.Get<IBlobStore>().ListAsync("")) blobs.Add(blob);
        return blobs;
    }
}
