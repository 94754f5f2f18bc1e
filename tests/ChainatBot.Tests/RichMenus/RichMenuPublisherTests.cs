using ChainatBot.RichMenus;
using Line.Emulator;
using Line.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.RichMenus;

public sealed class RichMenuPublisherTests
{
    [Fact]
    public async Task The_first_run_shows_the_menus_and_the_second_sends_nothing()
    {
        await using var bench = await PublishBench.StartAsync();
        var (code, stdout, stderr) = await bench.RunVerbAsync();
        Assert.Equal(0, code);
        Assert.Contains("show villager to everybody", stdout, StringComparison.Ordinal);
        Assert.Contains("are up", stderr, StringComparison.Ordinal);
        Assert.DoesNotContain(PublishBench.Owner, stdout + stderr, StringComparison.Ordinal);
        await bench.AssertSettledAsync();

        (code, stdout, stderr) = await bench.RunVerbAsync();
        Assert.Equal((0, ""), (code, stdout));
        Assert.Contains("nothing to do", stderr, StringComparison.Ordinal);
        Assert.Equal(2, bench.Line.CallCounts["POST /v2/bot/richmenu 200"]);
        Assert.Empty(bench.Line.Violations);
    }

    [Fact]
    public async Task Tapping_an_area_of_the_menu_says_its_word()
    {
        await using var bench = await PublishBench.StartAsync();
        await bench.PublishAsync();
        foreach (var (label, word) in new[] { ("ส่งความเห็น", "ความเห็น"), ("จัดลำดับ", "จัดลำดับ"), ("แบบสอบถาม", "แบบสอบถาม"), ("เวทีประชาคม", "เวที"), ("เรื่องของฉัน", "เรื่องของฉัน"), ("ช่วยเหลือ", "ช่วยเหลือ") })
            Assert.Equal(word, (await bench.Line.TapAsync(bench.Villager, label)).Item!.Text);
    }

    [Fact]
    public async Task A_changed_picture_makes_a_new_menu_which_takes_over_before_the_old_one_goes()
    {
        await using var bench = await PublishBench.StartAsync();
        await bench.PublishAsync();
        var before = bench.FileAtLine("villager");
        bench.ChangePicture("villager");
        Assert.NotEqual(before, bench.FileAtLine("villager"));

        var outcome = await bench.PublishAsync();
        Assert.Equal(
            ["CreateMenu", "UploadPicture", "MoveAlias", "SetDefault", "DeleteMenu"],
            outcome.Done.Select(step => step.GetType().Name));
        await bench.AssertSettledAsync();
    }

    [Theory]
    [InlineData(FaultKinds.ErrorBefore)]
    [InlineData(FaultKinds.ErrorAfter)]
    public async Task Wherever_the_first_run_breaks_off_the_next_one_ends_it(string kind)
    {
        var call = 0;
        for (var broke = true; broke;)
        {
            await using var bench = await PublishBench.StartAsync();
            broke = await bench.BreakOffAsync(++call, kind);
            Assert.Null((await bench.PublishAsync()).Failure);
            await bench.AssertSettledAsync();
        }

        Assert.True(call > 9, $"The run had only {call - 1} calls.");
    }

    [Theory]
    [InlineData(FaultKinds.ErrorBefore)]
    [InlineData(FaultKinds.ErrorAfter)]
    public async Task Wherever_a_change_breaks_off_nobody_is_without_a_menu_and_the_next_run_ends_it(string kind)
    {
        const string Former = "Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
        var call = 0;
        for (var broke = true; broke;)
        {
            await using var bench = await PublishBench.StartAsync();
            bench.Line.AddUser("อดีตทีมงาน", isFriend: true, Former);
            await bench.ChangeTeamAsync(PublishBench.Owner, Former);
            await bench.PublishAsync();
            await bench.ChangeTeamAsync(PublishBench.Owner);
            bench.ChangePicture("villager");
            bench.ChangePicture("team");

            broke = await bench.BreakOffAsync(++call, kind);
            Assert.All([bench.Villager, PublishBench.Owner, Former], person => Assert.NotNull(bench.NameSeenBy(person)));
            Assert.Null((await bench.PublishAsync()).Failure);
            await bench.AssertSettledAsync();
            Assert.Equal(bench.FileAtLine("villager"), bench.NameSeenBy(Former));
        }

        Assert.True(call > 14, $"The run had only {call - 1} calls.");
    }

