using ChainatBot.Tests.Journeys.Walking;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys;

/// <summary>
/// Five hundred people do whatever comes to mind for weeks: tell, choose, answer, go to a forum, fill in for others, change their minds, delete everything. Each is
/// always answered, once; nobody is led where there is no way on; and the store holds what was promised to each, and no more.
/// </summary>
public sealed class RandomWalkTests
{
    private const int People = 500;
    private const int OfTheTeam = 100;
    private const int Rounds = 26;
    private const int StepsHome = 10;

    [Fact]
    public async Task Whatever_five_hundred_people_do_they_are_answered_and_what_they_did_is_kept_as_they_know_it()
    {
        var (random, seed) = Seeds.Next(20);
        var time = new LeapingTime(World.Begins);
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions
        {
            TimeProvider = time, TimelineCapacity = 5_000, CallLogCapacity = 2 * People, WebhookLogCapacity = 3 * People, WebhookConcurrency = 16,
        });
        var ids = Enumerable.Range(0, People).Select(_ => line.Emulator.AddUser()).ToList();
        var settings = ids.Take(OfTheTeam).Select((id, n) => (Key: $"Team:Owners:{n}", Id: id)).ToDictionary(o => o.Key, o => o.Id);
        await using var bot = await BotHost.StartAsync(line, settings: settings, time: time);
        var (world, mail) = (new World(bot, time), new Mail(bot.Line));
        await world.SetUpAsync();
        var people = ids.Select((id, n) => new Walker(world, bot.Line, mail, new Random(random.Next()), n, id, n < OfTheTeam)).ToList();
        var walk = new Walk(bot, world, mail, time, random, people);
        try
        {
            await walk.BeginAsync();
            for (var round = 0; round < Rounds; round++) await walk.RoundAsync(round);
            await walk.NightAsync();
            Erasures.AssertNothingLeft(bot, world, people);
            await walk.HomeAsync(StepsHome);

            Assert.Empty(bot.Line.Violations);
            Assert.Empty(bot.Line.Warnings);
            Assert.Empty(bot.Line.Deliveries);
            Assert.Empty(bot.Log.WarningsAndWorse);
            Assert.Empty(await StoredRows.DeadLettersAsync(bot.App.Services));
            walk.AssertNobodyLost();
            await new StoreComparison(bot, world, people).AssertSameAsync();
            await walk.AssertEverybodyToldOnceAsync();
            walk.AssertEverythingWasDone();
            Erasures.AssertNobodyLogged(bot, people);
        }
        catch (Exception e)
        {
            Assert.Fail($"Seed {seed}: {e}");
        }
    }
}
