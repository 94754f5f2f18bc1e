using ChainatBot.Flows;
using ChainatBot.Flows.Transcripts;
using CsCheck;

namespace ChainatBot.Tests.Flows;

/// <summary>Laws that hold whatever people do.</summary>
public sealed class RandomConversationTests
{
    private static readonly string[] Texts =
    [
        "ถนนหน้าวัดเป็นหลุมใหญ่มาก รถล้มบ่อย", "น้ำประปาไม่ไหล", "สวัสดีค่ะ", "ขอบคุณค่ะ", "ครับ", "ใช่", "ไม่", "ข้าม", "ย้อนกลับ", "พอแค่นี้", "ทำต่อ", "เริ่มใหม่", "เลิก", "ดูต่อ", "เสร็จแล้ว",
        "ช่วยเหลือ", "เมนู", "ความเห็น", "เรื่องของฉัน", "จัดลำดับ", "แบบสอบถาม", "เวที", "ไปได้", "ไปไม่ได้", "ไม่กล้าพูดในเวที", "มาถึงเวทีแล้ว K7H2", "ที่อยู่", "ยินยอม", "ไม่ยินยอม", "ข้อ 2", "๒", "สอง", "หาดท่าเสา ม.3", "ต.ธรรมามูล", "เมืองชัยนาท", "ทั้งตำบล", "เฉพาะครอบครัว", "ลบทั้งหมด", "ลบทั้งหมดเลย", "ลบเลย", "ดูที่เล่าไว้", "ถอนความยินยอม", "A7K2", "ไม่ลบ",
        "", " ", "{reference}", "|||||||", "\ud83d\ude00", "99999999999999999999", "\u0000\ufffd", "ก" ,
    ];

    private enum Act { Text, Tap, OldTap, BrokenTap, Voice, Photo, Location, Sticker, Other, Follow, Wait }

    private sealed record Move(Act Act, int Choice, int Minutes);

