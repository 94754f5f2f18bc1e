using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using ChainatBot.Understanding;
using Conversation = ChainatBot.Flows.Conversation;

namespace ChainatBot.Imports;

/// <summary>
/// Opinions from papers. A paper is a person, named by batch and number and nothing else, so that the same file, or a corrected one, takes
/// the place of what was imported before.
/// </summary>
public sealed class OpinionPapers(OpinionStore opinions, SummaryService summaries, FlowSet flows, Places places, TopicLexicon topics, Pseudonyms pseudonyms, TimeProvider time)
{
    private static readonly string[] Paper = ["paper", "เลขแผ่น", "แผ่น"];
    private static readonly string[] Village = ["village", "หมู่", "หมู่บ้าน"];
    private static readonly string[] Topic = ["topic", "เรื่อง", "หัวข้อ"];
    private static readonly string[] Reach = ["reach", "เดือดร้อน", "ขอบเขต"];
    private static readonly string[] Text = ["text", "ข้อความ", "ความเห็น"];

    private const int LongestText = 30_000;

    /// <summary>How whoever wrote a paper consented, before the day.</summary>
    internal const string OnPaper = "paper ";

    internal static string[] PaperNames => Paper;
    internal static string[] VillageNames => Village;

    /// <summary>Understands the whole file; what it can't becomes a problem of it.</summary>
    public IReadOnlyList<PaperOpinion> Understand(PaperFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        foreach (var (column, index) in file.Columns.Select((c, i) => (c, i)))
            if (column.Length > 0 && !new[] { Paper, Village, Topic, Reach, Text }.Any(names => names.Contains(column, StringComparer.OrdinalIgnoreCase)))
                file.Problem(1, index + 1, $"there is no column “{column}”{FlowVocabulary.DidYouMean(column, [Paper[0], Village[0], Topic[0], Reach[0], Text[0]])}; the columns are paper, village, topic, reach, text");
        var (paper, village, topic, reach, text) = (file.Column(Paper), file.Column(Village), file.Column(Topic), file.Column(Reach), file.Column(Text));
        if (paper < 0 || text < 0)
        {
            file.Problem(1, 1, $"the first line has no column “{(paper < 0 ? Paper[0] : Text[0])}”; it names the columns: paper, village, topic, reach, text");
            return [];
        }

        var told = new List<PaperOpinion>();
        var villages = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in file.Rows)
        {
            var words = row.Cell(text);
            if (words.Length == 0) file.Problem(row.Line, text + 1, "nothing is written here; write what the paper says, or remove the row");
            if (words.Length > LongestText) file.Problem(row.Line, text + 1, "this is too long for one opinion; divide it into several rows");
            if (file.NumberOf(row, paper) is not { } number) continue;
            var place = file.VillageOf(row, village, places, Conversation.MostVillages);
            // Whoever wrote a paper lives in one village: two papers were given the same number, and would be one person.
            if (place is { } home && !villages.TryAdd(number, home) && villages[number] != home)
                file.Problem(row.Line, village + 1, string.Create(CultureInfo.InvariantCulture, $"paper {number} is of village {villages[number]} further up; correct the village, or give this paper another number"));
            told.Add(new PaperOpinion(number, place, TopicOf(file, row, topic, words), ReachOf(file, row, reach), PersonalDetails.Mask(words)));
        }

