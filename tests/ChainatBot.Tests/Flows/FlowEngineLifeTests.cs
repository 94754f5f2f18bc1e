using ChainatBot.Flows;

namespace ChainatBot.Tests.Flows;

/// <summary>Flows that change or go, surveys, pauses, and the odd states.</summary>
public sealed class FlowEngineLifeTests
{
    [Fact]
    public void A_person_in_the_middle_of_an_old_version_finishes_on_it()
    {
        const string Old = "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, ask: choice, text: ถามแบบเก่าค่ะ, choices: [ได้, ไม่ได้], keep: answer}\n  - {id: b, say: จบแบบเก่าค่ะ, next: end}\n";
        const string New = "flow: x\nversion: 2\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, ask: choice, text: ถามแบบใหม่ค่ะ, choices: [ได้, ไม่ได้], keep: answer}\n  - {id: b, say: จบแบบใหม่ค่ะ, next: end}\n";
        using var files = FlowFiles.With(("x.yaml", Old));
        var villager = new ScriptedVillager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");
        files.Write("x.yaml", New);
        files.Write("x@1.yaml", Old);
        villager.Flows = files.Load().Flows;

        var turn = villager.Taps("ได้");

        Assert.Equal(1, Assert.Single(turn.Facts).Version);
        Assert.Equal("จบแบบเก่าค่ะ", turn.Messages[0].Text);
    }

