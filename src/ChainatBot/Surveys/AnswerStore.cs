using System.Runtime.CompilerServices;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Understanding;

namespace ChainatBot.Surveys;

/// <summary>
/// Keeps answers: one sheet a person and survey, one row a question. Keys are derived from the person and the question, so
/// that an answer given again takes the place of the one before, and a replay that of itself.
/// </summary>
public sealed class AnswerStore(ITableStore store, IBlobStore blobs, MediaFetches fetches, SurveyStore surveys, FlowStore flows, Places places, Pseudonyms pseudonyms) : IPersonalRecords
{
    // Row keys hold the survey's id first: a sheet's rows lie together.
    private const int MaxText = 30_000;

    /// <summary>The person's name within a survey.</summary>
    public string PersonIn(string survey, ParticipantId participant) => pseudonyms.PersonIn("survey:" + survey, participant);

    /// <summary>By which somebody without a phone can have their answers to a survey deleted. Stored nowhere: it is made anew of the person's name in the survey.</summary>
    public string ReferenceOf(string person) => pseudonyms.ReferenceOf("sheet " + person);

    /// <summary>Keeps an answer in the place of the one before it, or <paramref name="adding"/> to it (photos of one set, messages until done).</summary>
    public async Task KeepAsync(Answer answer, bool adding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        while (true)
        {
            var before = await FindAsync(answer.Tambon, answer.Survey, answer.Person, answer.Question, cancellationToken);
            var next = adding && before is not null ? Together(before, answer) : answer;

            // Media go before the row that names them: until then a crash and a replay find them and do this again.
            if (before is not null) await RemoveMediaAsync(before, before.Media.Except(next.Media), cancellationToken);
            var saved = before is null
                ? await store.InsertAsync(Answer.Table, next.ToRow(), cancellationToken)
                : await store.ReplaceAsync(Answer.Table, (next with { ETag = before.ETag }).ToRow(), cancellationToken);
            if (saved is not null) return;
        }
    }

    public async Task<Answer?> FindAsync(string tambon, string survey, string person, string question, CancellationToken cancellationToken) =>
        await store.GetAsync(Answer.Table, Answer.PartitionOf(tambon, person), Answer.RowKeyOf(survey, person, question), cancellationToken) is { } row ? Answer.FromRow(row) : null;

    /// <summary>Deletes an answer with its media. Nothing happens where it is gone.</summary>
    public async Task RemoveAsync(Answer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        await RemoveMediaAsync(answer, answer.Media, cancellationToken);
        await store.DeleteAsync(Answer.Table, answer.PartitionKey, answer.RowKey, cancellationToken: cancellationToken);
    }

    /// <summary>Takes one choice out of an answer that is a list of them; without any it is gone.</summary>
    public async Task RemoveChoiceAsync(string tambon, string survey, string person, string question, string choice, CancellationToken cancellationToken)
    {
        while (await FindAsync(tambon, survey, person, question, cancellationToken) is { Text: { } text } answer)
        {
            var choices = text.Split(',');
            if (!choices.Contains(choice)) return;
            var done = choices.Length == 1
                ? await store.DeleteAsync(Answer.Table, answer.PartitionKey, answer.RowKey, answer.ETag, cancellationToken)
                : await store.ReplaceAsync(Answer.Table, (answer with { Text = string.Join(',', choices.Where(c => c != choice)) }).ToRow(), cancellationToken) is not null;
            if (done) return;
        }
    }

    /// <summary>Takes back one message (unsend); an answer that loses its last message is gone. The answer's question, or null where no answer has this message.</summary>
    public async Task<string?> RemoveMessageAsync(string tambon, string survey, string person, string messageKey, CancellationToken cancellationToken)
    {
        await foreach (var answer in SheetAsync(tambon, survey, person, cancellationToken))
        {
            if (!answer.Messages.Contains(messageKey)) continue;
            var kept = answer with { Messages = [.. answer.Messages.Where(m => m != messageKey)], Media = [.. answer.Media.Where(m => m != messageKey)] };

            // Which words came with which message is not kept: an answer with words in it goes as a whole.
            if (kept.Messages.Count == 0 || answer.Text is not null)
            {
                await RemoveAsync(answer, cancellationToken);
                return answer.Question;
            }

            await RemoveMediaAsync(answer, [messageKey], cancellationToken);
            await store.UpsertAsync(Answer.Table, kept.ToRow(), cancellationToken);
            return answer.Question;
        }

        return null;
    }

