using ChainatBot.Announcements;
using ChainatBot.Groups;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Announcements;

/// <summary>News in LINE groups: where the group has said whose it is, once, for a message a member.</summary>
public sealed class GroupPostTests : IAsyncLifetime
{
    private PayDesk desk = null!;
    private string ours = null!;
    private string others = null!;
    private string nobodys = null!;

    public async Task InitializeAsync()
    {
        desk = await PayDesk.OpenAsync();
        (ours, others, nobodys) = (await AddAsync(3), await AddAsync(4), await AddAsync(5));
        await desk.Get<GroupStore>().PlaceAsync(ours, PayDesk.Tambon, 3, default);
        await desk.Get<GroupStore>().PlaceAsync(others, PayDesk.Other, null, default);
    }

    public async Task DisposeAsync()
    {
        var violations = desk.Line.Violations;
        await desk.DisposeAsync();
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FaultKinds.ErrorAfter)]
    [InlineData(FaultKinds.ErrorBefore)]
    public async Task A_group_of_the_place_gets_it_once(string? fault)
    {
        if (fault is not null) desk.Line.AddFault(new Fault(fault, "POST", "/v2/bot/message/push", Times: 5));
        await desk.AddAsync(desk.NoticeOf("water", new Audience([PayDesk.Tambon], []) { Groups = true }));
        await desk.PayUntilDoneAsync("water");
        await desk.PayUntilDoneAsync("water");
        Assert.Single(desk.Line.BotMessages(ours));
        Assert.Empty(desk.Line.BotMessages(others));
        Assert.Empty(desk.Line.BotMessages(nobodys));
        Assert.Equal(3, desk.Line.QuotaUsed);
        Assert.Equal(3, (await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, desk.Get<Budgets>().Month)).Spent);
        Assert.Equal(1, await desk.Get<GroupPosts>().CountAsync("water", default));
    }

    [Fact]
    public async Task A_budget_too_small_for_a_group_leaves_it_out_and_the_forecast_says_so()
    {
        await desk.Get<Budgets>().SetAsync(PayDesk.Tambon, 2);
        var notice = desk.NoticeOf("water", new Audience([PayDesk.Tambon], []) { Groups = true });
        var forecast = await desk.Get<Forecasts>().OfAsync(notice);
        Assert.Equal((1, 3, false), (forecast.Groups, forecast.GroupMembers, forecast.IsCovered));
        await desk.AddAsync(notice);
        await desk.PayUntilDoneAsync("water");
        Assert.Empty(desk.Line.BotMessages(ours));
        Assert.Equal(0, (await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, desk.Get<Budgets>().Month)).Spent);
    }

    [Fact]
    public async Task A_group_that_put_the_bot_out_unheard_keeps_nobody_from_being_told()
    {
        var second = await AddAsync(2);
        await desk.Get<GroupStore>().PlaceAsync(second, PayDesk.Tambon, 5, default);
        await desk.Line.RemoveBotAsync(ours);
        var notice = desk.NoticeOf("water", new Audience([PayDesk.Tambon], []) { Groups = true });
        var forecast = await desk.Get<Forecasts>().OfAsync(notice);
        Assert.Equal((1, 2), (forecast.Groups, forecast.GroupMembers));
        await desk.AddAsync(notice);
        Assert.Null(await desk.PayAsync("water"));
        Assert.Equal(PayState.Done, await desk.StateAsync("water"));
        Assert.Empty(desk.Line.BotMessages(ours));
        Assert.Single(desk.Line.BotMessages(second));
        Assert.Equal(2, (await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, desk.Get<Budgets>().Month)).Spent);
    }

    [Fact]
    public async Task Without_groups_in_the_audience_nothing_is_posted()
    {
        await desk.AddAsync(desk.NoticeOf("water"));
        await desk.PayUntilDoneAsync("water");
        Assert.Empty(desk.Line.BotMessages(ours));
    }

    private async Task<string> AddAsync(int members)
    {
        var group = desk.Line.AddGroup("กลุ่ม", desk.Line.AddUsers(members));
        // There is no webhook to tell anybody; LINE only has to know that the bot is in the group.
        await desk.Line.InviteBotAsync(group);
        await desk.Get<GroupStore>().JoinAsync(group, desk.Get<TimeProvider>().GetUtcNow(), default);
        return group;
    }
}