    private static readonly Gen<Move[]> Moves = Gen.Select(
        Gen.Frequency((5, Gen.Const(Act.Text)), (9, Gen.Const(Act.Tap)), (2, Gen.Const(Act.OldTap)), (1, Gen.Const(Act.BrokenTap)), (1, Gen.Const(Act.Voice)), (2, Gen.Const(Act.Photo)),
            (1, Gen.Const(Act.Location)), (1, Gen.Const(Act.Sticker)), (1, Gen.Const(Act.Other)), (1, Gen.Const(Act.Follow)), (1, Gen.Const(Act.Wait))),
        Gen.Int[0, 9999],
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[600, 1500], Gen.Int[0, 20000]),
        (act, choice, minutes) => new Move(act, choice, minutes)).Array[1, 40];

    [Fact]
    public void Nothing_people_do_breaks_a_conversation() => Moves.Sample(moves => Walk(FlowFiles.Flows, moves), iter: 1200);

    [Fact]
    public void Every_kind_of_question_survives_whatever_people_do()
    {
        using var files = FlowFiles.With(("everything.yaml", Everything));
        var load = files.Load();
        Assert.Empty(load.Problems);

        Moves.Sample(moves => Walk(load.Flows, [new Move(Act.Text, -1, 0), .. moves], consented: true), iter: 800);
    }

    [Fact]
    public void Rounds_survive_whatever_people_do_also_when_they_close_in_the_middle() =>
        Gen.Select(Moves, Gen.Int[0, 40]).Sample((moves, closesAfter) => Walk(FlowFiles.Flows, [new Move(Act.Text, -4, 0), .. moves], consented: true, closesAfter), iter: 800);

    [Fact]
    public void Surveys_survive_whatever_people_do_also_when_they_close_in_the_middle() =>
        Gen.Select(Moves, Gen.Int[0, 40]).Sample((moves, closesAfter) => Walk(FlowFiles.Flows, [new Move(Act.Text, -2, 0), .. moves], consented: true, closesAfter), iter: 800);

    [Fact]
    public void Forums_survive_whatever_people_do_also_when_they_are_called_off_in_the_middle() =>
        Gen.Select(Moves, Gen.Int[0, 40]).Sample((moves, offAfter) => Walk(FlowFiles.Flows, [new Move(Act.Text, -3, 0), .. moves], consented: true, forumOffAfter: offAfter), iter: 800);

    [Fact]
    public void What_is_a_neighbours_and_what_the_helpers_own_is_never_mixed_up_whatever_people_do()
    {
        Move[] begin = [new(Act.Text, -5, 0), new(Act.Voice, 5, 0), new(Act.Tap, 0, 0), new(Act.Tap, 0, 0), new(Act.Tap, 1, 0), new(Act.Tap, 0, 0), new(Act.Tap, 0, 0)];
        Gen.Select(Moves, Gen.Int[0, 60]).Sample((moves, closesAfter) => Walk(FlowFiles.Flows, [.. begin, .. moves], consented: true, closesAfter, team: true), iter: 1500);
    }

    [Fact]
    public void Any_state_whatever_is_survived()
    {
        var flows = FlowFiles.Flows;
        var id = Any("opinion", "welcome", "place", "help", "gone", "", "my-data");
        var node = Any("tell", "topic", "reach", "where", "consent", "tell-more", "after-place", "gone", "", "what", "sure", "which", "what-with-it", "delete-one", "erase-now");
        var frame = Gen.Select(id, Gen.Int[-1, 3], node, Gen.Int[-2, 400], Gen.Bool, (f, v, n, hours, called) =>
            new FlowFrame(f, v, n, "s", At.AddHours(-hours)) { Called = called, Page = hours, Misses = v, Path = [n, "gone"], Place = called ? new PlaceStage("1801", "180106", -4, ["999999"], true) : null });
        var state = Gen.Select(frame.Array[0, 9], Gen.Bool, Gen.Bool, (frames, offered, said) =>
            new FlowState { Frames = frames, Offered = offered, Opinion = said ? new OpenOpinion("m0", "A7K2", "no-such-topic") : null });
        var input = Gen.OneOf<FlowInput>(
            Gen.Int[0, Texts.Length - 1].Select(i => (FlowInput)new TextInput("k", "B7K2", Texts[i])),
            Gen.Const((FlowInput)new PhotoInput("k", "B7K2", "set")),
            Gen.Const((FlowInput)new FollowInput("k", "B7K2")),
            Gen.Const((FlowInput)new LocationInput("k", "B7K2", double.NaN, 0, "ต.หาดท่าเสา")),
            Gen.Select(id, node, Any("c", "s", "b", "l", "d", "m", "p", "g", "r", "q", "k", "f"), Any("t180106", "hearing:yes", "hearing:ahead", "hearing:after", "hearing:", "gone:odd"), (f, n, verb, value) => (FlowInput)new TapInput("k", "B7K2", new ButtonData(f, 1, n, "s", verb, value).ToString(), "x")));

        Gen.Select(state, input, Any<string?>(null, "given", "refused", "odd")).Sample((s, i, consent) =>
            Step(flows, s, new FlowPerson(consent, "999999", -3, false, new Dictionary<string, string>()) { Forums = [Forum("hearing", At.AddHours(-1))] }, i, At), iter: 4000);
    }

    private static PlannedForum Forum(string id, DateTimeOffset start) =>
        new(id, "เวทีประชาคม", "180106", [], start, start.AddHours(3), "วันนั้น เวลานั้น", "วันนั้น", "ศาลาวัด") { Code = "K7H2", Calendar = "https://example.org/forums/x.ics" };

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly DateTimeOffset At = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));

    private static void Walk(FlowSet flows, Move[] moves, bool consented = false, int? surveysCloseAfter = null, int? forumOffAfter = null, bool team = false)
    {
        var state = FlowState.Empty;
        TambonRounds? rounds = null;
        var person = new FlowPerson(consented ? "given" : null, null, null, team, new Dictionary<string, string> { ["retention"] = "2 ปี", ["privacy_url"] = "https://example.org/privacy" });
        if (surveysCloseAfter is not null) person = person with { TambonCode = "180106", VillageNo = 3, Surveys = [new OpenSurvey("swot"), new OpenSurvey("household-needs", Until: "5 ธ.ค. 2569"), new OpenSurvey("debt-and-funds", Tambon: "180106")] };
        if (forumOffAfter is not null)
        {
            person = person with { TambonCode = "180106", VillageNo = 3, Forums = [Forum("hearing", At.AddDays(3)) with { Questions = [new ForumQuestion("a", "เรื่องน้ำว่ายังไงคะ"), new ForumQuestion("b", "เรื่องถนนว่ายังไงคะ")] }, Forum("yesterday", At.AddDays(-1)), Forum("later", At.AddDays(9))] };
        }
        if (surveysCloseAfter is not null) rounds = new TambonRounds("180106", [RandomRound("open", RoundStage.Open, 14), RandomRound("other", RoundStage.Open, 2), RandomRound("past", RoundStage.Published, 3)]);
        var now = At;
        var shown = new List<FlowButton>();
        var earlier = new List<FlowButton>();
        var keys = new HashSet<string>();
        var agreed = new HashSet<string>();
        static bool Helps(FlowState state) => state.Frames.LastOrDefault(f => !f.Called)?.Flow == "helper";
        for (var i = 0; i < moves.Length; i++)
        {
            var move = moves[i];
            now = now.AddMinutes(move.Minutes);
            if (i == forumOffAfter) person = person with { Forums = [.. person.Forums!.Select(f => f.Id == "hearing" ? f with { IsCancelled = true } : f)] };
            if (i == surveysCloseAfter) person = person with { Surveys = [.. person.Surveys!.Skip(1 + i % 3)] };
            if (i == surveysCloseAfter && i % 2 == 0) rounds = rounds! with { Rounds = [.. rounds.Rounds.Select(r => r.Id == "open" ? r with { Stage = RoundStage.Closed } : r)] };
            if (move.Act == Act.Wait) continue;
            var input = Input(move, $"m{i}", $"{(char)('A' + (i % 26))}7K2", shown, earlier);
            person = person with { Rounds = rounds };
            var turn = Step(flows, state, person, input, now);
            foreach (var fact in turn.Facts.Where(f => f.Neighbour is not null))
            {
                if (fact.Kind == "neighbour") agreed.Add(fact.Neighbour!.Key);
                Assert.Contains(fact.Neighbour!.Key, agreed);
                Assert.InRange(now - fact.Neighbour.At, TimeSpan.Zero, Neighbour.Lasts + TimeSpan.FromMinutes(10));
            }
            if (Helps(state) && Helps(turn.State)) Assert.DoesNotContain(turn.Facts, f => f.Neighbour is null);
            if (turn.Messages.Count > 0)
            {
                earlier.AddRange(shown);
                shown = [.. turn.Messages[^1].Cards.Select(c => c.Button), .. turn.Messages[^1].Buttons];
            }
            foreach (var ballot in turn.Facts.Where(f => f.Kind == "ballot"))
                rounds = rounds! with { Rounds = [.. rounds.Rounds.Select(r => r.Id == ballot.Subject && Stands(r, ballot.Value!) ? r with { Choices = ballot.Value!.Split(',') } : r)] };
            foreach (var fact in turn.Facts) Assert.True(keys.Add(fact.Kind + "/" + fact.Key), $"{fact.Kind} is kept twice for {fact.Key}");
            // Nothing is kept of someone who has not consented, but the answer itself; deleting is always allowed.
            if (person.Consent != "given" && !turn.Facts.Any(f => f is { Kind: "consent", Value: "given" })) Assert.All(turn.Facts, f => Assert.Contains(f.Kind, (string[])["consent", "delete-opinion", "erase"]));
            state = turn.State;
            person = TranscriptPlayer.After(person, turn.Facts);
        }
    }

    private static ChatRound RandomRound(string id, RoundStage stage, int proposals) =>
        new(id, "เรื่องไหนก่อน " + id, stage, At.AddDays(400), [.. Enumerable.Range(1, proposals).Select(n => new ChatProposal($"p{n}", $"เรื่องที่เสนอ {id} {n}", Cost: n * 1000))])
        {
            Details = new RoundDetails([.. Enumerable.Range(1, proposals).Select(n => $"p{n}")], "อันดับหนึ่ง"),
        };

    /// <summary>A ballot is of an open round, names only what that has, each once, and at most three.</summary>
    private static bool Stands(ChatRound round, string ballot)
    {
        var ids = ballot.Split(',');
        Assert.Equal(RoundStage.Open, round.Stage);
        Assert.InRange(ids.Length, 1, 3);
        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.Contains(round.Proposals, p => p.Id == id));
        return true;
    }

    /// <summary>One turn, with the laws of every turn.</summary>
    private static FlowTurn Step(FlowSet flows, FlowState state, FlowPerson person, FlowInput input, DateTimeOffset now)
    {
        var json = state.ToJson();
        Assert.Equal(json, FlowState.FromJson(json).ToJson());
        var engine = new FlowEngine(flows);
        var turn = engine.Take(FlowState.FromJson(json), person, input, now);
        var again = engine.Take(state, person, input, now);

        Assert.Equal(turn.State.ToJson(), again.State.ToJson());
        Assert.Equal(turn.Messages.Select(m => m.Text), again.Messages.Select(m => m.Text));
        Assert.Equal(turn.Facts, again.Facts);
        Assert.InRange(turn.Messages.Count, 0, FlowEngine.MaxMessages);
        Assert.All(turn.Messages, m => Assert.False(string.IsNullOrWhiteSpace(m.Text)));
        Assert.All(turn.Messages.SkipLast(1), m => Assert.Empty(m.Buttons));
        Assert.All(turn.Messages.SkipLast(1), m => Assert.Empty(m.Cards));
        Assert.All(turn.Messages, m => Assert.InRange(m.Cards.Count, 0, 12));
        Assert.All(turn.Messages, m => Assert.InRange(m.Buttons.Count, 0, FlowLimits.QuickReplies));
        foreach (var button in turn.Messages.SelectMany(m => m.Buttons))
        {
            Assert.InRange(FlowLimits.Graphemes(button.Label), 1, FlowLimits.LabelGraphemes);
            if (button is TapButton tap) Assert.True(ButtonData.TryParse(tap.Data, out _));
        }
        if (input is not PhotoInput) Assert.NotEmpty(turn.Messages);
        // An open question that was said always shows a way on, and every open step is one that can be answered.
        if (turn.State.Frames.Count > 0)
        {
            var top = turn.State.Frames[^1];
            var question = Assert.IsType<Question>(flows.Find(top.Flow, top.Version)?.Find(top.Node));
            if (turn.Messages.Count > 0) Assert.NotEmpty(turn.Messages[^1].Buttons);
            Assert.True(question.CanLeave || question.CanSkip || question.Choices.Count > 0);
            Assert.NotNull(turn.State.ExpiresAt);
        }
        return turn;
    }

    private static FlowInput Input(Move move, string key, string reference, List<FlowButton> shown, List<FlowButton> earlier)
    {
        FlowInput Tapped(List<FlowButton> buttons)
        {
            if (buttons.Count == 0) return new TextInput(key, reference, Texts[move.Choice % Texts.Length]);
            return buttons[move.Choice % buttons.Count] switch
            {
                TapButton tap => new TapInput(key, reference, tap.Data),
                PickerButton picker => new TapInput(key, reference, picker.Data, move.Choice % 3 == 0 ? "2026-12-24" : move.Choice % 3 == 1 ? "08:30" : "odd"),
                LocationButton => new LocationInput(key, reference, 15.1, 100.1, move.Choice % 2 == 0 ? "ต.ธรรมามูล อ.เมืองชัยนาท" : null),
                CameraButton => new PhotoInput(key, reference),
                _ => new StickerInput(key, reference),
            };
        }
        return move.Act switch
        {
            Act.Tap => Tapped(shown),
            Act.OldTap => Tapped(earlier),
            Act.BrokenTap => new TapInput(key, reference, Texts[move.Choice % Texts.Length]),
            Act.Voice => new VoiceInput(key, reference, move.Choice),
            Act.Photo => new PhotoInput(key, reference, (move.Choice % 3) switch { 0 => null, 1 => "one", _ => "two" }),
            Act.Location => new LocationInput(key, reference, 15.1, 100.1, Texts[move.Choice % Texts.Length]),
            Act.Sticker => new StickerInput(key, reference),
            Act.Other => new OtherInput(key, reference),
            Act.Follow => new FollowInput(key, reference),
            _ => new TextInput(key, reference, move.Choice switch { -1 => "ทดลองถาม", -2 => "แบบสอบถาม", -3 => "เวที", -4 => "จัดลำดับ", -5 => "กรอกแทน", _ => null } is { } word ? word : Texts[move.Choice % Texts.Length]),
        };
    }

    private const string Everything = """
        flow: everything
        version: 1
        title: ทุกแบบ
        kind: survey
        keywords: [ทดลองถาม]
        steps:
          - {id: one, ask: choice, text: ชอบอะไรคะ, choices: [น้ำ, ไฟ], keep: answer}
          - {id: two, ask: several, text: เลือกได้หลายข้อค่ะ, choices: [ข้าว, ปลา, ผัก], keep: answer}
          - {id: three, ask: yesno, text: ใช่ไหมคะ, choices: [ใช่, ไม่ใช่], keep: answer}
          - {id: four, ask: message, text: เล่ามาเลยค่ะ, until-done: yes, keep: answer}
          - {id: five, ask: number, text: กี่คนคะ, min: 1, max: 20, keep: answer}
          - {id: six, ask: date, text: วันไหนคะ, keep: answer}
          - {id: seven, ask: time, text: กี่โมงคะ, keep: answer}
          - {id: eight, ask: scale, text: พอใจแค่ไหนคะ, keep: answer}
          - {id: nine, ask: choice, text: อำเภอไหนคะ, from: districts, keep: answer}
          - {id: ten, ask: choice, text: ตำบลไหนคะ, from: tambons, of: nine, keep: answer}
          - {id: eleven, ask: choice, text: หมู่ไหนคะ, from: villages, of: ten, keep: answer}
          - {id: twelve, ask: message, text: ส่งรูปมาค่ะ, accept: photo, keep: answer}
          - id: ways
            branch:
              - {when: {five: ">= 10"}, next: many}
            otherwise: few
          - {id: many, say: คนเยอะนะคะ, next: one-more}
          - {id: few, say: คนน้อยนะคะ}
          - {id: one-more, run: place, next: end}
        """;
}