    /// <summary>Deletes all answers of a person to all surveys, with their media: “delete all”.</summary>
    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        await foreach (var answer in OfPersonAsync(participant, cancellationToken)) await RemoveAsync(answer, cancellationToken);
    }

    /// <summary>All answers of a person, wherever and to whatever survey they were given.</summary>
    /// <remarks>Asks once for each survey and tambon, as only the key leads from a person to her sheets: meant for what a person does seldom.</remarks>
    public async IAsyncEnumerable<Answer> OfPersonAsync(ParticipantId participant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (survey, tambon) in await WhereAsync(cancellationToken))
            await foreach (var answer in SheetAsync(tambon, survey, PersonIn(survey, participant), cancellationToken))
                yield return answer;
    }

    /// <summary>Deletes what was answered before a day. Returns how many answers.</summary>
    public async Task<int> PurgeAsync(DateOnly retainedFrom, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var (survey, tambon) in await WhereAsync(cancellationToken))
        {
            await foreach (var answer in OfSurveyAsync(tambon, survey, cancellationToken))
            {
                if (answer.Day >= retainedFrom) continue;
                await RemoveAsync(answer, cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    /// <summary>One person's answers to a survey, by question id.</summary>
    public IAsyncEnumerable<Answer> SheetAsync(string tambon, string survey, string person, CancellationToken cancellationToken) =>
        QueryAsync(Answer.PartitionOf(tambon, person), $"{survey}~{person}~", cancellationToken);

    /// <summary>
    /// The answers of a tambon to a survey, sheet by sheet. Sheets come in the order of their pseudonyms, which tells nothing
    /// of who or when; the same rows always come in the same order.
    /// </summary>
    public async IAsyncEnumerable<Answer> OfSurveyAsync(string tambon, string survey, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var x in "0123456789abcdef")
            await foreach (var answer in QueryAsync($"{tambon}-{x}", survey + "~", cancellationToken))
                yield return answer;
    }

    /// <summary>All surveys that can have answers: those ever opened, and those there are flows of.</summary>
    public async Task<IReadOnlyList<string>> SurveyIdsAsync(CancellationToken cancellationToken) =>
        [.. (await surveys.AllAsync(cancellationToken)).Select(s => s.Survey)
            .Concat(flows.Current.CurrentFlows.Where(f => f.Questions.Any(q => q.Keep == "answer")).Select(f => f.Id))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Where answers can be: a survey's where it was opened, those of other flows anywhere.</summary>
    private async Task<List<(string Survey, string Tambon)>> WhereAsync(CancellationToken cancellationToken)
    {
        var opened = (await surveys.AllAsync(cancellationToken)).Select(s => (s.Survey, s.Tambon)).ToList();
        var talks = flows.Current.CurrentFlows.Where(f => f.Kind == FlowKind.Talk && f.Questions.Any(q => q.Keep == "answer"));
        return [.. opened, .. talks.SelectMany(f => places.TambonCodes.Append(Opinion.NoTambon).Select(t => (f.Id, t)))];
    }

    private async IAsyncEnumerable<Answer> QueryAsync(string partition, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Answer.Table, partition, prefix, RowKeys.After(prefix), cancellationToken: cancellationToken)) yield return Answer.FromRow(row);
    }

    private async Task RemoveMediaAsync(Answer answer, IEnumerable<string> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            await fetches.CallOffAsync(message, cancellationToken);
            await blobs.DeleteAsync(answer.BlobOf(message), cancellationToken);
        }
    }

    private static Answer Together(Answer before, Answer more)
    {
        if (before.Messages.Contains(more.Messages[^1])) return before;
        var text = string.Join('\n', new[] { before.Text, more.Text }.Where(t => t is { Length: > 0 }));
        return before with
        {
            Text = text.Length == 0 ? null : text[..Math.Min(text.Length, MaxText)],
            AnsweredOn = more.AnsweredOn,
            Messages = [.. before.Messages, .. more.Messages],
            Media = [.. before.Media, .. more.Media],
        };
    }
}
