using ChainatBot.Flows;

namespace ChainatBot.Tests.Flows;

/// <summary>Opinions, consent and what is held until it comes.</summary>
public sealed class FlowEngineTests
{
    [Fact]
    public void An_opinion_is_a_fact_before_anything_is_asked()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);

        var turn = villager.Types("  อยากได้ศาลาที่พักริมทาง ");

        var fact = turn.Facts.First(f => f.Kind == "opinion");
        Assert.Equal(("opinion", "tell", "m0", "m0", "อยากได้ศาลาที่พักริมทาง"), (fact.Flow, fact.Node, fact.Key, fact.Subject, fact.Value));
        Assert.Equal("R0", Assert.IsType<TextInput>(fact.Input).Reference);
    }

    [Fact]
    public void The_state_does_not_remember_the_words()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("ความเห็น");
        villager.Types("อยากได้ศาลาที่พักริมทาง");

        Assert.DoesNotContain("ศาลา", villager.State.ToString() + System.Text.RegularExpressions.Regex.Unescape(villager.State.ToJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_told_for_an_opinion_names_the_opinion()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows, tambon: null, village: null);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Taps("ข้าม");
        villager.Taps("ข้าม");

        Assert.Equal(("place", "m0", "180106/3"), villager.Types("หาดท่าเสา ม.3").Facts.Select(f => (f.Kind, f.Subject!, f.Value!)).Single());
        villager.Types("ที่อยู่");
        Assert.Null(Assert.Single(villager.Types("ธรรมามูล ม.2").Facts).Subject);
    }

    [Fact]
    public void What_follows_belongs_to_the_same_opinion()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Does((k, r) => new PhotoInput(k, r));
        var voice = villager.Does((k, r) => new VoiceInput(k, r, 9));
        villager.Taps("ข้าม");

        var reach = villager.Taps("ทั้งตำบล");

        var more = Assert.Single(voice.Facts);
        Assert.Equal(("opinion", "m1", "m0"), (more.Kind, more.Key, more.Subject));
        Assert.Null(more.Value);
        Assert.IsType<VoiceInput>(more.Input);
        var fact = Assert.Single(reach.Facts);
        Assert.Equal(("reach", "m3", "m0", "tambon"), (fact.Kind, fact.Key, fact.Subject, fact.Value));
        Assert.Contains("R0", reach.Messages[0].Text, StringComparison.Ordinal);
        Assert.Empty(reach.State.Frames);
    }

    [Fact]
    public void Held_messages_become_facts_with_their_own_keys_when_consent_comes()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows, consent: null, tambon: null, village: null);
        var first = villager.Types("ไฟทางดับหลายต้นกลางคืนมืดมาก");
        villager.Does((k, r) => new LocationInput(k, r, 15.2, 100.1, "หน้าวัด"));
        Assert.Empty(first.Facts);
        Assert.Equal(ScriptedVillager.Morning + FlowState.HoldFor, villager.State.HeldUntil);

        var turn = villager.Taps("ยินยอม");

        Assert.Equal("consent", turn.Facts[0].Kind);
        Assert.Equal((1, "given"), (turn.Facts[0].Version, turn.Facts[0].Value));
        var opinions = turn.Facts.Where(f => f.Kind == "opinion").ToList();
        Assert.Equal([("m0", "m0"), ("m1", "m0")], opinions.Select(f => (f.Key, f.Subject!)));
        Assert.Equal("R0", opinions[0].Input!.Reference);
        Assert.Equal(15.2, Assert.IsType<LocationInput>(opinions[1].Input).Latitude);
        Assert.Empty(turn.State.Held);
    }

    [Fact]
    public void After_a_pause_a_new_opinion_is_not_mixed_with_the_one_held_before_consent()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows, consent: null, tambon: null, village: null);
        villager.Types("ไฟทางดับหลายต้นกลางคืนมืดมาก");
        villager.Taps("ยินยอม");
        villager.Now += TimeSpan.FromHours(20);

        var turn = villager.Types("คลองหน้าวัดตื้นเขินน้ำไม่ถึงท้ายนา");

        Assert.Equal("m2", turn.Facts.Single(f => f.Kind == "opinion").Subject);
    }

    [Fact]
    public void Refusing_lets_go_of_what_was_held()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows, consent: null);
        villager.Types("ไฟทางดับหลายต้นกลางคืนมืดมาก");

        var turn = villager.Taps("ไม่ยินยอม");

        Assert.Equal(("consent", "refused"), (Assert.Single(turn.Facts).Kind, turn.Facts[0].Value));
        Assert.Equal(FlowState.Empty.ToJson(), turn.State.ToJson());
    }

    [Fact]
    public void No_more_than_ten_messages_are_held()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows, consent: null);
        for (var i = 0; i < 15; i++) villager.Types($"เรื่องที่ {i} ถนนหน้าบ้านพังอีกแล้ว");
        Assert.Equal(10, villager.State.Held.Count);
    }

    [Fact]
    public void Held_messages_are_gone_a_day_later_even_without_the_person()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows, consent: null);
        villager.Types("ไฟทางดับหลายต้นกลางคืนมืดมาก");

        Assert.Single(villager.State.WithoutExpired(ScriptedVillager.Morning.AddHours(23)).Held);
        Assert.Empty(villager.State.WithoutExpired(ScriptedVillager.Morning.AddHours(24)).Held);
    }
}