        return told;
    }

    /// <summary>How many of these opinions papers of another batch tell word for word.</summary>
    public async Task<int> TwinsAsync(ImportRequest request, IReadOnlyList<PaperOpinion> told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(told);
        var ours = told.Select(t => pseudonyms.PersonIn("tambon:" + request.Tambon, ParticipantOf(pseudonyms, request.BatchName, t.Paper))).ToHashSet(StringComparer.Ordinal);
        var others = new Twins<(int?, string?)>();
        await foreach (var opinion in opinions.OfTambonAsync(request.Tambon, cancellationToken))
            if (opinion.Consent?.StartsWith(OnPaper, StringComparison.Ordinal) == true && !ours.Contains(opinion.Person)) others.Add((opinion.Village, opinion.Text));
        return told.Count(t => others.Take((t.Village, t.Text)));
    }

    /// <summary>Keeps what was understood. Doing it again changes nothing.</summary>
    public async Task<ImportCount> KeepAsync(ImportRequest request, IReadOnlyList<PaperOpinion> told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(told);
        var count = await ImportCount.OfAsync(told.GroupBy(t => t.Paper, StringComparer.Ordinal), (paper, token) => KeepAsync(request, paper, token), cancellationToken);
        if (!request.DryRun) await summaries.FoldAsync(request.Tambon, cancellationToken);
        return count;
    }

    private async Task<ImportCount> KeepAsync(ImportRequest request, IGrouping<string, PaperOpinion> paper, CancellationToken cancellationToken)
    {
        var participant = ParticipantOf(pseudonyms, request.BatchName, paper.Key);
        var person = pseudonyms.PersonIn("tambon:" + request.Tambon, participant);
        var before = new Dictionary<string, Opinion>(StringComparer.Ordinal);
        await foreach (var opinion in opinions.OfPersonAsync(request.Tambon, person, cancellationToken)) before[opinion.Id] = opinion;
        var count = new ImportCount(1, 0, 0, 0, 0);
        foreach (var (one, number) in paper.Select((one, number) => (one, number)))
        {
            var id = pseudonyms.KeyOf("paper-opinion", string.Create(CultureInfo.InvariantCulture, $"{participant.Value} {number}"));
            before.Remove(id, out var there);
            var day = request.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? there?.ReceivedOn ?? time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var now = (there ?? new Opinion(request.Tambon, person, id) { Reference = pseudonyms.ReferenceOf(id), Kind = "text", ReceivedOn = day }) with
            {
                Village = one.Village, Topic = one.Topic ?? there?.Topic, Reach = one.Reach, Text = one.Text, ReceivedOn = day, Helped = true, Consent = OnPaper + day,
            };
            count = there is null ? count with { New = count.New + 1 } : now == there ? count with { Unchanged = count.Unchanged + 1 } : count with { Changed = count.Changed + 1 };
            if (request.DryRun || now == there) continue;
            await opinions.AppendAsync(now with { ETag = null }, new OpinionMessage(id, "text", one.Text), cancellationToken);
            if (there is not null)
                await opinions.CorrectAsync(request.Tambon, person, id, o => now with { Text = o.Text, ETag = o.ETag, Status = o.Status, Hidden = o.Hidden }, cancellationToken);
        }

        if (!request.DryRun)
            foreach (var gone in before.Values) await opinions.RemoveAsync(gone, cancellationToken);
        return count with { Removed = before.Count };
    }

    /// <summary>Whoever wrote a paper: made of the batch and the number on it.</summary>
    internal static ParticipantId ParticipantOf(Pseudonyms pseudonyms, string batch, string number) => new(pseudonyms.KeyOf("paper", $"{batch.Length} {batch} {number}", 32));

    private string? TopicOf(PaperFile file, PaperRow row, int column, string words)
    {
        var cell = row.Cell(column);
        if (cell.Length == 0) return topics.Guess(words);
        if (topics.Topic(cell) is { } named) return named.Id;
        if (ChoiceReader.Read(cell, [.. topics.Topics.Select(t => t.Label)]) is { } index) return topics.Topics[index].Id;
        if (topics.Guess(cell) is { } guessed) return guessed;
        file.Problem(row.Line, column + 1, $"“{cell}” is no topic; write one of {string.Join(", ", topics.Topics.Select(t => t.Label))}, or nothing");
        return null;
    }

    private string? ReachOf(PaperFile file, PaperRow row, int column)
    {
        var cell = row.Cell(column);
        var choices = flows.Role("opinion")?.Questions.FirstOrDefault(q => q is { Keep: "reach", Kind: QuestionKind.Choice })?.Choices ?? [];
        if (cell.Length == 0) return null;
        if (choices.FirstOrDefault(c => c.Value == cell) is { } named) return named.Value;
        if (ChoiceReader.Read(cell, [.. choices.Select(c => c.Label.Value)]) is { } index) return choices[index].Value;
        file.Problem(row.Line, column + 1, $"“{cell}” is no reach; write one of {string.Join(", ", choices.Select(c => c.Label.Value))}, or nothing");
        return null;
    }
}

/// <summary>One opinion of a paper, understood and masked.</summary>
public sealed record PaperOpinion(string Paper, int? Village, string? Topic, string? Reach, string Text);
