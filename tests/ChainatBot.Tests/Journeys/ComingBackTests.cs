using ChainatBot.Tests.Flows;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Journeys;

/// <summary>A question is left open: by a pause, by a detour, for longer than it lives, across an edit of the flow.</summary>
public sealed class ComingBackTests : IAsyncLifetime
{
    private const string Road = "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย";
    private const string Offer = "เราคุยเรื่อง “ความเห็น” กันค้างไว้ค่ะ ทำต่อไหมคะ";
    private const string Expired = "คำถามนั้นนานแล้วจึงปิดไปค่ะ ที่เคยเล่าไว้ยังอยู่ครบ มีเรื่องใหม่พิมพ์มาได้เลยนะคะ";
    private const string Reach = "เรื่องนี้เดือดร้อนกันแค่ไหนคะ";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7)));
    private BotHost bot = null!;
    private Villager villager = null!;

    public async Task InitializeAsync()
    {
        bot = await BotHost.StartAsync(time: time);
        villager = bot.AddVillager();
        await villager.JoinAsync();
        await villager.SayAsync(Road);
        await villager.TapAsync("ถนนและการเดินทาง");
    }

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task The_next_day_the_question_is_offered_and_gone_on_with()
    {
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(["สวัสดีค่ะ", Offer], await villager.SayAsync("สวัสดีค่ะ"));
        Assert.Equal(["ทำต่อ", "เริ่มใหม่", "เลิก"], villager.Labels.Take(3));
        Assert.Equal([Reach], await villager.TapAsync("ทำต่อ"));
        await villager.TapAsync("ทั้งหมู่บ้าน");

        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(("roads", "village", "2026-11-23"), (opinion.Topic, opinion.Reach, opinion.ReceivedOn));
    }

    [Fact]
    public async Task It_can_be_begun_anew_and_what_was_said_stays()
    {
        time.Advance(TimeSpan.FromDays(1));
        await villager.SayAsync("สวัสดีค่ะ");
        Assert.Contains("มีเรื่องอะไรที่อยากให้ตำบลเราดีขึ้นคะ", MyDataTests.Joined(await villager.TapAsync("เริ่มใหม่")), StringComparison.Ordinal);
        await villager.SayAsync("น้ำประปาไม่ไหลมาสามวันแล้ว");

        Assert.Equal(2, (await StoredRows.OpinionsAsync(bot)).Count);
    }

    [Fact]
    public async Task It_can_be_dropped_and_what_was_said_stays()
    {
        time.Advance(TimeSpan.FromDays(1));
        await villager.SayAsync("สวัสดีค่ะ");
        Assert.Equal(["ได้ค่ะ เลิกเรื่องนี้ไว้แค่นี้ ที่ตอบไปแล้วยังอยู่ครบนะคะ"], await villager.TapAsync("เลิก"));

        Assert.Equal(Road, Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
        Assert.Equal(["สวัสดีค่ะ มีเรื่องอะไรในบ้านเราอยากเล่า พิมพ์หรือพูดมาได้เลยนะคะ"], await villager.SayAsync("สวัสดีค่ะ"));
    }

    [Fact]
    public async Task Typed_words_for_going_on_are_understood()
    {
        time.Advance(TimeSpan.FromHours(13));
        await villager.SayAsync("สวัสดีค่ะ");

        Assert.Equal([Reach], await villager.SayAsync("ทำต่อค่ะ"));
    }

    [Fact]
    public async Task An_answer_by_a_button_still_there_is_taken_after_days()
    {
        time.Advance(TimeSpan.FromDays(3));
        await villager.TapAsync("ทั้งตำบล");

        Assert.Equal("tambon", Assert.Single(await StoredRows.OpinionsAsync(bot)).Reach);
    }

    [Fact]
    public async Task A_new_story_after_a_pause_is_a_new_opinion()
    {
        time.Advance(TimeSpan.FromDays(2));
        await villager.SayAsync("น้ำประปาไม่ไหลมาสามวันแล้ว");

        Assert.Equal(2, (await StoredRows.OpinionsAsync(bot)).Count);
    }

    [Fact]
    public async Task After_a_detour_it_is_offered_again()
    {
        await villager.SayAsync("เรื่องของฉัน");
        Assert.Equal(Offer, (await villager.TapAsync("พอแค่นี้"))[^1]);
        Assert.Equal([Reach], await villager.TapAsync("ทำต่อ"));
    }

    [Fact]
    public async Task After_a_detour_that_changed_the_place_it_is_offered_again()
    {
        await villager.SayAsync("เปลี่ยนที่อยู่");
        Assert.Equal(Offer, (await villager.SayAsync("ธรรมามูล ม.2"))[^1]);
        await villager.TapAsync("ทำต่อ");
        await villager.TapAsync("ทั้งตำบล");

        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(("180106", "tambon"), (opinion.Tambon, opinion.Reach));
    }

    [Fact]
    public async Task A_button_of_a_question_that_expired_says_so()
    {
        time.Advance(TimeSpan.FromDays(8));

        Assert.Equal([Expired], await villager.TapAsync("ทั้งหมู่บ้าน"));
        Assert.Null(Assert.Single(await StoredRows.OpinionsAsync(bot)).Reach);
    }

    [Theory]
    [InlineData("ทั้งหมู่บ้าน")]
    [InlineData("ข้าม")]
    public async Task A_late_answer_in_words_says_so_and_is_no_opinion(string answer)
    {
        time.Advance(TimeSpan.FromDays(8));

        Assert.Equal([Expired], await villager.SayAsync(answer));
        Assert.Single(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task A_greeting_after_expiry_says_so_once()
    {
        time.Advance(TimeSpan.FromDays(8));

        Assert.Equal(["สวัสดีค่ะ", Expired], await villager.SayAsync("สวัสดีค่ะ"));
        Assert.DoesNotContain(Expired, await villager.SayAsync("สวัสดีค่ะ"));
    }
}

/// <summary>A flow that is edited while somebody is in the middle of it.</summary>
public sealed class EditedFlowTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_survived_with_a_kind_word(bool byButton)
    {
        var edited = (await File.ReadAllTextAsync(Path.Combine(FlowFiles.Shipped, "opinion.yaml")))
            .Replace("version: 3", "version: 4", StringComparison.Ordinal).Replace("เรื่องนี้เดือดร้อนกันแค่ไหนคะ", "ใครเดือดร้อนบ้างคะ", StringComparison.Ordinal);
        using var flows = FlowFiles.With(("opinion.yaml", edited));
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions());
        using var directory = new TemporaryDirectory();
        Villager villager;
        await using (var bot = await BotHost.StartAsync(line, directory.Path))
        {
            villager = bot.AddVillager();
            await villager.JoinAsync();
            await villager.SayAsync("ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
            await villager.TapAsync("ข้าม");
        }

        await using var again = await BotHost.StartAsync(line, directory.Path, new() { ["Flows:Directory"] = flows.Path });
        var answer = byButton ? await villager.TapAsync("ทั้งหมู่บ้าน") : await villager.SayAsync("ขอบคุณค่ะ");
        Assert.Equal("คำถามชุดนี้ปรับใหม่แล้วค่ะ ขอคุยต่อจากตรงนี้นะคะ", answer[0]);
        Assert.Equal("ใครเดือดร้อนบ้างคะ", answer[^1]);
        await villager.TapAsync("ทั้งหมู่บ้าน");

        Assert.Equal("village", Assert.Single(await StoredRows.OpinionsAsync(again)).Reach);
    }

    [Fact]
    public async Task One_that_is_gone_is_survived_too()
    {
        using var flows = FlowFiles.With();
        flows.Delete("my-data.yaml");
        flows.Write("help.yaml", (await File.ReadAllTextAsync(Path.Combine(FlowFiles.Shipped, "help.yaml"))).Replace(", my-data", "", StringComparison.Ordinal));
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions());
        using var directory = new TemporaryDirectory();
        Villager villager;
        await using (var bot = await BotHost.StartAsync(line, directory.Path))
        {
            villager = bot.AddVillager();
            await villager.JoinAsync();
            await villager.SayAsync("เรื่องของฉัน");
        }

        await using var again = await BotHost.StartAsync(line, directory.Path, new() { ["Flows:Directory"] = flows.Path });
        Assert.NotEmpty(await villager.TapAsync("ลบทั้งหมด"));
        await villager.SayAsync("ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
        Assert.Single(await StoredRows.OpinionsAsync(again));
    }
}
