using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Priorities;
using ChainatBot.Priorities.Counting;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Flows.Transcripts;

/// <summary>A round of priorities as a transcript tells of it.</summary>
/// <param name="Definition">Without tambons: it is asked wherever the person lives.</param>
/// <param name="Votes">Ballots of others.</param>
/// <param name="Choices">What the person chose before.</param>
/// <param name="Agreed">What the person said to proposals before.</param>
public sealed record TranscriptRound(RoundDefinition Definition, IReadOnlyList<Ballot> Votes, IReadOnlyList<string> Choices, IReadOnlyDictionary<string, string> Agreed, RoundStage Stage)
{
    internal static readonly IReadOnlyList<string> Keys = ["round", "title", "closes", "proposals", "votes", "chosen", "agreed", "stage"];

    private const int MinimumGroupSize = 5;

    /// <summary>The round as the person sees it, every detail looked up. The cards lie as in the file.</summary>
    internal ChatRound SeenBy(FlowPerson person, DateTimeOffset now)
    {
        var stage = Stage == RoundStage.Open && now >= Definition.Closes ? RoundStage.Closed : Stage;
        var mine = (person.Opinions ?? []).Select(o => o.Reference).ToHashSet(StringComparer.Ordinal);
        var result = stage == RoundStage.Published ? PublishedResult.Text(Definition, [.. Votes, new Ballot(Choices)], MinimumGroupSize) : null;
        return new ChatRound(Definition.Id, Definition.Title, stage, Definition.Closes, [.. Definition.Proposals.Select(p => new ChatProposal(p.Id, p.Title, p.Reason, p.Cost, p.Picture))])
        {
            Choices = Choices,
            Agreed = Agreed,
            Details = new RoundDetails([.. Definition.Proposals.Where(p => !p.From.Any(mine.Contains)).Select(p => p.Id)], result),
        };
    }

    /// <summary>Null where it can't be read; the problems then say why.</summary>
    internal static TranscriptRound? Read(YamlReading yaml, YamlNode node)
    {
        if (yaml.Map(node, "a round") is not { } map) return null;
        yaml.KnownKeys(map, Keys, "a round");
        var id = yaml.Id(YamlReading.Get(map, "round"), "the round");
        var title = yaml.Word(YamlReading.Get(map, "title"), "title");
        var closes = DateTimeOffset.MinValue;
        if (yaml.Text(YamlReading.Get(map, "closes"), "closes") is { } at
            && !DateTimeOffset.TryParseExact(at.Value + "+07:00", "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out closes))
            yaml.Problem(at.At, "closes must look like 2026-12-20T18:00 (Bangkok time)");
        var proposals = yaml.List(YamlReading.Get(map, "proposals"), "proposals").Select(n => ReadProposal(yaml, n)).OfType<Proposal>().ToList();
        if (id is null || title is null || closes == DateTimeOffset.MinValue || proposals.Count == 0)
        {
            yaml.Problem(node, "a round has round, title, closes and proposals, as its file has");
            return null;
        }
        var stage = yaml.Word(YamlReading.Get(map, "stage"), "stage") switch { "closed" => RoundStage.Closed, "published" => RoundStage.Published, _ => RoundStage.Open };
        var votes = YamlReading.Get(map, "votes") is { } cast ? yaml.Texts(cast, "votes").Select(v => new Ballot(Ids(v.Value))) : [];
        var agreed = yaml.Map(YamlReading.Get(map, "agreed"), "agreed")?.Children
            .Select(a => (Proposal: yaml.Word(a.Key, "a proposal"), Answer: yaml.Word(a.Value, "an answer")))
            .Where(a => a is { Proposal: not null, Answer: not null }).ToDictionary(a => a.Proposal!, a => a.Answer!) ?? [];
        var chosen = yaml.Word(YamlReading.Get(map, "chosen"), "chosen");
        return new TranscriptRound(new RoundDefinition(id, title, [], closes.ToOffset(BangkokTime.Offset), null, proposals), [.. votes], chosen is null ? [] : Ids(chosen), agreed, stage);
    }

    private static Proposal? ReadProposal(YamlReading yaml, YamlNode node)
    {
        if (yaml.Map(node, "a proposal") is not { } map) return null;
        yaml.KnownKeys(map, RoundFile.ProposalKeys, "a proposal");
        if (yaml.Id(YamlReading.Get(map, "id"), "the proposal") is not { } id || yaml.Word(YamlReading.Get(map, "title"), "title") is not { } title) return null;
        long? cost = long.TryParse(yaml.Word(YamlReading.Get(map, "cost"), "cost"), NumberStyles.None, CultureInfo.InvariantCulture, out var baht) ? baht : null;
        return new Proposal(id, title, yaml.Word(YamlReading.Get(map, "reason"), "reason"), cost, yaml.Word(YamlReading.Get(map, "picture"), "picture"))
        {
            From = YamlReading.Get(map, "from") is { } from ? [.. yaml.Texts(from, "from").Select(t => t.Value)] : [],
        };
    }

    private static string[] Ids(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
