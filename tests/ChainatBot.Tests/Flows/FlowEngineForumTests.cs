using ChainatBot.Flows;

namespace ChainatBot.Tests.Flows;

/// <summary>The questions after a forum: which forum they are about is in the button that began them, and nowhere else.</summary>
public sealed class FlowEngineForumTests
{
    private readonly ScriptedVillager villager = new(FlowFiles.Flows);

    public FlowEngineForumTests()
    {
        var forum = new PlannedForum("hearing", "เวทีประชาคม", "180106", [], ScriptedVillager.Morning.AddHours(-5), ScriptedVillager.Morning.AddHours(-2), "", "", "ศาลาวัด");
        villager.Person = villager.Person with { Forums = [forum] };
        villager.Taps(new ButtonData("-", 0, "-", "-", ButtonData.Forum, $"hearing:{ButtonData.AfterForum}"));
    }

    [Fact]
    public void Begun_again_they_are_about_the_same_one()
    {
        villager.Taps("4");
        villager.Types("เรื่องของฉัน");
        villager.Taps("พอแค่นี้");
        villager.Taps("เริ่มใหม่");

        var fact = Assert.Single(villager.Taps("2").Facts);

        Assert.Equal(("forum-answer", "hearing", "2"), (fact.Kind, fact.Subject, fact.Value));
    }

    [Fact]
    public void What_was_told_in_them_may_close_by_itself_and_leaves_nothing_to_ask()
    {
        villager.Taps("4");
        villager.Taps("ไม่ได้พูด");
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Now += TimeSpan.FromDays(8);

        var turn = villager.Types("ทั้งตำบล");

        Assert.Equal([FlowFiles.Flows.System.Sentence("expired")], turn.Messages.Select(m => m.Text));
        Assert.Empty(turn.State.Frames);
    }
}
