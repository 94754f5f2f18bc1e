using ChainatBot.Conversations;
using ChainatBot.Outcomes;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using ChainatBot.Webhooks;

namespace ChainatBot.Tests.Privacy;

/// <summary>Days are those of the province: half an hour after midnight it is the next day, whatever London says.</summary>
public sealed class DaysKeptTests
{
    private static readonly DateTimeOffset AfterMidnight = new(2026, 11, 24, 0, 30, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task What_is_kept_after_midnight_is_of_the_new_day()
    {
        await using var bot = await BotHost.StartAsync(time: new LeapingTime(AfterMidnight));
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var people = bot.Get<OutcomePeople>();
        var id = bot.Get<Pseudonyms>().ParticipantOf(villager.UserId);
        await people.AddAsync("tambon:180106", bot.Get<Pseudonyms>().PersonIn("tambon:180106", id), "group", 1, default);
        await people.FinishAsync("tambon:180106", "group", 1, default);
        await bot.Get<DeadLetters>().BuryAsync(new InboxKey(0, "event", AfterMidnight.ToUnixTimeMilliseconds()), "{}"u8.ToArray(), "Test", default);

        // What is older than this day goes.
        Assert.Equal((0, 0, 0, true, 1), await PurgeAsync(new DateOnly(2026, 11, 24)));
        Assert.Equal((1, 3, 1, false, 0), await PurgeAsync(new DateOnly(2026, 11, 25)));

        async Task<(int Conversations, int Seen, int Letters, bool Holds, int Told)> PurgeAsync(DateOnly day)
        {
            await people.PurgeAsync(day, default);
            return (await bot.Get<ConversationStore>().PurgeAsync(day, default), await bot.Get<Inbox>().PurgeAsync(day, default), await bot.Get<DeadLetters>().PurgeAsync(day, default),
                await people.HoldsAsync("tambon:180106", id, "group", 1, default), await people.ToldAsync("tambon:180106", "group", default));
        }
    }
}
