using ChainatBot.Flows;
using ChainatBot.Flows.Transcripts;

namespace ChainatBot.Tests.Flows;

public sealed class FlowEngineTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));

    /// <summary>A villager with a phone: remembers the state as JSON and what is under the last message.</summary>
    private sealed class Villager(FlowSet flows, string? consent = "given", string? tambon = "180106", int? village = 3)
    {
        private string state = "";
        private int number;

        public FlowPerson Person { get; private set; } = new(consent, tambon, village, false, new Dictionary<string, string> { ["retention"] = "2 ปี", ["privacy_url"] = "https://example.org/privacy" });
        public DateTimeOffset Now { get; set; } = Morning;
        public FlowSet Flows { get; set; } = flows;
        public FlowState State => FlowState.FromJson(state);
        public List<FlowButton> Buttons { get; } = [];

        public FlowTurn Does(Func<string, string, FlowInput> act)
        {
            var key = $"m{number}";
            var turn = new FlowEngine(Flows).Take(State, Person, act(key, $"R{number}"), Now);
            number++;
            state = turn.State.ToJson();
            Person = TranscriptPlayer.After(Person, turn.Facts);
            if (turn.Messages.Count > 0)
            {
                Buttons.Clear();
                Buttons.AddRange(turn.Messages[^1].Buttons);
            }
            return turn;
        }

        public FlowTurn Types(string text) => Does((k, r) => new TextInput(k, r, text));

        public FlowTurn Taps(string label) => Taps(Data(label));

        public FlowTurn Taps(ButtonData data) => Does((k, r) => new TapInput(k, r, data.ToString()));

        public ButtonData Data(string label)
        {
            var button = Assert.IsType<TapButton>(Buttons.Single(b => b.Label == label));
            Assert.True(ButtonData.TryParse(button.Data, out var data));
            return data;
        }
    }

    [Fact]
    public void An_opinion_is_a_fact_before_anything_is_asked()
    {
        var villager = new Villager(FlowFiles.Flows);

        var turn = villager.Types("  อยากได้ศาลาที่พักริมทาง ");

        var fact = turn.Facts.First(f => f.Kind == "opinion");
        Assert.Equal(("opinion", "tell", "m0", "m0", "อยากได้ศาลาที่พักริมทาง"), (fact.Flow, fact.Node, fact.Key, fact.Subject, fact.Value));
        Assert.Equal("R0", Assert.IsType<TextInput>(fact.Input).Reference);
    }

    [Fact]
    public void The_state_does_not_remember_the_words()
    {
        var villager = new Villager(FlowFiles.Flows);
        villager.Types("ความเห็น");
        villager.Types("อยากได้ศาลาที่พักริมทาง");

        Assert.DoesNotContain("ศาลา", villager.State.ToString() + System.Text.RegularExpressions.Regex.Unescape(villager.State.ToJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_told_for_an_opinion_names_the_opinion()
    {
        var villager = new Villager(FlowFiles.Flows, tambon: null, village: null);
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
        var villager = new Villager(FlowFiles.Flows);
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
        var villager = new Villager(FlowFiles.Flows, consent: null, tambon: null, village: null);
        var first = villager.Types("ไฟทางดับหลายต้นกลางคืนมืดมาก");
        villager.Does((k, r) => new LocationInput(k, r, 15.2, 100.1, "หน้าวัด"));
        Assert.Empty(first.Facts);
        Assert.Equal(Morning + FlowState.HoldFor, villager.State.HeldUntil);

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
        var villager = new Villager(FlowFiles.Flows, consent: null, tambon: null, village: null);
        villager.Types("ไฟทางดับหลายต้นกลางคืนมืดมาก");
        villager.Taps("ยินยอม");
        villager.Now += TimeSpan.FromHours(20);

        var turn = villager.Types("คลองหน้าวัดตื้นเขินน้ำไม่ถึงท้ายนา");

        Assert.Equal("m2", turn.Facts.Single(f => f.Kind == "opinion").Subject);
    }

    [Fact]
    public void Refusing_lets_go_of_what_was_held()
    {
        var villager = new Villager(FlowFiles.Flows, consent: null);
        villager.Types("ไฟทางดับหลายต้นกลางคืนมืดมาก");

        var turn = villager.Taps("ไม่ยินยอม");

        Assert.Equal(("consent", "refused"), (Assert.Single(turn.Facts).Kind, turn.Facts[0].Value));
        Assert.Equal(FlowState.Empty.ToJson(), turn.State.ToJson());
    }

    [Fact]
    public void No_more_than_ten_messages_are_held()
    {
        var villager = new Villager(FlowFiles.Flows, consent: null);
        for (var i = 0; i < 15; i++) villager.Types($"เรื่องที่ {i} ถนนหน้าบ้านพังอีกแล้ว");
        Assert.Equal(10, villager.State.Held.Count);
    }

    [Fact]
    public void Held_messages_are_gone_a_day_later_even_without_the_person()
    {
        var villager = new Villager(FlowFiles.Flows, consent: null);
        villager.Types("ไฟทางดับหลายต้นกลางคืนมืดมาก");

        Assert.Single(villager.State.WithoutExpired(Morning.AddHours(23)).Held);
        Assert.Empty(villager.State.WithoutExpired(Morning.AddHours(24)).Held);
    }

    [Fact]
    public void Every_button_names_flow_version_node_and_session()
    {
        var villager = new Villager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");

        var data = villager.Data("ข้าม");

        Assert.Equal(("opinion", 2, "topic"), (data.Flow, data.Version, data.Node));
        Assert.Equal(villager.State.Frames[^1].Session, data.Session);
        Assert.All(villager.Buttons.OfType<TapButton>(), b => Assert.True(b.Data.Length <= ButtonData.MaxLength));
    }

    [Fact]
    public void A_second_tap_on_the_same_button_keeps_nothing()
    {
        var villager = new Villager(FlowFiles.Flows);
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
        var villager = new Villager(FlowFiles.Flows);
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
        var villager = new Villager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        villager.Taps("ข้าม");

        var turn = villager.Taps(villager.Data("ทั้งตำบล") with { Value = "province" });

        Assert.Empty(turn.Facts);
        Assert.Equal("reach", turn.State.Frames[^1].Node);
    }

    [Fact]
    public void Tapping_a_topic_mends_the_guess()
    {
        var villager = new Villager(FlowFiles.Flows);
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
        var villager = new Villager(FlowFiles.Flows);
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
        var villager = new Villager(FlowFiles.Flows, tambon: null, village: null);
        villager.Types("ที่อยู่");
        villager.Taps("เมืองชัยนาท");

        Assert.Equal("180106", Assert.Single(villager.Taps("หาดท่าเสา").Facts).Value);
        Assert.Equal("180106/3", Assert.Single(villager.Taps("หมู่ 3").Facts).Value);
    }

    [Fact]
    public void A_person_in_the_middle_of_an_old_version_finishes_on_it()
    {
        const string Old = "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, ask: choice, text: ถามแบบเก่าค่ะ, choices: [ได้, ไม่ได้], keep: answer}\n  - {id: b, say: จบแบบเก่าค่ะ, next: end}\n";
        const string New = "flow: x\nversion: 2\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, ask: choice, text: ถามแบบใหม่ค่ะ, choices: [ได้, ไม่ได้], keep: answer}\n  - {id: b, say: จบแบบใหม่ค่ะ, next: end}\n";
        using var files = FlowFiles.With(("x.yaml", Old));
        var villager = new Villager(files.Load().Flows);
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
        var villager = new Villager(files.Load().Flows);
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
        var villager = new Villager(files.Load().Flows);
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
        var villager = new Villager(files.Load().Flows);

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
        var villager = new Villager(files.Load().Flows);
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
        var villager = new Villager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");

        string Pick() => Assert.IsType<PickerButton>(villager.Buttons.Single(b => b is PickerButton)).Data;
        Assert.Empty(villager.Does((k, r) => new TapInput(k, r, Pick(), "2026-13-40")).Facts);
        Assert.Equal("2026-12-03", Assert.Single(villager.Does((k, r) => new TapInput(k, r, Pick(), "2026-12-03")).Facts).Value);
        Assert.Equal("09:30", Assert.Single(villager.Does((k, r) => new TapInput(k, r, Pick(), "09:30")).Facts).Value);
    }

    [Fact]
    public void Messages_until_done_are_each_kept()
    {
        using var files = FlowFiles.With(("x.yaml", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, ask: message, text: เล่ามาค่ะ, until-done: yes, keep: answer}\n  - {id: b, say: จบค่ะ, next: end}\n"));
        var villager = new Villager(files.Load().Flows);
        villager.Types("ทดลองหน่อย");

        Assert.Equal("a", Assert.Single(villager.Types("หนึ่ง").Facts).Subject);
        Assert.Null(Assert.Single(villager.Does((k, r) => new PhotoInput(k, r)).Facts).Value);
        Assert.Equal("จบค่ะ", villager.Taps("เสร็จแล้ว").Messages[^1].Text);
    }

    [Fact]
    public void An_unanswered_question_expires_after_a_week()
    {
        var villager = new Villager(FlowFiles.Flows);
        villager.Types("อยากได้ศาลาที่พักริมทาง");
        Assert.Equal(Morning.AddDays(7), villager.State.ExpiresAt);
        villager.Now += TimeSpan.FromDays(8);

        var turn = villager.Taps("ข้าม");

        Assert.Equal(FlowFiles.Flows.System.Sentence("expired"), Assert.Single(turn.Messages).Text);
        Assert.Empty(turn.State.Frames);
    }

    [Fact]
    public void A_late_answer_to_an_expired_question_is_no_opinion()
    {
        var villager = new Villager(FlowFiles.Flows);
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
        var villager = new Villager(FlowFiles.Flows);
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
        var villager = new Villager(FlowFiles.Flows);
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

        Assert.False(engine.Take(FlowState.Empty, person, new TextInput("m0", "R0", "น้ำประปาไม่ไหลมาสามวัน"), Morning).WantsOpinions);
        Assert.True(engine.Take(FlowState.Empty, person, new TextInput("m0", "R0", "เรื่องของฉัน"), Morning).WantsOpinions);
        Assert.False(engine.Take(FlowState.Empty, person with { Opinions = [] }, new TextInput("m0", "R0", "เรื่องของฉัน"), Morning).WantsOpinions);
    }

    [Fact]
    public void Erasing_leaves_a_state_of_nobody()
    {
        var villager = new Villager(FlowFiles.Flows);
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
        var turn = engine.Take(FlowState.Empty, person, new TextInput("m1", "R1", "เรื่องของฉัน"), Morning);
        turn = engine.Take(turn.State, person, new TextInput("m2", "R2", "ดูที่เล่าไว้"), Morning);
        Assert.All(turn.Messages, m => Assert.InRange(m.Text.Length, 1, 5000));

        turn = engine.Take(turn.State, person, new TextInput("m3", "R3", "A7K2"), Morning);

        Assert.All(turn.Messages, m => Assert.InRange(m.Text.Length, 1, 5000));
        Assert.EndsWith("อยู่ในแผนแล้ว", turn.Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_set_of_flows_is_survived_and_loses_no_opinion()
    {
        var turn = new FlowEngine(FlowSet.Empty).Take(FlowState.Empty, new FlowPerson("given", null, null, false, new Dictionary<string, string>()), new TextInput("m0", "R0", "ถนนหน้าวัดเป็นหลุมใหญ่มาก"), Morning);

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
