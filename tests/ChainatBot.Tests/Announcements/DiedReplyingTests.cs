using ChainatBot.Announcements;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Line.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Message = Line.Messaging.Message;

namespace ChainatBot.Tests.Announcements;

/// <summary>
/// A process that is killed between claiming a notice and LINE's answer to the reply it rides on. Back while the token lives, the reply is said again; later nobody can
/// know whether it was said: it is not said twice, and not counted as told.
/// </summary>
public sealed class DiedReplyingTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(FaultKinds.TimeoutBefore, 0, 1, 1, 0)]
    [InlineData(FaultKinds.TimeoutBefore, 2, 0, 0, 1)]
    [InlineData(FaultKinds.TimeoutAfter, 2, 1, 0, 1)]
    public async Task It_is_told_at_most_once_and_counted_for_what_it_is(string fault, int minutesAway, int seen, int told, int unsure)
    {
        var clock = new MovedClock();
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { TimeProvider = clock });
        var emulator = line.Emulator;
        var settings = BotProcess.SettingsFor(line, directory.Path);
        await using var look = BotProcess.Look(settings);
        var (deliveries, notices) = (look.Services.GetRequiredService<Deliveries>(), look.Services.GetRequiredService<NoticeStore>());
        var villager = new Villager(emulator, emulator.AddUser());
        var participant = look.Services.GetRequiredService<Pseudonyms>().ParticipantOf(villager.UserId);
        using (var bot = BotProcess.Start(line, settings))
        {
            await bot.IsReadyAsync();
            await villager.JoinAsync();
            await StoredRows.SettledAsync(emulator, look.Services);
            var now = clock.GetUtcNow();
            Assert.True(await notices.AddAsync(new Notice("water", NoticeKind.Announcement, "water", Audience.Everybody, [LineJson.Format(Message.Text("เรื่องน้ำ"))], now.AddMinutes(-1), null, now.AddDays(1))));
            emulator.AddFault(new Fault(fault, "POST", "/v2/bot/message/reply", Times: 10, DelayMilliseconds: 60_000));
            await emulator.SendTextAsync(villager.UserId, "ขอบคุณค่ะ");
            await Eventually.TrueAsync(async () => await deliveries.IsClaimedAsync("water", participant));
            if (fault == FaultKinds.TimeoutAfter) await Eventually.TrueAsync(() => Task.FromResult(Seen() == 1));
            bot.Kill();
        }

        emulator.ClearFaults();
        clock.Advance(TimeSpan.FromMinutes(minutesAway));
        using var again = BotProcess.Start(line, settings);
        await again.IsReadyAsync();
        await StoredRows.SettledAsync(emulator, look.Services);
        Assert.Equal((seen, (told, unsure)), (Seen(), await deliveries.CountFreeAsync("water")));

        // Not with the next reply either, nor for money.
        await villager.SayAsync("ขอบคุณมากค่ะ");
        Assert.Equal(seen, Seen());
        Assert.Empty(emulator.Deliveries);
        Assert.Empty(emulator.Violations);

        int Seen() => emulator.BotMessages(villager.UserId).Count(m => m.Text == "เรื่องน้ำ");
    }
}