    [Fact]
    public async Task When_the_hours_menus_are_used_up_the_run_stops_with_a_sentence_and_a_later_one_goes_on()
    {
        // A hundredth of every limit: one new menu an hour.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        await using var bench = await PublishBench.StartAsync(new LineEmulatorOptions { RateLimitScale = 0.01, TimeProvider = clock });
        var (code, stdout, stderr) = await bench.RunVerbAsync();
        Assert.Equal(1, code);
        Assert.Contains("create chainatbot/team", stdout, StringComparison.Ordinal);
        Assert.Contains("in an hour", stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("are up", stderr, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromHours(1.1));
        (code, _, _) = await bench.RunVerbAsync();
        Assert.Equal(0, code);
        clock.Advance(TimeSpan.FromHours(1.1));
        Assert.Equal((bench.FileAtLine("villager"), bench.FileAtLine("team")), (bench.NameSeenBy(bench.Villager), bench.NameSeenBy(PublishBench.Owner)));
        Assert.Equal(2, bench.Line.CallCounts["POST /v2/bot/richmenu 200"]);
    }

    [Fact]
    public async Task Menus_of_others_and_their_aliases_stay_as_they_are()
    {
        await using var bench = await PublishBench.StartAsync();
        var menu = new RichMenu { Size = new(2500, 1686), Name = "เมนูเดิมของ อบต.", ChatBarText = "เมนู", Areas = [new(new(0, 0, 2500, 1686), LineAction.Say("สวัสดี"))] };
        var id = await bench.Client.CreateRichMenuAsync(menu);
        await bench.Client.SetRichMenuImageAsync(id, await File.ReadAllBytesAsync(Path.Combine(bench.Menus, "villager.png")));
        await bench.Client.CreateRichMenuAliasAsync("old", id);
        await bench.Client.SetDefaultRichMenuAsync(id);

        await bench.PublishAsync();
        bench.ChangePicture("villager");
        await bench.PublishAsync();
        Assert.Contains(menu.Name, (await bench.Client.GetRichMenuListAsync()).Select(m => m.Name));
        Assert.Equal(id, (await bench.Client.GetRichMenuAliasAsync("old"))?.RichMenuId);
        Assert.Equal(bench.FileAtLine("villager"), bench.NameSeenBy(bench.Villager));
        await bench.Client.DeleteRichMenuAliasAsync("old");
        await bench.AssertSettledAsync(menu.Name);
    }

    [Fact]
    public async Task A_dry_run_says_what_a_run_would_do_and_sends_nothing()
    {
        await using var bench = await PublishBench.StartAsync();
        var (code, planned, stderr) = await bench.RunVerbAsync(dryRun: true);
        Assert.Equal(0, code);
        Assert.Contains("nothing was sent", stderr, StringComparison.Ordinal);
        Assert.Empty(bench.WritesSoFar());
        var (_, done, _) = await bench.RunVerbAsync();
        Assert.Equal(planned, done);

        bench.ChangePicture("team");
        var writes = bench.WritesSoFar();
        (_, planned, _) = await bench.RunVerbAsync(dryRun: true);
        Assert.Equal(writes, bench.WritesSoFar());
        (_, done, _) = await bench.RunVerbAsync();
        Assert.Equal(planned, done);
    }

    [Fact]
    public async Task The_team_has_its_own_menu_and_who_leaves_it_sees_the_villagers()
    {
        const string Second = "Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
        await using var bench = await PublishBench.StartAsync();
        bench.Line.AddUser("คนที่สอง", isFriend: true, Second);
        await bench.PublishAsync();
        Assert.Equal(bench.FileAtLine("villager"), bench.NameSeenBy(Second));

        await bench.ChangeTeamAsync(PublishBench.Owner, Second);
        Assert.Equal(Second, Assert.IsType<RichMenuStep.LinkMember>(Assert.Single((await bench.PublishAsync()).Done)).UserId);
        Assert.Equal(bench.FileAtLine("team"), bench.NameSeenBy(Second));

        await bench.ChangeTeamAsync(Second);
        Assert.IsType<RichMenuStep.UnlinkFormerMember>(Assert.Single((await bench.PublishAsync()).Done));
        Assert.Equal((bench.FileAtLine("villager"), bench.FileAtLine("team")), (bench.NameSeenBy(PublishBench.Owner), bench.NameSeenBy(Second)));
    }

    [Fact]
    public async Task A_member_who_joins_LINE_after_the_run_gets_the_menu_with_the_next()
    {
        const string Late = "Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
        await using var bench = await PublishBench.StartAsync();
        await bench.ChangeTeamAsync(PublishBench.Owner, Late);
        await bench.PublishAsync();
        bench.Line.AddUser("มาทีหลัง", isFriend: true, Late);
        await bench.PublishAsync();
        Assert.Equal(bench.FileAtLine("team"), bench.NameSeenBy(Late));
    }

    [Fact]
    public async Task A_menu_whose_file_is_gone_goes_with_its_alias()
    {
        await using var bench = await PublishBench.StartAsync();
        await bench.PublishAsync();
        foreach (var file in Directory.EnumerateFiles(bench.Menus, "team.*")) File.Delete(file);
        Assert.Equal(["DeleteAlias", "DeleteMenu"], (await bench.PublishAsync()).Done.Select(step => step.GetType().Name));
        Assert.Equal("villager", Assert.Single(await bench.Client.GetRichMenuAliasListAsync()).RichMenuAliasId);
        Assert.Equal(bench.FileAtLine("villager"), bench.NameSeenBy(PublishBench.Owner));
    }

    [Fact]
    public async Task Nothing_is_sent_while_a_file_is_wrong()
    {
        await using var bench = await PublishBench.StartAsync();
        File.Delete(Path.Combine(bench.Menus, "team.png"));
        var (code, stdout, stderr) = await bench.RunVerbAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("richmenus/team.json:1:1: ", stdout, StringComparison.Ordinal);
        Assert.Contains("nothing was sent", stderr, StringComparison.Ordinal);
        Assert.Empty(bench.Line.CallCounts);
    }

    [Fact]
    public async Task A_refused_token_is_explained()
    {
        await using var bench = await PublishBench.StartAsync();
        bench.Line.Options.ChannelAccessToken = "another";
        var (code, _, stderr) = await bench.RunVerbAsync();
        Assert.Equal(1, code);
        Assert.Contains("Line__ChannelAccessToken", stderr, StringComparison.Ordinal);
    }
}
