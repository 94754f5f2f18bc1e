using ChainatBot.Announcements;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Opinions;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>What goes on in the tambons while people walk about: rounds, surveys, forums, notices. And what is known to everybody in them.</summary>
public sealed class World(BotHost bot, TimeProvider time)
{
    public const string Home = "180106", Next = "180107", Far = "180108";

    /// <summary>When the walk begins.</summary>
    public static readonly DateTimeOffset Begins = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));

    private readonly FlowSet flows = bot.Get<FlowStore>().Current;
    private readonly Pseudonyms pseudonyms = bot.Get<Pseudonyms>();

    public static readonly IReadOnlyList<RoundDefinition> Rounds =
    [
        new("what-first", "เรื่องไหนควรทำก่อน", [Home, Next], Begins.AddDays(60), 500_000,
        [
            new("road", "ซ่อมถนนสายหมู่ 3", "หน้าฝนรถผ่านไม่ได้", 200_000), new("canal", "ขุดลอกคลองหมู่ 5", null, 300_000), new("light", "ไฟทางหน้าโรงเรียน", null, 50_000),
            new("water", "วางท่อประปาใหม่", "ท่อเก่ารั่วทั้งหมู่บ้าน", 400_000), new("field", "สนามกีฬาข้างวัด", null, 150_000), new("clinic", "รถรับส่งคนป่วย", null, 100_000),
        ]),
        new("this-year", "ปีนี้อยากได้อะไร", [Home], Begins.AddDays(6), null, [new("market", "ปรับปรุงตลาดนัด"), new("bridge", "สะพานข้ามคลองใหญ่"), new("bin", "ถังขยะทุกซอย")]),
    ];

    public static readonly IReadOnlyList<ForumDefinition> Forums =
    [
        new("hearing", "เวทีประชาคมตำบล", Home, [], Begins.AddDays(5), Begins.AddDays(5).AddHours(3), "ศาลาวัดท่าชัย")
        {
            Agenda = ["สรุปความคิดเห็น", "จัดลำดับ"], Questions = [new("water", "เรื่องน้ำ อยากให้ทำอะไรก่อนคะ"), new("road", "เรื่องถนน เส้นไหนแย่ที่สุดคะ")],
        },
        new("next-hearing", "เวทีหมู่บ้าน", Next, [], Begins.AddDays(40), Begins.AddDays(40).AddHours(3), "ลานหน้าอนามัย"),
    ];

    /// <summary>The one of <see cref="Surveys"/> that is open in two tambons.</summary>
    public const string OpenInTwo = "swot";

    public static readonly IReadOnlyList<string> Surveys = [OpenInTwo, "household-needs", "local-services", "debt-and-funds"];

    public Script Script { get; } = new(bot.Get<FlowStore>().Current);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>People may be at the door of the first forum.</summary>
    public bool IsForumOn => Now >= Forums[0].Start.AddHours(-2) && Now <= Forums[0].End.AddHours(2);

    public async Task SetUpAsync()
    {
        foreach (var round in Rounds) await bot.Get<RoundStore>().OpenAsync(round);
        var surveys = bot.Get<SurveyStore>();
        await surveys.OpenAsync(OpenInTwo, flows.Current(OpenInTwo)!.Version, [Home, Next], null, null, default);
        await surveys.OpenAsync("household-needs", flows.Current("household-needs")!.Version, [Home], null, null, default);
        await surveys.OpenAsync("local-services", flows.Current("local-services")!.Version, [Far], null, null, default);
        await surveys.OpenAsync("debt-and-funds", flows.Current("debt-and-funds")!.Version, [Next], null, DateOnly.FromDateTime(Begins.AddDays(8).DateTime), default);
        foreach (var forum in Forums) await bot.Get<ForumDesk>().KeepAsync(forum, default);
        await AnnounceAsync("water-off", "งดจ่ายน้ำวันเสาร์", new Audience([Home], []));
    }

    /// <summary>Tells people something with the bot's next reply to each.</summary>
    public Task AnnounceAsync(string id, string title, Audience audience) =>
        bot.Get<NoticeStore>().AddAsync(new Announcement(id, title, "คณะทำงานฝากบอกค่ะ", null, [new("ส่งความเห็น", null, "opinion")], audience, null, false, null, null).ToNotice(Now));

    public Task CancelForumAsync(string id) => bot.Get<ForumDesk>().CancelAsync(id, default);

    /// <summary>The words in the QR at the door.</summary>
    public string WordsAtTheDoor(string forum) => $"{flows.System.Label("check-in")} {bot.Get<ForumKeeper>().CodeOf(forum)}";

    public ForumDefinition? ForumAtTheDoor(string words) => Forums.FirstOrDefault(f => words == WordsAtTheDoor(f.Id));

    public static ForumDefinition? ForumOf(string? tambon) => Forums.FirstOrDefault(f => f.Tambon == tambon);

    public static (RoundDefinition Round, Proposal Proposal)? ProposalOf(string title) =>
        Rounds.SelectMany(r => r.Proposals.Select(p => ((RoundDefinition, Proposal)?)(r, p))).FirstOrDefault(p => p!.Value.Item2.Title == title);

    public Question? QuestionOf(Asked? asked) => asked is null ? null : flows.Find(asked.Flow, asked.Version)?.Find(asked.Node) as Question;

    /// <summary>How long a question stays open.</summary>
    public TimeSpan Lasts(Asked asked) => flows.Current(asked.Flow)?.ExpiresAfter ?? Flow.DefaultExpiry;

    public bool IsSurvey(string? flow) => flow is not null && flows.Current(flow)?.Kind == FlowKind.Survey;

    public bool IsKeyword(string text) => flows.ByKeyword(text) is not null;

    public bool IsWord(string name, string text) => flows.System.IsWord(name, text);

    public string Label(string name) => flows.System.Label(name);

    public string LabelOf(string flow, string node, string value) => flows.Current(flow)!.Questions.First(q => q.Id == node).Choices.First(c => c.Value == value).Label.Value;

    /// <summary>The code under which a reply's words that begin with a tambon's name put it.</summary>
    public string TambonOf(string words)
    {
        var places = flows.Places!;
        var named = places.Districts.SelectMany(d => places.TambonsOf(d.Code)).Where(t => words == t.Name || words.StartsWith(t.Name + " ", StringComparison.Ordinal)).ToList();
        return named is [var only] ? only.Code : throw new InvalidOperationException($"{named.Count} tambons are called “{words}”.");
    }

    /// <summary>The code a person is given for something that begins with this message.</summary>
    public string ReferenceOf(string itemId) => pseudonyms.ReferenceOf(pseudonyms.KeyOf("message", itemId));

    /// <summary>A person's name in the rows of a tambon, round, survey or forum.</summary>
    public string NameIn(string scope, string userId) => pseudonyms.PersonIn(scope, pseudonyms.ParticipantOf(userId));

    /// <summary>Everything by which a person can be found in storage, whatever they said.</summary>
    public IEnumerable<string> NamesOf(string userId)
    {
        yield return userId;
        yield return pseudonyms.ParticipantOf(userId).Value;
        foreach (var tambon in flows.Places!.TambonCodes.Append(Opinion.NoTambon)) yield return NameIn("tambon:" + tambon, userId);
        foreach (var round in Rounds) yield return NameIn("round:" + round.Id, userId);
        foreach (var survey in Surveys) yield return NameIn("survey:" + survey, userId);
        foreach (var forum in Forums) yield return NameIn("forum:" + forum.Id, userId);
    }

    public string KeyOf(string itemId) => pseudonyms.KeyOf("message", itemId);
}
