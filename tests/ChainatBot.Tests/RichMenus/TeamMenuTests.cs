using ChainatBot.RichMenus;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.RichMenus;

/// <summary>The team's menu finds its way to members who add the account after it was published.</summary>
public sealed class TeamMenuTests
{
    [Fact]
    public async Task A_member_who_adds_the_account_or_comes_back_after_blocking_it_has_the_teams_menu()
    {
        await using var bot = await BotHost.StartAsync();
        await PublishAsync(bot);
        var owner = new Villager(bot.Line, bot.Line.AddUser("พี่ติ๋ม", isFriend: false, BotHost.Owner));
        var neighbour = bot.AddVillager();
        foreach (var person in (Villager[])[owner, neighbour]) await person.FollowAsync();
        await HasTeamMenuAsync(bot);
        Assert.False(HasTeamMenu(bot, neighbour.UserId));

        await bot.Line.BlockAsync(BotHost.Owner);
        Assert.False(HasTeamMenu(bot, BotHost.Owner));
        await owner.FollowAsync();
        await HasTeamMenuAsync(bot);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        Assert.Equal([BotHost.Owner], await bot.Get<TeamMenuHolders>().ReadAsync(default));
        Assert.DoesNotContain(bot.Log.All, line => line.Contains(BotHost.Owner, StringComparison.Ordinal));
        Assert.Empty(bot.Log.WarningsAndWorse);
        Assert.Empty(bot.Line.Violations);
    }

    [Fact]
    public async Task Where_LINE_gives_no_menu_the_member_is_greeted_all_the_same()
    {
        await using var bot = await BotHost.StartAsync();
        await PublishAsync(bot);
        bot.Line.AddFault(new Fault(FaultKinds.ErrorBefore, "POST", $"/v2/bot/user/{BotHost.Owner}/richmenu/", Times: 20));
        var owner = new Villager(bot.Line, bot.Line.AddUser("พี่ติ๋ม", isFriend: false, BotHost.Owner));
        await owner.FollowAsync();
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Contains(bot.Line.Timeline(BotHost.Owner), item => item.From == "bot");
        Assert.Contains(bot.Log.WarningsAndWorse, line => line.Contains("richmenus publish", StringComparison.Ordinal));
        Assert.DoesNotContain(bot.Log.All, line => line.Contains(BotHost.Owner, StringComparison.Ordinal));
        Assert.Empty(await StoredRows.DeadLettersAsync(bot.App.Services));
    }

    private static async Task PublishAsync(BotHost bot) =>
        Assert.Null((await bot.Get<RichMenuPublisher>().PublishAsync(RichMenuLoader.Load(ShippedMenus.Directory, null).Menus, dryRun: false, default)).Failure);

    private static bool HasTeamMenu(BotHost bot, string userId) => ((string?)bot.Line.RichMenuOf(userId)?["name"])?.StartsWith("chainatbot/team/", StringComparison.Ordinal) == true;

    private static Task HasTeamMenuAsync(BotHost bot) => Eventually.TrueAsync(() => Task.FromResult(HasTeamMenu(bot, BotHost.Owner)));
}
