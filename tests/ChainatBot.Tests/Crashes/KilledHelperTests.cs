using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Crashes;

/// <summary>The program is killed again and again while a team member fills in a survey for a neighbour.</summary>
public sealed class KilledHelperTests : IDisposable
{
    private const string Tambon = "180106";
    private const string Survey = "after-forum";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Nothing_is_lost_or_doubled_or_taken_for_the_helpers_own()
    {
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { Redelivery = true, RedeliveryDelays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(400), 200)] });
        var emulator = line.Emulator;
        var settings = BotProcess.SettingsFor(line, directory.Path);
        settings["Team:Owners:0"] = BotHost.Owner;
        await using var look = BotProcess.Look(settings);
        await look.Services.GetRequiredService<SurveyStore>().OpenAsync(Survey, look.Services.GetRequiredService<FlowStore>().Current.Current(Survey)!.Version, [Tambon], null, null, default);
        var helper = new Villager(emulator, emulator.AddUser(isFriend: false, userId: BotHost.Owner));
        using (var first = BotProcess.Start(line, settings))
        {
            await first.IsReadyAsync();
            await helper.JoinAsync();
            await helper.SayAsync("กรอกแทน");
            await helper.SpeakAsync(milliseconds: 2_000);
            await helper.TapAsync("ตำบลเดียวกัน");
            await helper.SayAsync("หมู่ 4");
        }

        foreach (var said in new[] { "ตอบแบบสอบถาม", "ไม่ได้ไป", "เดินทางลำบาก", "อยากให้มีรถรับส่งคนแก่ไปประชุม", "ตอนเช้า", "ทำถนนเข้าสวนให้รถกระบะเข้าได้" })
        {
            // Said while nobody listens, and killed as soon as LINE has its 200.
            await emulator.SendTextAsync(helper.UserId, said);
            using var bot = BotProcess.Start(line, settings);
            await Eventually.TrueAsync(() => Task.FromResult(emulator.WaitingWebhooks == 0), Patience);
            bot.Kill();
        }

        using var last = BotProcess.Start(line, settings);
        await last.IsReadyAsync();
        await StoredRows.SettledAsync(emulator, look.Services, Patience);

        var answers = await look.Services.GetRequiredService<AnswerStore>().OfSurveyAsync(Tambon, Survey, default).ToListAsync();
        Assert.Equal(
            ["came=ไม่ได้ไป", "next-time=ตอนเช้า", "together=ทำถนนเข้าสวนให้รถกระบะเข้าได้", "unsaid=อยากให้มีรถรับส่งคนแก่ไปประชุม", "why-not=เดินทางลำบาก"],
            answers.Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));
        Assert.Single(answers.Select(a => a.Person).Distinct());
        Assert.All(answers, a => Assert.Equal((true, 4, 1), (a.Helped, a.Village, a.Messages.Count)));
        Assert.Empty(await StoredRows.OpinionsAsync(look.Services));
        Assert.Empty(await StoredRows.DeadLettersAsync(look.Services));
        var (conversation, _) = await look.Services.GetRequiredService<ConversationStore>().LoadAsync(look.Services.GetRequiredService<Pseudonyms>().ParticipantOf(helper.UserId), default);
        Assert.Empty(conversation.Surveys);
        // A crash may swallow an answer, but nothing may repeat it.
        Assert.InRange(emulator.BotMessages(helper.UserId).Count(m => m.Text.StartsWith("ทำอะไรต่อดีคะ", StringComparison.Ordinal)), 0, 1);
    }
}
