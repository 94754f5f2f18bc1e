using System.Globalization;
using System.Text.Json;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Crashes;

/// <summary>The program as a process of its own, killed without warning: nothing that LINE was told 200 about is lost, nothing happens twice.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Villagers = 40;
    private const int Kills = 10;
    private const string Kept = "เก็บ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Ten_kills_lose_no_opinion_and_double_none()
    {
        var (random, seed) = Seeds.Next(7);
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions
        {
            Redelivery = true,
            RedeliveryDelays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(400), 100)],
            WebhookLogCapacity = 100_000,
            TimelineCapacity = 10_000,
        });
        var emulator = line.Emulator;
        var settings = BotProcess.SettingsFor(line, directory.Path);
        var texts = new List<string>();

        List<Villager> people;
        using (var first = BotProcess.Start(line, settings))
        {
            await first.IsReadyAsync();
            people = [.. Enumerable.Range(0, Villagers).Select(_ => new Villager(emulator, emulator.AddUser()))];
            await Task.WhenAll(people.Select(p => p.JoinAsync()));
        }

        for (var life = 0; life < Kills; life++)
        {
            // Said while nobody listens.
            await SayAsync(emulator, people, texts, $"ระหว่างดับครั้งที่ {life}");
            using var bot = BotProcess.Start(line, settings);
            // One life in five ends before it has well begun.
            if (life % 5 == 3) continue;
            await bot.IsReadyAsync();
            var before = Acknowledged(emulator);
            await SayAsync(emulator, people, texts, $"ระหว่างเปิดครั้งที่ {life}");
            var enough = before + random.Next(0, Villagers * 2);
            await Eventually.TrueAsync(() => Task.FromResult(Acknowledged(emulator) >= enough || emulator.WaitingWebhooks == 0), Patience);
            bot.Kill();
        }

        using var last = BotProcess.Start(line, settings);
        await last.IsReadyAsync();
        await using var look = BotProcess.Look(settings);
        await StoredRows.SettledAsync(emulator, look.Services, Patience);

        var stored = (await StoredRows.LinesAsync(look.Services)).CountBy(text => text).ToDictionary();
        Assert.Equal(texts.Order(StringComparer.Ordinal), stored.Keys.Order(StringComparer.Ordinal));
        Assert.True(stored.Values.All(n => n == 1), $"Stored more than once (seed {seed}): {string.Join(", ", stored.Where(s => s.Value > 1))}");
        Assert.Empty(await StoredRows.DeadLettersAsync(look.Services));
        Assert.Empty(emulator.Violations);
        Assert.Empty(emulator.Deliveries);
        foreach (var person in people)
        {
            // Each opinion is answered with one “kept”, which a crash may swallow but nothing may repeat.
            var answers = emulator.BotMessages(person.UserId).Count(m => m.Text.StartsWith(Kept, StringComparison.Ordinal));
            Assert.InRange(answers, 1, texts.Count / Villagers);
        }

        var (exitCode, export) = await BotProcess.RunAsync(settings, "export", "opinions", "--format", "jsonl");
        Assert.Equal(0, exitCode);
        var exported = export.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!.Split('\n'));
        Assert.Equal(texts.Order(StringComparer.Ordinal), exported.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(FaultKinds.TimeoutBefore)]
    [InlineData(FaultKinds.TimeoutAfter)]
    public async Task Killed_between_saving_and_replying_it_says_the_reply_once(string fault)
    {
        await using var line = await LineEmulatorServer.StartAsync();
        var emulator = line.Emulator;
        var settings = BotProcess.SettingsFor(line, directory.Path);
        await using var look = BotProcess.Look(settings);
        var villager = new Villager(emulator, emulator.AddUser());
        int before;
        using (var bot = BotProcess.Start(line, settings))
        {
            await bot.IsReadyAsync();
            await villager.JoinAsync();
            before = emulator.BotMessages(villager.UserId).Count;

            emulator.AddFault(new Fault(fault, "POST", "/v2/bot/message/reply", Times: 10, DelayMilliseconds: 60_000));
            await emulator.SendTextAsync(villager.UserId, "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
            var eventId = (await emulator.WaitForWebhookAsync(d => d.Succeeded && d.EventIds.Count == 1 && d.Body.Span.IndexOf("รถล้มบ่อย"u8) >= 0)).EventIds[0];
            var participant = look.Services.GetRequiredService<Pseudonyms>().ParticipantOf(villager.UserId);
            await Eventually.TrueAsync(async () => (await look.Services.GetRequiredService<ConversationStore>().LoadAsync(participant, default)).Conversation.HasHandled(eventId));
            if (fault == FaultKinds.TimeoutAfter) await Eventually.TrueAsync(() => Task.FromResult(emulator.BotMessages(villager.UserId).Count > before));
            bot.Kill();
        }

        emulator.ClearFaults();
        using var again = BotProcess.Start(line, settings);
        await again.IsReadyAsync();
        await StoredRows.SettledAsync(emulator, look.Services);

        Assert.Single(await StoredRows.OpinionsAsync(look.Services));
        var said = emulator.BotMessages(villager.UserId).Skip(before).ToList();
        Assert.Single(said, m => m.Text.StartsWith(Kept, StringComparison.Ordinal));
        Assert.Single(said.Select(m => m.RequestId).Distinct());
        Assert.Empty(emulator.Deliveries);
    }

    private static int Acknowledged(LineEmulator emulator) => emulator.WebhookDeliveries.Count(d => d.Succeeded);

    private static async Task SayAsync(LineEmulator emulator, List<Villager> people, List<string> texts, string when)
    {
        for (var i = 0; i < people.Count; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"อยากให้ซ่อมถนนหน้าโรงเรียน เรื่องจากบ้านที่ {i} {when}");
            texts.Add(text);
            await emulator.SendTextAsync(people[i].UserId, text);
        }
    }
}
