using ChainatBot.Flows;

namespace ChainatBot.Tests.Flows;

/// <summary>Planted mistakes: each is found, alone, at the place marked with ▶.</summary>
public sealed class FlowCheckerTests
{
    private const string Head = "flow: x\nversion: 1\ntitle: ทดลอง\n";

    /// <summary>What is wrong, the file with its mark, and words of the message.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "a bracket never closed", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: ▶[หนึ่ง, สอง\nsteps:\n  - {id: a, say: ดี, next: end}\n", "never closed" },
        { "a tab for indentation", Head + "steps:\n▶\t- id: a\n", "not readable YAML" },
        { "a key twice", Head + "▶title: อีกที\nsteps:\n  - {id: a, say: ดี, next: end}\n", "Duplicate key" },
        { "an empty file", "▶", "empty" },
        { "a file that is a list", "▶- a\n- b\n", "key: value" },
        { "an unknown key of the flow", Head + "▶stepz: 1\nsteps:\n  - {id: a, say: ดี, next: end}\n", "did you mean “steps”" },
        { "an unknown key of a step", Head + "steps:\n  - {id: a, say: ดี, ▶nxt: end, next: end}\n", "did you mean “next”" },
        { "an unknown key of a choice", Head + "steps:\n  - id: a\n    ask: choice\n    text: ไหมคะ\n    next: end\n    choices:\n      - {label: ได้, ▶valeu: a}\n      - ไม่ได้\n", "did you mean “value”" },
        { "no version", "▶flow: x\ntitle: ทดลอง\nsteps:\n  - {id: a, say: ดี, next: end}\n", "“version:” is missing" },
        { "a version that is no number", "flow: x\nversion: ▶หนึ่ง\ntitle: ทดลอง\nsteps:\n  - {id: a, say: ดี, next: end}\n", "whole number" },
        { "an id with capitals", "flow: ▶X\nversion: 1\ntitle: ทดลอง\nsteps:\n  - {id: a, say: ดี, next: end}\n", "letters a–z" },
        { "a file called otherwise", "flow: ▶y\nversion: 1\ntitle: ทดลอง\nsteps:\n  - {id: a, say: ดี, next: end}\n", "rename it to y.yaml" },
        { "no steps", Head + "steps: ▶[]\n", "no steps" },
        { "a step without id", Head + "steps:\n  - ▶say: ดี\n    next: end\n  - {id: b, say: ดี, next: end}\n", "no “id:”" },
        { "a step that does nothing", Head + "steps:\n  - {id: a, say: ดี}\n  - {id: ▶b, next: end}\n  - {id: c, say: ดี, next: end}\n", "does nothing" },
        { "a step that both says and asks", Head + "steps:\n  - {id: a, say: ดี}\n  - {id: ▶b, say: ดี, ask: message, text: ไหมคะ, next: end}\n  - {id: c, say: ดี, next: end}\n", "split it" },
        { "an id twice", Head + "steps:\n  - {id: a, say: ดี}\n  - {id: ▶a, say: ดีมาก, next: end}\n", "used twice" },
        { "a dead end", Head + "steps:\n  - {id: a, say: ดี}\n  - {id: ▶b, say: จบ}\n", "dead end" },
        { "an unknown next", Head + "steps:\n  - {id: first, say: ดี, next: ▶scond}\n  - {id: second, say: จบ, next: end}\n", "did you mean “second”" },
        { "an unknown next of a choice", Head + "steps:\n  - id: a\n    ask: choice\n    text: ไหมคะ\n    next: end\n    choices:\n      - {label: ได้, next: ▶nowhere}\n      - ไม่ได้\n", "no step “nowhere”" },
        { "a step nobody reaches", Head + "steps:\n  - {id: a, say: ดี, next: end}\n  - {id: ▶b, say: จบ, next: end}\n", "nobody can reach" },
        { "a branch without otherwise", Head + "steps:\n  - id: ▶a\n    branch:\n      - {when: {place: known}, next: b}\n  - {id: b, say: จบ, next: end}\n", "no “otherwise:”" },
        { "a circle that never asks", Head + "steps:\n  - {id: ▶a, say: ดี}\n  - {id: b, say: อีก, next: a}\n", "without asking" },
        { "an unknown condition", Head + "steps:\n  - id: a\n    branch:\n      - {when: {▶plase: known}, next: b}\n    otherwise: b\n  - {id: b, say: จบ, next: end}\n", "did you mean “place”" },
        { "a condition that never holds", Head + "steps:\n  - id: a\n    branch:\n      - {when: {▶consent: yes}, next: b}\n    otherwise: b\n  - {id: b, say: จบ, next: end}\n", "never “yes”" },
        { "a value no choice has", Head + "steps:\n  - {id: a, ask: choice, text: ไหมคะ, choices: [ได้, ไม่ได้]}\n  - id: b\n    branch:\n      - {when: {▶a: อาจจะ}, next: c}\n    otherwise: c\n  - {id: c, say: จบ, next: end}\n", "no choice of value" },
        { "an unknown variable", Head + "steps:\n  - {id: a, say: ▶รหัส {referense} ค่ะ, next: end}\n".Replace("▶รหัส {referense} ค่ะ", "▶\"รหัส {referense} ค่ะ\""), "did you mean “reference”" },
        { "a brace never closed", Head + "steps:\n  - {id: a, say: ▶\"รหัส {reference ค่ะ\", next: end}\n", "never closed" },
        { "an unknown fact", Head + "steps:\n  - {id: a, ask: choice, text: ไหมคะ, choices: [ได้, ไม่ได้], keep: ▶anser, next: end}\n", "did you mean “answer”" },
        { "a fact of a value there is not", Head + "steps:\n  - id: a\n    ask: choice\n    text: ไหมคะ\n    keep: reach\n    next: end\n    choices:\n      - {label: ▶ทั้งจังหวัด, value: province}\n      - {label: ทั้งตำบล, value: tambon}\n", "never “province”" },
        { "an opinion to delete that is not asked for", Head + "steps:\n  - id: a\n    ask: yesno\n    text: ไหมคะ\n    keep: ▶delete-opinion\n    next: end\n    choices:\n      - {label: ลบ, value: \"yes\"}\n      - {label: ไม่ลบ, keep: no}\n", "from: opinions" },
        { "a round that is kept", Head + "steps:\n  - {id: ▶a, ask: choice, text: รอบไหนคะ, from: rounds, keep: answer, next: end}\n", "only says which round" },
        { "two rounds in one flow", Head + "steps:\n  - {id: w, ask: choice, text: รอบไหนคะ, from: rounds, skip: no}\n  - {id: ▶a, ask: choice, text: รอบไหนคะ, from: rounds, next: end}\n", "talks of one round" },
        { "cards that are no ballot", Head + "steps:\n  - {id: w, ask: choice, text: รอบไหนคะ, from: rounds, skip: no}\n  - ▶{id: a, ask: choice, text: เรื่องไหนคะ, from: proposals, next: end}\n", "belong together" },
        { "a ballot that is no card", Head + "steps:\n  - {id: w, ask: choice, text: รอบไหนคะ, from: rounds, skip: no}\n  - {id: a, ask: choice, text: เรื่องไหนคะ, choices: [น้ำ, ไฟ], keep: ▶ballot, next: end}\n", "belong together" },
        { "cards of which round", Head + "steps:\n  - {id: ▶a, ask: choice, text: เรื่องไหนคะ, from: proposals, keep: ballot, next: end}\n", "which round" },
        { "several cards at once", Head + "steps:\n  - {id: w, ask: choice, text: รอบไหนคะ, from: rounds, skip: no}\n  - {id: ▶a, ask: several, text: เรื่องไหนคะ, from: proposals, keep: ballot, next: end}\n", "one card is chosen at a time" },
        { "cards with big buttons", Head + "steps:\n  - {id: w, ask: choice, text: รอบไหนคะ, from: rounds, skip: no}\n  - {id: ▶a, ask: choice, text: เรื่องไหนคะ, from: proposals, keep: ballot, buttons: big, back: no, next: end}\n", "buttons of their own" },
        { "an agreement that is no yes or no", Head + "steps:\n  - {id: w, ask: choice, text: รอบไหนคะ, from: rounds, skip: no}\n  - {id: a, ask: choice, text: ไหมคะ, choices: [{label: ได้, value: agree}, {label: ไม่ได้, value: disagree}], keep: ▶agreement, next: end}\n", "“keep: agreement” belongs to" },
        { "a topic there is not", Head + "steps:\n  - id: a\n    ask: choice\n    text: ไหมคะ\n    keep: topic\n    next: end\n    choices:\n      - {label: ▶อวกาศ, value: space-travel}\n      - {label: ดวงดาว, value: space-travel-2, keep: no}\n", "no topic “space-travel”" },
        { "an unknown source", Head + "steps:\n  - {id: ▶a, ask: choice, text: ไหมคะ, from: provinces, next: end}\n".Replace("▶a", "a").Replace("provinces", "▶provinces").Replace(", next: end", ", choices: [ได้, ไม่ได้], next: end"), "from knows no “provinces”" },
        { "an unknown kind of question", Head + "steps:\n  - {id: a, ask: ▶mesage, text: เล่ามาค่ะ, next: end}\n", "did you mean “message”" },
        { "nothing to choose from", Head + "steps:\n  - {id: ▶a, ask: choice, text: ไหมคะ, next: end}\n", "nothing to choose from" },
        { "one choice", Head + "steps:\n  - {id: a, ask: choice, text: ไหมคะ, choices: [▶ได้], next: end}\n", "single choice" },
        { "five choices without a word", Head + "steps:\n  - {id: ▶a, ask: choice, text: ไหมคะ, choices: [ก, ข, ค, ง, จ], next: end}\n", "many: yes" },
        { "two labels alike", Head + "steps:\n  - {id: a, ask: choice, text: ไหมคะ, choices: [{label: ได้, value: a}, {label: ▶ได้, value: b}], next: end}\n", "labelled" },
        { "a label too long", Head + "steps:\n  - {id: a, ask: choice, text: ไหมคะ, choices: [ได้, ▶ไม่ได้เลยเพราะวันนั้นต้องไปทำนา], next: end}\n", "shorten it" },
        { "an English label", Head + "steps:\n  - {id: a, ask: choice, text: ไหมคะ, choices: [ได้, ▶No thanks], next: end}\n", "no Thai" },
        { "an English text", Head + "steps:\n  - {id: a, say: ▶Thank you, next: end}\n", "no Thai" },
        { "an empty text", Head + "steps:\n  - {id: a, say: ▶\"  \", next: end}\n", "empty" },
        { "a text too long", Head + "steps:\n  - {id: a, say: ▶" + new string('ก', 5001) + ", next: end}\n", "LINE takes 5000" },
        { "a value too long for a button", Head + "steps:\n  - {id: a, ask: choice, text: ไหมคะ, choices: [{label: ▶ได้, value: " + new string('ก', 290) + "}, ไม่ได้], next: end}\n", "too long for a button" },
        { "big buttons with the ways out", Head + "steps:\n  - {id: ▶a, ask: choice, text: ไหมคะ, buttons: big, choices: [ได้, ไม่ได้], next: end}\n", "big buttons" },
        { "too many bubbles at once", "flow: ▶x\nversion: 1\ntitle: ทดลอง\nsteps:\n  - {id: a, say: [หนึ่ง, สอง, สาม]}\n  - {id: b, say: [สี่, ห้า], next: end}\n", "bubbles at once" },
        { "a word that starts another flow", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [▶เวที]\nsteps:\n  - {id: a, say: ดี, next: end}\n", "belongs to flow “forum”" },
        { "a word that means skip", "flow: x\nversion: 1\ntitle: ทดลอง\nkeywords: [▶ข้าม]\nsteps:\n  - {id: a, say: ดี, next: end}\n", "belongs to" },
        { "an unknown flow to run", Head + "steps:\n  - {id: a, run: ▶plase, next: end}\n", "did you mean “place”" },
        { "a flow that runs itself", Head + "steps:\n  - {id: q, ask: message, text: เล่ามาค่ะ}\n  - {id: a, run: ▶x, next: end}\n", "runs itself" },
        { "an unknown flow to offer", Head + "steps:\n  - {id: a, say: ดี, offer: [▶opinon], next: end}\n", "did you mean “opinion”" },
        { "a number out of order", Head + "steps:\n  - {id: ▶a, ask: number, text: กี่คนคะ, min: 9, max: 1, next: end}\n", "exchange them" },
        { "a link that is not safe", Head + "steps:\n  - {id: a, ask: choice, text: ไหมคะ, choices: [ได้, ไม่ได้, {label: ▶อ่าน, link: \"http://example.org\"}], next: end}\n", "https://" },
        { "words and no voice", Head + "steps:\n  - {id: ▶a, ask: message, text: เล่ามาค่ะ, accept: [text, photo], next: end}\n", "takes text but no voice" },
        { "a number that has been", Head + "steps:\n  - {id: ▶a, ask: number, text: กี่คนคะ, past: yes, next: end}\n", "past belongs to" },
        { "a flag that is neither", Head + "steps:\n  - {id: a, ask: message, text: เล่ามาค่ะ, skip: ▶maybe, next: end}\n", "yes or no" },
        { "a forum that is kept", Head + "steps:\n  - {id: ▶a, ask: choice, text: เวทีไหนคะ, from: forums, keep: answer, next: end}\n", "from: forums" },
        { "a forum's questions without their answers", Head + "steps:\n  - {id: ▶a, ask: message, text: ว่ายังไงคะ, from: forum-questions, next: end}\n", "from: forum-questions" },
        { "an answer to an invitation there is not", Head + "steps:\n  - {id: a, ask: choice, text: ไปได้ไหมคะ, choices: [{label: ▶ไปได้, value: go}, {label: ไม่ไป, value: \"no\"}], keep: forum-reply, next: end}\n", "never “go”" },
        { "a question after a forum that nobody counts", Head + "steps:\n  - {id: a, ask: yesno, text: ดีไหมคะ, choices: [ดี, ไม่ดี], keep: ▶forum-answer, next: end}\n", "id: spoke" },
        { "a name the program uses", Head + "steps:\n  - {id: ▶place, ask: message, text: เล่ามาค่ะ, next: end}\n", "the program uses" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_planted_mistake_is_found_at_its_place(string what, string marked, string words)
    {
        var at = marked.IndexOf('▶', StringComparison.Ordinal);
        var line = marked[..at].Count(c => c == '\n') + 1;
        var column = at - (marked.LastIndexOf('\n', Math.Max(0, at - 1)) is var start && at > 0 ? start : -1);
        using var files = FlowFiles.With(("x.yaml", marked.Remove(at, 1)));

        var problems = files.Load().Problems;

        var problem = Assert.Single(problems, p => p.Message.Contains(words, StringComparison.Ordinal));
        Assert.True(("flows/x.yaml", line, column) == (problem.File, problem.Line, problem.Column), $"{what}: {problem} but planted at {line}:{column}");
        Assert.StartsWith($"flows/x.yaml:{line}:{column}: ", problem.ToString(), StringComparison.Ordinal);
        Assert.All(problems, p => Assert.Equal("flows/x.yaml", p.File));
    }

    [Fact]
    public void Two_files_of_the_same_id_and_version_are_a_problem()
    {
        var flow = Head + "steps:\n  - {id: a, say: ดี, next: end}\n";
        using var files = FlowFiles.With(("x.yaml", flow), ("versions/x@1.yaml", flow));

        var problem = Assert.Single(files.Load().Problems);

        Assert.Equal("flows/x.yaml", problem.File);
        Assert.Contains("higher version", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_version_may_stay_beside_the_newer()
    {
        using var files = FlowFiles.With(
            ("versions/x@1.yaml", Head + "keywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, say: ดี, next: end}\n"),
            ("x.yaml", "flow: x\nversion: 2\ntitle: ทดลอง\nkeywords: [ทดลองหน่อย]\nsteps:\n  - {id: a, say: ดีมาก, next: end}\n"));

        var load = files.Load();

        Assert.Empty(load.Problems);
        Assert.Equal(2, load.Flows.Current("x")!.Version);
        Assert.NotNull(load.Flows.Find("x", 1));
    }

    [Theory]
    [InlineData("system.yaml")]
    [InlineData("themes.yaml")]
    [InlineData("places.yaml")]
    public void A_missing_or_broken_part_is_a_problem(string name)
    {
        using var files = FlowFiles.With();
        files.Delete(name);
        Assert.Contains(files.Load().Problems, p => p.File == "flows/" + name && p.Message.Contains("missing", StringComparison.Ordinal));

        files.Write(name, "a: [1,2\nb: 3\n");
        Assert.Contains(files.Load().Problems, p => p.File == "flows/" + name);
    }

    [Fact]
    public void A_sentence_missing_from_the_system_file_is_named()
    {
        using var files = FlowFiles.With();
        var lines = File.ReadAllLines(Path.Combine(FlowFiles.Shipped, "system.yaml"));
        files.Write("system.yaml", string.Join('\n', lines.Where(l => !l.StartsWith("  resume:", StringComparison.Ordinal))));

        var problem = Assert.Single(files.Load().Problems);

        Assert.Contains("“resume”", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_a_problem() =>
        Assert.Contains(FlowLoader.Load(Path.Combine(FlowFiles.Shipped, "nowhere")).Problems, p => p.Message.Contains("Flows__Directory", StringComparison.Ordinal));

    [Fact]
    public void Check_prints_each_problem_and_answers_1()
    {
        using var files = FlowFiles.With(("x.yaml", Head + "steps:\n  - {id: a, say: ดี, next: b}\n"), ("transcripts/t.yaml", "title: x\nstepz: []\n"));
        using var output = new StringWriter();
        using var words = new StringWriter();

        Assert.Equal(1, FlowCommands.Check(files.Path, output, words));

        Assert.Contains("flows/x.yaml:5:28: there is no step “b”", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("flows/transcripts/t.yaml:2:1: a transcript knows no key “stepz”; did you mean “steps”?", output.ToString(), StringComparison.Ordinal);
    }
}