    [Fact]
    public void When_the_version_is_gone_the_same_question_is_asked_anew_with_a_kind_word()
    {
        using var files = FlowFiles.With(("x.yaml", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: first, ask: number, text: กี่คนคะ}\n  - {id: a, ask: choice, text: ถามแบบเก่าค่ะ, choices: [ได้, ไม่ได้], keep: answer, next: end}\n"));
        var villager = new ScriptedVillager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");
        villager.Types("5");
        files.Write("x.yaml", "flow: x\nversion: 2\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: first, ask: number, text: กี่คนคะ}\n  - {id: a, ask: choice, text: ถามแบบใหม่ค่ะ, choices: [ได้, ไม่ได้], keep: answer, next: end}\n");
        villager.Flows = files.Load().Flows;

        var turn = villager.Taps("ได้");

        Assert.Empty(turn.Facts);
        Assert.Equal([villager.Flows.System.Sentence("flow-changed"), "ถามแบบใหม่ค่ะ"], turn.Messages.Select(m => m.Text));
        Assert.Equal(2, turn.State.Frames[^1].Version);
        Assert.Equal("5", turn.State.Frames[^1].Answers!["first"]);
        Assert.Equal("ได้", Assert.Single(villager.Taps("ได้").Facts).Value);
    }

    [Fact]
    public void When_the_step_or_the_flow_is_gone_the_words_are_kept_all_the_same()
    {
        using var files = FlowFiles.With(("x.yaml", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, ask: choice, text: ถามแบบเก่าค่ะ, choices: [ได้, ไม่ได้], next: end}\n"));
        var villager = new ScriptedVillager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");
        villager.Flows = FlowFiles.Flows;

        var turn = villager.Types("ถนนหน้าวัดเป็นหลุมใหญ่มาก");

        Assert.Equal("ถนนหน้าวัดเป็นหลุมใหญ่มาก", turn.Facts[0].Value);
        Assert.Equal("opinion", Assert.Single(turn.State.Frames).Flow);
    }

    [Fact]
    public void A_survey_numbers_its_questions_branches_and_keeps_each_answer_at_once()
    {
        using var files = FlowFiles.With(("x.yaml", """
            flow: x
            version: 1
            title: ทดลอง
            kind: survey
            keywords: [ทดลองหน่อย]
            steps:
              - {id: people, ask: number, text: กี่คนคะ, min: 1, max: 30, keep: answer}
              - {id: wants, ask: several, text: อยากได้อะไรคะ, choices: [น้ำ, ไฟ, ถนน], keep: answer}
              - id: way
                branch:
                  - {when: {people: ">= 10", wants: ไฟ}, next: big}
                otherwise: small
              - {id: big, say: "บ้านใหญ่ {people} คน อยากได้{wants}", next: end}
              - {id: small, say: บ้านเล็กค่ะ, next: end}
            """));
        var villager = new ScriptedVillager(files.Load().Flows);

        Assert.Equal("ข้อ 1 จาก 2\nกี่คนคะ", villager.Types("ทดลองหน่อย").Messages[^1].Text);
        Assert.Empty(villager.Types("99").Facts);
        var second = villager.Types("12");
        Assert.Equal("ข้อ 2 จาก 2\nอยากได้อะไรคะ", second.Messages[^1].Text);
        Assert.Equal(("answer", "people", "12"), (second.Facts[0].Kind, second.Facts[0].Subject, second.Facts[0].Value));
        Assert.Equal("น้ำ", Assert.Single(villager.Taps("น้ำ").Facts).Value);
        Assert.Equal("น้ำ,ไฟ", Assert.Single(villager.Taps("ไฟ").Facts).Value);
        Assert.DoesNotContain(villager.Buttons, b => b.Label == "ไฟ");
        Assert.Equal("บ้านใหญ่ 12 คน อยากได้น้ำ,ไฟ", villager.Taps("เสร็จแล้ว").Messages[0].Text);
    }

    [Fact]
    public void An_interrupted_survey_is_offered_again_after_the_detour()
    {
        using var files = FlowFiles.With(("x.yaml", "flow: x\nversion: 1\ntitle: ทดลอง\nkind: survey\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, ask: number, text: กี่คนคะ, keep: answer, next: end}\n"));
        var villager = new ScriptedVillager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");
        villager.Types("ความเห็น");
        villager.Types("อยากได้ศาลาที่พักริมทาง");

        var end = villager.Taps("พอแค่นี้");

        Assert.Equal(["ทำต่อ", "เริ่มใหม่", "เลิก"], end.Messages[^1].Buttons.Select(b => b.Label));
        Assert.Equal("4", Assert.Single(villager.Types("4").Facts).Value);
    }

    [Fact]
    public void Dates_and_times_are_taken_from_the_picker()
    {
        using var files = FlowFiles.With(("x.yaml", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: d, ask: date, text: วันไหนคะ, keep: answer}\n  - {id: t, ask: time, text: กี่โมงคะ, keep: answer, next: end}\n"));
        var villager = new ScriptedVillager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");

        string Pick() => Assert.IsType<PickerButton>(villager.Buttons.Single(b => b is PickerButton)).Data;
        Assert.Empty(villager.Does((k, r) => new TapInput(k, r, Pick(), "2026-13-40")).Facts);
        Assert.Equal("2026-12-03", Assert.Single(villager.Does((k, r) => new TapInput(k, r, Pick(), "2026-12-03")).Facts).Value);
        Assert.Equal("09:30", Assert.Single(villager.Does((k, r) => new TapInput(k, r, Pick(), "09:30")).Facts).Value);
    }

    [Fact]
    public void A_day_that_has_been_is_the_last_one_and_none_to_come_is_taken()
    {
        using var files = FlowFiles.With(("x.yaml", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: d, ask: date, text: วันไหนคะ, past: yes, keep: answer, next: end}\n"));
        var villager = new ScriptedVillager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");
        PickerButton Picker() => Assert.IsType<PickerButton>(villager.Buttons.Single(b => b is PickerButton));
        Assert.Equal("2026-11-23", Picker().Max);

        var typed = villager.Types("พรุ่งนี้");
        var picked = villager.Does((k, r) => new TapInput(k, r, Picker().Data, "2026-12-03"));

        Assert.All([typed, picked], turn => Assert.Empty(turn.Facts));
        Assert.StartsWith("ข้อนี้ถามถึงวันที่ผ่านมาแล้วค่ะ", typed.Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal("2026-11-03", Assert.Single(villager.Types("3 พ.ย.").Facts).Value);
    }

    [Fact]
    public void Messages_until_done_are_each_kept()
    {
        using var files = FlowFiles.With(("x.yaml", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, ask: message, text: เล่ามาค่ะ, until-done: yes, keep: answer}\n  - {id: b, say: จบค่ะ, next: end}\n"));
        var villager = new ScriptedVillager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");

        Assert.Equal("a", Assert.Single(villager.Types("หนึ่ง").Facts).Subject);
        Assert.Null(Assert.Single(villager.Does((k, r) => new PhotoInput(k, r)).Facts).Value);
        Assert.Equal("จบค่ะ", villager.Taps("เสร็จแล้ว").Messages[^1].Text);
    }

    [Fact]
    public void An_unanswered_question_expires_after_a_week()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        Assert.Equal(ScriptedVillager.Morning.AddDays(7), villager.State.ExpiresAt);
        villager.Now += TimeSpan.FromDays(8);

        var turn = villager.Taps("ข้าม");

        Assert.Equal(FlowFiles.Flows.System.Sentence("expired"), Assert.Single(turn.Messages).Text);
        Assert.Empty(turn.State.Frames);
    }

    [Fact]
    public void A_late_answer_to_an_expired_question_is_no_opinion()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Taps("ข้าม");
        villager.Now += TimeSpan.FromDays(8);

        var turn = villager.Types("ทั้งหมู่บ้าน");

        Assert.Empty(turn.Facts);
        Assert.Equal(FlowFiles.Flows.System.Sentence("expired"), Assert.Single(turn.Messages).Text);
    }

    [Fact]
    public void Withdrawing_consent_drops_everything_open()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Types("เรื่องของฉัน");
        villager.Taps("ถอนความยินยอม");

        var turn = villager.Taps("ให้อยู่แบบไม่มีชื่อ");

        Assert.Equal(("consent", "withdrawn"), (Assert.Single(turn.Facts).Kind, turn.Facts[0].Value));
        Assert.Equal(FlowState.Empty.ToJson(), turn.State.ToJson());
    }

    [Theory]
    [InlineData("ใช่ค่ะ")]
    [InlineData("ได้เลย")]
    [InlineData("ไม่")]
    public void A_yes_or_no_to_three_ways_is_none_of_them(string answer)
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Types("เรื่องของฉัน");
        villager.Taps("ถอนความยินยอม");

        Assert.Empty(villager.Types(answer).Facts);
    }

    [Fact]
    public void A_turn_that_needs_the_persons_own_opinions_says_so_and_no_other_does()
    {
        var person = new FlowPerson("given", "180106", 3, false, new Dictionary<string, string>());
        var engine = new FlowEngine(FlowFiles.Flows);

        Assert.False(engine.Take(FlowState.Empty, person, new TextInput("m0", "R0", "น้ำประปาไม่ไหลมาสามวัน"), ScriptedVillager.Morning).WantsOpinions);
        Assert.True(engine.Take(FlowState.Empty, person, new TextInput("m0", "R0", "เรื่องของฉัน"), ScriptedVillager.Morning).WantsOpinions);
        Assert.False(engine.Take(FlowState.Empty, person with { Opinions = [] }, new TextInput("m0", "R0", "เรื่องของฉัน"), ScriptedVillager.Morning).WantsOpinions);
    }

    [Fact]
    public void Erasing_leaves_a_state_of_nobody()
    {
        var villager = new ScriptedVillager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Types("เรื่องของฉัน");
        villager.Taps("ลบทั้งหมด");
        villager.Taps("ลบทั้งหมด");

        var turn = villager.Taps("ลบทั้งหมดเลย");

        Assert.Equal(("erase", "everything"), (Assert.Single(turn.Facts).Kind, turn.Facts[0].Value));
        Assert.Equal(FlowState.Empty.ToJson(), turn.State.ToJson());
        Assert.Empty(Assert.Single(turn.Messages).Buttons);
    }

    [Fact]
    public void A_long_opinion_fits_into_one_message()
    {
        var person = new FlowPerson("given", "180106", 3, false, new Dictionary<string, string>())
        {
            Opinions = [new OwnOpinion("m0", "A7K2", "text", new string('ก', 30_000), new DateOnly(2026, 11, 23), "planned")],
        };
        var engine = new FlowEngine(FlowFiles.Flows);
        var turn = engine.Take(FlowState.Empty, person, new TextInput("m1", "R1", "เรื่องของฉัน"), ScriptedVillager.Morning);
        turn = engine.Take(turn.State, person, new TextInput("m2", "R2", "ดูที่เล่าไว้"), ScriptedVillager.Morning);
        Assert.All(turn.Messages, m => Assert.InRange(m.Text.Length, 1, 5000));

        turn = engine.Take(turn.State, person, new TextInput("m3", "R3", "A7K2"), ScriptedVillager.Morning);

        Assert.All(turn.Messages, m => Assert.InRange(m.Text.Length, 1, 5000));
        Assert.EndsWith("อยู่ในแผนแล้ว", turn.Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_set_of_flows_is_survived_and_loses_no_opinion()
    {
        var turn = new FlowEngine(FlowSet.Empty).Take(FlowState.Empty, new FlowPerson("given", null, null, false, new Dictionary<string, string>()), new TextInput("m0", "R0", "ถนนหน้าวัดเป็นหลุมใหญ่มาก"), ScriptedVillager.Morning);

        Assert.Equal("opinion", Assert.Single(turn.Facts).Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{\"f\":null,\"h\":null}")]
    [InlineData("{\"f\":[null,{\"f\":null}]}")]
    [InlineData("{\"f\":7}")]
    public void State_that_is_none_is_the_empty_state(string? json) => Assert.Equal(FlowState.Empty.ToJson(), FlowState.FromJson(json).ToJson());

    [Theory]
    [InlineData("")]
    [InlineData("f1|a|b")]
    [InlineData("f2|opinion|1|topic|s|c|x")]
    [InlineData("f1|opinion|-1|topic|s|c|x")]
    [InlineData("f1|opinion|1|topic|s|choose|x")]
    public void Data_of_no_button_of_ours_is_not_read(string text) => Assert.False(ButtonData.TryParse(text, out _));

    [Fact]
    public void Button_data_reads_back_what_was_written()
    {
        var data = new ButtonData("opinion", 12, "topic", "0a1b2c3d", ButtonData.Choose, "ก|ข|");
        Assert.True(ButtonData.TryParse(data.ToString(), out var read));
        Assert.Equal(data, read);
    }
}
