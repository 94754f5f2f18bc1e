using ChainatBot.Flows;

namespace ChainatBot.Tests.Flows;

/// <summary>Buttons of this and of another time, and what else a question is answered with.</summary>
public sealed class FlowEngineButtonTests
{
    [Fact]
    public void Every_button_names_flow_version_node_and_session()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");

        var data = villager.Data("ข้าม");

        Assert.Equal(("opinion", 3, "topic"), (data.Flow, data.Version, data.Node));
        Assert.Equal(villager.State.Frames[^1].Session, data.Session);
        Assert.All(villager.Buttons.OfType<TapButton>(), b => Assert.True(b.Data.Length <= ButtonData.MaxLength));
    }

    [Fact]
    public void A_second_tap_on_the_same_button_keeps_nothing()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Taps("ข้าม");
        var data = villager.Data("เฉพาะครอบครัว");
        villager.Taps(data);

        var again = villager.Taps(data);

        Assert.Empty(again.Facts);
        Assert.Equal("others", again.State.Frames[^1].Node);
        Assert.Equal(2, again.Messages.Count);
    }

    [Theory]
    [InlineData("session")]
    [InlineData("node")]
    [InlineData("version")]
    [InlineData("flow")]
    public void A_button_of_another_time_is_answered_kindly_and_changes_nothing(string what)
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Taps("ข้าม");
        var live = villager.Data("ทั้งตำบล");

        var turn = villager.Taps(what switch
        {
            "session" => live with { Session = "00000000" },
            "node" => live with { Node = "topic" },
            "version" => live with { Version = 9 },
            _ => live with { Flow = "welcome" },
        });

        Assert.Empty(turn.Facts);
        Assert.Equal(FlowFiles.Flows.System.Sentence("stale-button"), turn.Messages[0].Text);
        Assert.Equal("reach", turn.State.Frames[^1].Node);
        Assert.Equal("tambon", Assert.Single(villager.Taps("ทั้งตำบล").Facts).Value);
    }

    [Fact]
    public void A_value_that_the_question_does_not_offer_is_not_taken()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Taps("ข้าม");

        var turn = villager.Taps(villager.Data("ทั้งตำบล") with { Value = "province" });

        Assert.Empty(turn.Facts);
        Assert.Equal("reach", turn.State.Frames[^1].Node);
    }

    [Fact]
    public void Tapping_a_topic_mends_the_guess()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        var topics = FlowFiles.Flows.Topics!.Topics;
        var said = villager.Types("ถนนหน้าวัดเป็นหลุมใหญ่มาก");
        var guess = Assert.Single(said.Facts, f => f.Kind == "topic");
        Assert.Equal(topics.Single(t => t.Id == guess.Value).Label, villager.Buttons[0].Label);

        var mended = villager.Taps(villager.Buttons[1].Label);

        var fact = Assert.Single(mended.Facts);
        Assert.Equal(("topic", "m1", "m0"), (fact.Kind, fact.Key, fact.Subject));
        Assert.NotEqual(guess.Value, fact.Value);
    }

    [Fact]
    public void Photos_of_a_set_belong_together_in_any_order_and_after_the_end()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Does((k, r) => new PhotoInput(k, r, "s1"));
        var second = villager.Does((k, r) => new PhotoInput(k, r, "s1"));
        villager.Taps("พอแค่นี้");
        var third = villager.Does((k, r) => new PhotoInput(k, r, "s1"));
        villager.Now += TimeSpan.FromMinutes(30);
        var other = villager.Does((k, r) => new PhotoInput(k, r, "s2"));

        Assert.Equal("m0", Assert.Single(second.Facts).Subject);
        Assert.Empty(second.Messages);
        Assert.Equal("m0", Assert.Single(third.Facts).Subject);
        Assert.Equal("m4", Assert.Single(other.Facts).Subject);
    }

    [Fact]
    public void The_tambon_is_kept_before_the_village_is_asked()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows, tambon: null, village: null);
        villager.Types("ที่อยู่");
        villager.Taps("เมืองชัยนาท");

        Assert.Equal("180106", Assert.Single(villager.Taps("หาดท่าเสา").Facts).Value);
        Assert.Equal("180106/3", Assert.Single(villager.Taps("หมู่ 3").Facts).Value);
    }
}
