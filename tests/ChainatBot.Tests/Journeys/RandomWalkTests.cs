using ChainatBot.Opinions;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys;

/// <summary>A hundred people do whatever comes to mind for weeks. Each is always answered, once, and what was promised holds.</summary>
public sealed class RandomWalkTests
{
    private const int People = 100;
    private const int Rounds = 40;

    [Fact]
    public async Task Whatever_a_hundred_people_do_they_are_answered_and_what_they_said_is_kept_once()
    {
        var (random, seed) = Seeds.Next(20);
        var time = new LeapingTime(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7)));
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { TimeProvider = time, TimelineCapacity = 5_000 });
        await using var bot = await BotHost.StartAsync(line, time: time);
        var people = Enumerable.Range(0, People).Select(n => new Walker(bot.Line, time, new Random(random.Next()), n)).ToList();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await Task.WhenAll(people.Select(p => p.ActAsync()));
                await SettledAsync(bot);
                foreach (var person in people) person.Read();
                // Mostly moments, sometimes hours, now and then days.
                time.Leap(random.Next(10) switch
                {
                    < 7 => TimeSpan.FromSeconds(random.Next(2, 55)),
                    < 9 => TimeSpan.FromMinutes(random.Next(60, 1200)),
                    _ => TimeSpan.FromHours(random.Next(24, 24 * 8)),
                });
            }

            Assert.Empty(bot.Line.Violations);
            Assert.Empty(bot.Line.Warnings);
            Assert.Empty(bot.Line.Deliveries);
            Assert.Empty(bot.Log.WarningsAndWorse);
            Assert.Empty(await StoredRows.DeadLettersAsync(bot.App.Services));
            await AssertKeptAsync(bot, people);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException { Message: ['S', 'e', 'e', 'd', ..] })
        {
            Assert.Fail($"Seed {seed}: {e}");
        }
    }

    private static async Task AssertKeptAsync(BotHost bot, List<Walker> people)
    {
        var messages = await StoredRows.MessagesAsync(bot.App.Services);
        var kept = people.SelectMany(p => p.Kept.Values).ToList();
        // Small talk may be an answer to “what would you like to say”; sentences are told apart by their numbers.
        var sentences = messages.Where(m => m.Kind == "text" && m.Text!.Contains("เรื่องที่", StringComparison.Ordinal)).Select(m => m.Text!).Order(StringComparer.Ordinal).ToList();
        var promised = kept.Where(k => k.Kind == "text").Select(k => k.Text!).Order(StringComparer.Ordinal).ToList();
        var wrong = promised.Except(sentences).Select(t => "lost: " + t).Concat(sentences.Except(promised).Select(t => "not to be kept: " + t)).ToList();
        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}{(wrong.Count == 0 ? "" : people.Find(p => p.Diary.Exists(d => d.Contains(wrong[0][(wrong[0].IndexOf(": ", StringComparison.Ordinal) + 2)..], StringComparison.Ordinal)))?.Story())}");
        Assert.Equal(promised, sentences);
        foreach (var kind in (string[])["audio", "image"])
            Assert.Equal((kind, kept.Count(k => k.Kind == kind)), (kind, messages.Count(m => m.Kind == kind)));
        Assert.True(promised.Count > People, $"Only {promised.Count} opinions were kept.");
    }

    private static async Task SettledAsync(BotHost bot)
    {
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        await Eventually.TrueAsync(async () =>
        {
            await foreach (var _ in bot.Get<MediaFetches>().AllAsync(default)) return false;
            return true;
        });
    }
}
