using ChainatBot.Flows;
using ChainatBot.Flows.Transcripts;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Tests.Flows;

public sealed class ShippedFlowsTests
{
    public static TheoryData<string> Transcripts => [.. FlowCommands.TranscriptFiles(FlowFiles.Shipped).Select(f => Path.GetFileName(f))];

    public static TheoryData<string> FlowNames =>
        [.. Directory.GetFiles(FlowFiles.Shipped, "*.yaml").Concat(Directory.GetFiles(Path.Combine(FlowFiles.Shipped, "surveys"), "*.yaml"))
            .Select(f => Path.GetRelativePath(FlowFiles.Shipped, f)).Where(f => f is not (FlowLoader.SystemFile or FlowLoader.ThemesFile or FlowLoader.PlacesFile)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Have_nothing_wrong()
    {
        using var output = new StringWriter();
        using var words = new StringWriter();

        var code = FlowCommands.Check(FlowFiles.Shipped, output, words);

        Assert.Equal("", output.ToString());
        Assert.Equal(0, code);
        Assert.Contains("nothing wrong", words.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void Go_as_the_transcript_says(string name)
    {
        var problems = new List<FlowProblem>();
        var transcript = TranscriptReader.Read(name, File.ReadAllText(Path.Combine(FlowFiles.Shipped, FlowLoader.TranscriptsDirectory, name)), problems);

        Assert.Empty(problems);
        Assert.NotNull(transcript);
        Assert.All(transcript.Steps, s => Assert.True(s.Act is TranscriptAct.Later or TranscriptAct.Closes or TranscriptAct.Publishes or TranscriptAct.Cancels || (s.Bot is not null && s.Keeps is not null), $"{name}:{s.At.Line} expects nothing"));
        var difference = new TranscriptPlayer(FlowFiles.Flows).Play(transcript);
        Assert.True(difference is null, difference?.ToString());
    }

    [Fact]
    public void Are_covered_by_many_transcripts() => Assert.True(Transcripts.Count >= 50);

    [Theory]
    [InlineData("ความเห็น", "opinion")]
    [InlineData("จัดลำดับ", "priorities")]
    [InlineData("แบบสอบถาม", "survey")]
    [InlineData("เวที", "forum")]
    [InlineData("เรื่องของฉัน", "my-data")]
    [InlineData("ช่วยเหลือ", "help")]
    [InlineData("เมนู", "help")]
    [InlineData(" เมนู ครับ", "help")]
    public void Start_by_their_words(string word, string flow) => Assert.Equal(flow, FlowFiles.Flows.ByKeyword(word)?.Id);

    [Theory]
    [MemberData(nameof(FlowNames))]
    public async Task Satisfy_the_schema(string name)
    {
        var schema = await Schema();

        var errors = schema.Validate(Json(File.ReadAllText(Path.Combine(FlowFiles.Shipped, name))));

        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_schema_refuses_what_the_loader_refuses()
    {
        var schema = await Schema();

        Assert.NotEmpty(schema.Validate(Json("flow: x\nversion: 1\ntitle: ทดลอง\nsteps:\n  - {id: a, say: สวัสดี, nxt: end}\n")));
        Assert.NotEmpty(schema.Validate(Json("flow: x\nversion: 0\ntitle: ทดลอง\nsteps:\n  - {id: a, say: สวัสดี, next: end}\n")));
        Assert.NotEmpty(schema.Validate(Json("flow: x\nversion: 1\ntitle: ทดลอง\nsteps: []\n")));
        Assert.Empty(schema.Validate(Json("flow: x\nversion: 1\ntitle: ทดลอง\nsteps:\n  - {id: a, say: สวัสดี, next: end}\n")));
    }

    [Fact]
    public void The_schema_and_the_loader_know_the_same_words()
    {
        var schema = JObject.Parse(File.ReadAllText(Path.Combine(FlowFiles.Shipped, "flow.schema.json")));
        IEnumerable<string> Keys(string path) => ((JObject)schema.SelectToken(path)!).Properties().Select(p => p.Name).Order(StringComparer.Ordinal);
        IEnumerable<string> Values(string path) => schema.SelectToken(path)!.Select(v => (string)v!).Order(StringComparer.Ordinal);
        static IEnumerable<string> Sorted(IEnumerable<string> words) => words.Order(StringComparer.Ordinal);

        Assert.Equal(Sorted(FlowVocabulary.FlowKeys), Keys("properties"));
        Assert.Equal(Sorted(FlowVocabulary.SayKeys), Keys("definitions.say.properties"));
        Assert.Equal(Sorted(FlowVocabulary.BranchKeys), Keys("definitions.branch.properties"));
        Assert.Equal(Sorted(FlowVocabulary.BranchItemKeys), Keys("definitions.way.properties"));
        Assert.Equal(Sorted(FlowVocabulary.RunKeys), Keys("definitions.run.properties"));
        Assert.Equal(Sorted(FlowVocabulary.AskKeys), Keys("definitions.ask.properties"));
        Assert.Equal(Sorted(FlowVocabulary.ChoiceKeys), Keys("definitions.choice.properties"));
        Assert.Equal(Sorted(FlowVocabulary.Facts), Values("definitions.ask.properties.keep.enum"));
        Assert.Equal(Sorted(FlowReader.QuestionKinds.Keys), Values("definitions.ask.properties.ask.enum"));
        Assert.Equal(Sorted(FlowReader.Sources.Keys), Values("definitions.ask.properties.from.enum"));
        Assert.Equal(Sorted(FlowReader.Accepted.Keys), Values("definitions.accepted.enum"));
    }

    private static Task<JsonSchema> Schema() => JsonSchema.FromFileAsync(Path.Combine(FlowFiles.Shipped, "flow.schema.json"));

    /// <summary>YAML as an editor's JSON schema support sees it.</summary>
    private static string Json(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Token(stream.Documents[0].RootNode).ToString();
    }

    private static JToken Token(YamlNode node) => node switch
    {
        YamlMappingNode map => new JObject(map.Children.Select(c => new JProperty(((YamlScalarNode)c.Key).Value!, Token(c.Value)))),
        YamlSequenceNode list => new JArray(list.Children.Select(Token)),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "yes" or "true" } => true,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "no" or "false" } => false,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when int.TryParse(text, out var number) => number,
        YamlScalarNode scalar => scalar.Value,
        _ => JValue.CreateNull(),
    };
}
