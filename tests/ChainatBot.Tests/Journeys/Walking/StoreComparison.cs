using System.Globalization;
using System.Text;
using System.Text.Json;
using ChainatBot.Exports;
using ChainatBot.Forums;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Priorities;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>Holds the store's rows, the exports and the summaries against what people know they did.</summary>
public sealed class StoreComparison(BotHost bot, World world, IReadOnlyList<Walker> people)
{
    private readonly ITableStore store = bot.Get<ITableStore>();

    private readonly List<string> differences = [];

    public async Task AssertSameAsync()
    {
        await AssertOpinionsAsync();
        await AssertAnswersAsync();
        await AssertBallotsAsync();
        await AssertRepliesAsync();
        await AssertConsentsAsync();
        await AssertSummariesAsync();
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private async Task AssertOpinionsAsync()
    {
        var stored = await StoredRows.OpinionsAsync(bot);
        Same("opinions",
            people.SelectMany(p => p.Ledger.Own.Select(o => $"{world.NameIn("tambon:" + (o.Tambon ?? Opinion.NoTambon), p.UserId)} {o.Tambon ?? Opinion.NoTambon} {o.Reference} {o.Kind} {o.Forum} {o.Text}")),
            stored.Where(o => o.Helped is null).Select(o => $"{o.Person} {o.Tambon} {o.Reference} {o.Kind} {o.Forum} {o.Text}"));
        Same("opinions of neighbours",
            people.SelectMany(p => p.Ledger.OfNeighbours.Select(o => $"{o.Reference} {o.Kind} {o.Text}")),
            stored.Where(o => o.Helped == true).Select(o => $"{o.Reference} {o.Kind} {o.Text}"));
        // Who told what together is one person, in each tambon; who is a neighbour is nobody else.
        Same("people",
            people.SelectMany(p => p.Ledger.Own.GroupBy(o => o.Tambon ?? Opinion.NoTambon).Select(g => References(g.Select(o => o.Reference))).Concat(p.Ledger.OfNeighbours.GroupBy(o => o.Neighbour).Select(g => References(g.Select(o => o.Reference))))),
            stored.GroupBy(o => (o.Tambon, o.Person)).Select(g => References(g.Select(o => o.Reference))));
        Same("messages",
            people.SelectMany(p => p.Ledger.Own.Concat(p.Ledger.OfNeighbours)).SelectMany(o => o.Pieces).Select(p => $"{p.Kind} {p.Text}"),
            (await StoredRows.MessagesAsync(bot.App.Services)).Select(m => $"{m.Kind} {m.Text}"));
        Same("exported opinions",
            people.SelectMany(p => p.Ledger.Own.Select(o => $"{o.Tambon} {o.Reference} {o.Kind} {o.Text}")),
            (await ExportedAsync((export, to) => export.RunAsync(new ExportRequest(ExportFormat.Jsonl), to)))
                .Where(o => stored.Any(s => s.Helped is null && o.GetProperty("id").GetString() == s.Id))
                .Select(o => $"{o.GetProperty("tambon").GetString()} {o.GetProperty("reference").GetString()} {o.GetProperty("kind").GetString()} {o.GetProperty("text").GetString()}"));

        static string References(IEnumerable<string> references) => string.Join(' ', references.Order(StringComparer.Ordinal));
    }

    private async Task AssertAnswersAsync()
    {
        var rows = new List<Answer>();
        foreach (var tambon in Tambons) rows.AddRange((await RowsAsync(Answer.Table, tambon + "-")).Select(Answer.FromRow));
        Same("answers",
            people.SelectMany(p => p.Ledger.Sheet.Select(a => $"{a.Key.Survey} {world.NameIn("survey:" + a.Key.Survey, p.UserId)} {a.Key.Question} {a.Value.Kind} {a.Value.Text}")),
            rows.Select(a => $"{a.Survey} {a.Person} {a.Question} {a.Kind} {a.Text}"));
        Same("exported answers",
            people.SelectMany(p => p.Ledger.Sheet.Select(a => $"{a.Key.Survey} {world.NameIn("survey:" + a.Key.Survey, p.UserId)} {a.Key.Question} {a.Value.Text}")),
            (await ExportedAsync((export, to) => export.RunAsync(new ExportRequest(ExportFormat.Jsonl), bot.Get<AnswerStore>(), to)))
                .Select(a => $"{a.GetProperty("survey").GetString()} {a.GetProperty("person").GetString()} {a.GetProperty("question").GetString()} {a.GetProperty("answer").GetString()}"));
    }

    private async Task AssertBallotsAsync()
    {
        var (ballots, agreements) = (new List<TableRow>(), new List<TableRow>());
        foreach (var round in World.Rounds)
        {
            ballots.AddRange(await RowsAsync(BallotStore.Table, round.Id + "-"));
            agreements.AddRange(await RowsAsync(AgreementStore.Table, round.Id + "-"));
        }

        var cast = people.SelectMany(p => p.Ledger.Ballots.Select(b => $"{b.Key} {world.NameIn("round:" + b.Key, p.UserId)} {string.Join(' ', b.Value)}")).ToList();
        Same("ballots", cast, ballots.Select(b => $"{b.GetString("Round")} {b.GetString("Person")} {b.GetString("Choices")}"));
        Same("exported ballots", cast, (await ExportedAsync((export, to) => export.RunAsync(new ExportRequest(ExportFormat.Jsonl), new BallotExport(bot.Get<RoundStore>(), bot.Get<BallotStore>()), to)))
            .Select(b => $"{b.GetProperty("round").GetString()} {b.GetProperty("person").GetString()} {string.Join(' ', b.GetProperty("choices").EnumerateArray().Select(c => c.GetString()))}"));
        Same("agreements",
            people.SelectMany(p => p.Ledger.Agreements.Select(a => $"{a.Key.Round} {world.NameIn("round:" + a.Key.Round, p.UserId)} {a.Key.Proposal} {a.Value}")),
            agreements.Select(a => $"{a.GetString("Round")} {a.GetString("Person")} {a.GetString("Proposal")} {a.GetString("Answer")}"));
    }

    private async Task AssertRepliesAsync()
    {
        var rows = new List<ForumReply>();
        foreach (var forum in World.Forums) rows.AddRange((await RowsAsync(ForumReply.Table, forum.Id + "~")).Select(ForumReply.FromRow));
        Same("replies",
            people.SelectMany(p => p.Ledger.Replies.Select(r => $"{r.Key} {world.NameIn("forum:" + r.Key, p.UserId)} {r.Value.Coming} {r.Value.Attended} {r.Value.Listened} {r.Value.Spoke}")),
            rows.Select(r => $"{r.Forum} {r.Person} {r.Reply} {r.Attended} {r.Listened} {r.Spoke}"));
        Same("exported replies",
            people.SelectMany(p => p.Ledger.Replies.Where(r => r.Value.Coming is not null).Select(r => $"{r.Key} {world.NameIn("forum:" + r.Key, p.UserId)} {r.Value.Coming}")),
            (await ExportedAsync((export, to) => export.RunAsync(new ExportRequest(ExportFormat.Jsonl), bot.Get<ForumStore>(), bot.Get<ForumReplyStore>(), to)))
                .Select(r => $"{r.GetProperty("forum").GetString()} {r.GetProperty("person").GetString()} {r.GetProperty("reply").GetString()}"));
    }

    private async Task AssertConsentsAsync()
    {
        Same("subscribers",
            people.Where(p => p.Ledger.Consents == true).Select(p => $"{p.UserId} {p.Ledger.Tambon}"),
            (await bot.Get<Subscribers>().AllAsync([]).ToListAsync()).Select(s => $"{bot.Get<Subscribers>().LineUserIdOf(s)} {s.Tambon}"));
        var withdrawals = (await store.QueryAsync("Withdrawals", "withdrawals")).Rows;
        Equal("withdrawals", people.Sum(p => p.Ledger.Withdrawn), withdrawals.Count(r => r.GetBoolean("Erased") is false));
        Equal("erasures", people.Sum(p => p.Ledger.Erased), withdrawals.Count(r => r.GetBoolean("Erased") is true));
    }

    /// <summary>As they have grown with every change, and built anew.</summary>
    private async Task AssertSummariesAsync()
    {
        var summaries = bot.Get<SummaryService>();
        var told = people.SelectMany(p => p.Ledger.Own.Select(o => (Tambon: o.Tambon ?? Opinion.NoTambon, Person: p.UserId))).ToList();
        foreach (var again in (bool[])[false, true])
        {
            var counted = new List<(string Tambon, string Person)>();
            var helped = 0;
            foreach (var tambon in Tambons)
            {
                if (again) await summaries.RebuildAsync(tambon);
                var state = await new SummaryLedger(store, summaries.Options.LexiconVersion, summaries.Options.Terms).LoadAsync(tambon);
                counted.AddRange(state.Contributions.Where(c => c.Helped is null).Select(c => (tambon, c.Person)));
                helped += state.Contributions.Where(c => c.Helped == true).Select(c => c.Person).Distinct().Count();
                var view = await summaries.SummarizeAsync(tambon);
                var neighbours = state.Contributions.Where(c => c.Helped == true).ToList();
                if (view.People is { } seen) Equal("people of " + tambon, told.Where(t => t.Tambon == tambon).Distinct().Count() + neighbours.Select(c => c.Person).Distinct().Count(), seen);
                if (view.Opinions is { } opinions) Equal("opinions of " + tambon, told.Count(t => t.Tambon == tambon) + neighbours.Count, opinions);
                foreach (var survey in view.Surveys.Where(s => s.People is not null && s.Survey != World.OpenInTwo)) AssertSurvey(survey);
                foreach (var round in view.Priorities.Where(r => r.People is not null)) AssertRound(round);
                foreach (var forum in view.Forums) AssertForum(forum);
            }

            Same($"people counted{(again ? " anew" : "")}", told.Distinct().Select(t => $"{t.Tambon} {world.NameIn("tambon:" + t.Tambon, t.Person)}"), counted.Distinct().Select(c => $"{c.Tambon} {c.Person}"));
            Equal("opinions counted", told.Count, counted.Count);
            Equal("neighbours counted", people.SelectMany(p => p.Ledger.OfNeighbours).Select(o => o.Neighbour).Distinct().Count(), helped);
        }
    }

    private void AssertSurvey(SurveyResult survey)
    {
        Equal("people of " + survey.Survey, people.Count(p => p.Ledger.Sheet.Keys.Any(k => k.Survey == survey.Survey)), survey.People);
        foreach (var question in survey.Questions.Where(q => q.Kind is "choice" or "several" or "yesno" or "scale"))
            foreach (var count in (question.Counts ?? []).Where(c => c.Answer is not null))
                Equal($"{survey.Survey}.{question.Question} {count.Answer}", people.Count(p => p.Ledger.Sheet.GetValueOrDefault((survey.Survey, question.Question))?.Text?.Split(',').Contains(count.Answer) == true), count.People);
    }

    private void AssertRound(PriorityResult round)
    {
        var ballots = people.Select(p => p.Ledger.Ballots.GetValueOrDefault(round.Id)).OfType<List<string>>().ToList();
        Equal("people of " + round.Id, ballots.Count, round.People);
        foreach (var p in round.Proposals.Where(p => p.People is not null)) Equal("chose " + p.Id, ballots.Count(b => b.Contains(p.Id)), p.People);
        var said = people.SelectMany(p => p.Ledger.Agreements.Where(a => a.Key.Round == round.Id)).ToList();
        foreach (var a in round.Agreement)
        {
            Equal("asked about " + a.Proposal, said.Count(s => s.Key.Proposal == a.Proposal), a.People);
            if (a.Agree is { } agree) Equal("agree with " + a.Proposal, said.Count(s => s.Key.Proposal == a.Proposal && s.Value == "agree"), agree);
        }
    }

    private void AssertForum(ForumResult forum)
    {
        var replies = people.Select(p => p.Ledger.Replies.GetValueOrDefault(forum.Id)).OfType<Reply>().ToList();
        if (forum.People is { } seen) Equal("people of " + forum.Id, replies.Count, seen);
        if (forum.Attended is { } attended) Equal("were at " + forum.Id, replies.Count(r => r.Attended), attended);
        if (forum.Listened is { } listened) Equal("were listened to at " + forum.Id, replies.Count(r => r.Listened is not null), listened.People);
    }

    private IEnumerable<string> Tambons => bot.Get<Places>().TambonCodes.Append(Opinion.NoTambon);

    private async Task<List<TableRow>> RowsAsync(string table, string partition)
    {
        var rows = new List<TableRow>();
        foreach (var x in "0123456789abcdef") rows.AddRange(await store.RowsAsync(table, partition + x).ToListAsync());
        return rows;
    }

    private async Task<List<JsonElement>> ExportedAsync(Func<ExportCommand, Stream, Task<int>> export)
    {
        using var memory = new MemoryStream();
        Assert.Equal(0, await export(new ExportCommand(store, [.. bot.Get<Places>().TambonCodes], TextWriter.Null), memory));
        return [.. Encoding.UTF8.GetString(memory.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }

    /// <summary>Nothing more, nothing less; the first person concerned tells what happened.</summary>
    private void Same(string what, IEnumerable<string> told, IEnumerable<string> stored)
    {
        var (expected, actual) = (told.Order(StringComparer.Ordinal).ToList(), stored.Order(StringComparer.Ordinal).ToList());
        var (lost, extra) = (Beyond(expected, actual), Beyond(actual, expected));
        if (lost.Count + extra.Count == 0) return;
        var concerned = people.FirstOrDefault(p => lost.Concat(extra).Any(line => world.NamesOf(p.UserId).Any(name => line.Contains(name, StringComparison.Ordinal))))
            ?? people.FirstOrDefault(p => lost.Concat(extra).Any(line => p.Diary.Exists(d => d.Contains(line[(line.LastIndexOf(' ') + 1)..], StringComparison.Ordinal))));
        differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {expected.Count} told, {actual.Count} stored\nlost:\n{string.Join('\n', lost.Take(8))}\nnot to be there:\n{string.Join('\n', extra.Take(8))}{concerned?.Story()}"));
    }

    private void Equal(string what, int told, int? counted)
    {
        if (told != counted) differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {told} told, {counted} counted"));
    }

    private static List<string> Beyond(List<string> these, List<string> those)
    {
        var left = those.GroupBy(l => l).ToDictionary(g => g.Key, g => g.Count());
        return [.. these.Where(line => left.TryGetValue(line, out var n) && n > 0 ? --left[line] < 0 : true)];
    }
}
