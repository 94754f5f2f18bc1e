using System.Collections.Immutable;
using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using ChainatBot.Understanding;
using Line.Messaging;

namespace ChainatBot.Outcomes;

/// <summary>What became of opinions, or of a proposal of a round.</summary>
/// <param name="Status">heard, planned, funded or done.</param>
/// <param name="References">Of the opinions; or <paramref name="Topic"/>, with a village or without; or <paramref name="Round"/> and <paramref name="Proposal"/>.</param>
/// <param name="Note">A short sentence more, for everybody who is told.</param>
/// <param name="PayAfter">When those whom no reply has reached get it as a paid message; null: never.</param>
public sealed record OutcomeRequest(
    string Tambon, string Status, IReadOnlyList<string> References, string? Topic = null, int? Village = null, string? Round = null, string? Proposal = null, string? Note = null,
    DateTimeOffset? PayAfter = null);

/// <param name="Found">Opinions, or ballots, that are meant.</param>
/// <param name="IsTold">Somebody is to be told who was not told before.</param>
/// <param name="Missing">References that no opinion has.</param>
public sealed record OutcomeResult(int Found, bool IsTold, IReadOnlyList<string> Missing);

/// <summary>
/// Sets what became of opinions and tells those who said them, each once for a status and group however many of the opinions were theirs. Nobody learns who
/// they are, and they do not learn of each other. What somebody else filled in has nobody to tell.
/// </summary>
/// <remarks>
/// Cut short and done again, it goes on where it was: people first, then the notice, then the note that this telling is under way, then the statuses. Marked again
/// with more opinions, only those are told who were not told before.
/// </remarks>
public sealed class OutcomeTelling(
    OpinionStore opinions, BallotStore ballots, RoundStore rounds, OutcomePeople people, NoticeStore notices, SummaryService summaries, FlowStore flows, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>All statuses but that of an opinion nobody has heard yet, in the order in which they follow each other.</summary>
    public static readonly ImmutableArray<string> Statuses = ["heard", "planned", "funded", "done"];

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(90);

    public async Task<OutcomeResult> MarkAsync(OutcomeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Round is { } round)
        {
            var chosen = new List<string>();
            await foreach (var ballot in ballots.OfRoundAsync(round, cancellationToken))
                if (ballot.Choices.Contains(request.Proposal)) chosen.Add(ballot.Person);
            var title = (await rounds.FindAsync(round, cancellationToken))?.Definition.Proposals.FirstOrDefault(p => p.Id == request.Proposal)?.Title;
            return new OutcomeResult(chosen.Count, await TellAsync("round:" + round, $"proposal {request.Proposal}", request, chosen, "outcome-chosen", title, cancellationToken), []);
        }

        var meant = new List<Opinion>();
        await foreach (var opinion in opinions.OfTambonAsync(request.Tambon, cancellationToken))
            if (IsMeant(opinion, request)) meant.Add(opinion);
        var missing = request.References.Where(r => !meant.Exists(o => Same(o.Reference, r))).ToList();
        if (missing.Count > 0) return new OutcomeResult(meant.Count, false, missing);

        var news = meant.Where(o => IsNews(o, request)).ToList();
        var topics = meant.Select(o => o.Topic).Distinct().ToList();
        var told = await TellAsync(
            "tambon:" + request.Tambon,
            request.Topic is { } topic
                ? string.Create(CultureInfo.InvariantCulture, $"topic {topic} {request.Village}")
                : "references " + string.Join(' ', request.References.Select(r => r.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal)),
            request,
            [.. news.Where(o => o.Helped != true).Select(o => o.Person)],
            "outcome-told",
            topics is [{ } only] ? summaries.Options.TopicName(only) : null,
            cancellationToken);
        foreach (var opinion in news)
            await opinions.CorrectAsync(opinion.Tambon, opinion.Person, opinion.Id, o => o with { Status = request.Status }, cancellationToken);
        return new OutcomeResult(meant.Count, told, []);
    }

    /// <summary>Tells those who were not told before. False where there is nobody.</summary>
    private async Task<bool> TellAsync(string scope, string what, OutcomeRequest request, IReadOnlyCollection<string> persons, string about, string? topic, CancellationToken cancellationToken)
    {
        var group = pseudonyms.KeyOf("outcome", $"{scope} {request.Status} {what}");
        var before = await people.ToldAsync(scope, group, cancellationToken);
        var now = new List<string>();
        foreach (var person in persons.Distinct(StringComparer.Ordinal))
            if (!await people.WasToldAsync(scope, person, group, before, cancellationToken)) now.Add(person);
        if (now.Count == 0) return false;

        var telling = before + 1;
        foreach (var person in now) await people.AddAsync(scope, person, group, telling, cancellationToken);
        var from = time.Now();
        var notice = new Notice(
            string.Create(CultureInfo.InvariantCulture, $"outcome-{group}-{telling}"),
            NoticeKind.Outcome,
            string.Join(' ', new[] { request.Status, topic }.OfType<string>()),
            new Audience([], [], Conditions: [new AudienceCondition("said", SaidCriterion.Argument(scope, group, telling))]),
            [LineJson.Format(Message.Text(Words(about, request, topic)))],
            from,
            request.PayAfter,
            from + Lasts);
        await notices.AddAsync(notice, cancellationToken);
        await people.FinishAsync(scope, group, telling, cancellationToken);
        return true;
    }

    private string Words(string about, OutcomeRequest request, string? topic)
    {
        var system = flows.Current.System;
        var said = system.Sentence(about).Replace("{topic}", topic is null ? "" : $" “{topic}” ", StringComparison.Ordinal);
        return string.Join(' ', new[] { said, system.Sentence("outcome-" + request.Status), request.Note?.Trim() }.Where(s => !string.IsNullOrEmpty(s)));
    }

    private static bool IsMeant(Opinion opinion, OutcomeRequest request) => request.Topic is { } topic
        ? opinion.Topic == topic && (request.Village is null || opinion.Village == request.Village) && opinion.Hidden != true
        : request.References.Any(r => Same(opinion.Reference, r));

    /// <summary>
    /// Who was told of an opinion is not told of it again as one of a group; and a group that is marked takes none of them back to a step it is beyond.
    /// One that is named by its reference may be set right either way.
    /// </summary>
    private static bool IsNews(Opinion opinion, OutcomeRequest request) =>
        request.Topic is null ? opinion.Status != request.Status : StepOf(opinion.Status) < StepOf(request.Status);

    private static int StepOf(string status) => Statuses.IndexOf(status);

    private static bool Same(string reference, string said) => string.Equals(reference, said.Trim(), StringComparison.OrdinalIgnoreCase);
}
