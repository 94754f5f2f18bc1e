using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using ChainatBot.Understanding;
using Conversation = ChainatBot.Conversations.Conversation;

namespace ChainatBot.Surveys;

/// <summary>Between the chat and the store: what is open for a person, and what becomes of the answers of a turn.</summary>
public sealed class AnswerKeeper(SurveyStore surveys, AnswerStore answers, MediaFetches fetches, MediaWorker media, FlowStore flows, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>The surveys that are open today, with what this person has answered.</summary>
    public async Task<IReadOnlyList<OpenSurvey>> OpenAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var today = time.Today();
        return [.. (await surveys.AllAsync(cancellationToken)).Where(s => s.IsOpen(today)).Select(s => new OpenSurvey(
            s.Survey, s.Version, s.Tambon, s.Until is { } until ? SummaryWords.Date(until) : null, conversation.Surveys.FirstOrDefault(sheet => sheet.Survey == s.Survey)?.Answers))];
    }

    /// <summary>Keeps an answer (fact <c>answer</c>), or lets go of those whose questions no longer come up (<c>unanswered</c>).</summary>
    public async Task<Conversation> KeepAsync(ParticipantId participant, Conversation conversation, FlowFact fact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(fact);
        var sheet = conversation.Surveys.FirstOrDefault(s => s.Survey == fact.Flow) ?? new SurveySheet(fact.Flow, conversation.Profile.TambonCode ?? Opinion.NoTambon, new Dictionary<string, string>());
        var person = answers.PersonIn(sheet.Survey, participant);
        if (fact.Kind == "unanswered")
        {
            foreach (var question in (fact.Value ?? "").Split(','))
                if (await answers.FindAsync(sheet.Tambon, sheet.Survey, person, question, cancellationToken) is { } gone)
                    await answers.RemoveAsync(gone, cancellationToken);
        }
        else
        {
            conversation = await KeepAsync(conversation, sheet, person, fact, cancellationToken);
        }

        sheet = sheet with { Answers = AnswerSheet.After(sheet.Answers, fact) };
        return conversation with { Surveys = [.. conversation.Surveys.Where(s => s.Survey != sheet.Survey), sheet] };
    }

    /// <summary>Takes back one message wherever it answered a question.</summary>
    public async Task<Conversation> TakeBackAsync(ParticipantId participant, Conversation conversation, string messageKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        foreach (var sheet in conversation.Surveys)
        {
            if (await answers.RemoveMessageAsync(sheet.Tambon, sheet.Survey, answers.PersonIn(sheet.Survey, participant), messageKey, cancellationToken) is not { } question) continue;
            if (await answers.FindAsync(sheet.Tambon, sheet.Survey, answers.PersonIn(sheet.Survey, participant), question, cancellationToken) is not null) continue;
            var left = sheet with { Answers = sheet.Answers.Where(a => a.Key != question).ToDictionary(StringComparer.Ordinal) };
            conversation = conversation with { Surveys = [.. conversation.Surveys.Select(s => s.Survey == sheet.Survey ? left : s)] };
        }

        return conversation;
    }

    private async Task<Conversation> KeepAsync(Conversation conversation, SurveySheet sheet, string person, FlowFact fact, CancellationToken cancellationToken)
    {
        var answer = AnswerOf(conversation, sheet, person, fact);
        var untilDone = flows.Current.Find(fact.Flow, fact.Version)?.Find(answer.Question) is Question { UntilDone: true };
        var adding = await answers.FindAsync(sheet.Tambon, sheet.Survey, person, answer.Question, cancellationToken) is { } before
            && ((untilDone && before.AnsweredOn == answer.AnsweredOn) || (answer.PhotoSet is { } set && before.PhotoSet == set));
        await answers.KeepAsync(answer, adding, cancellationToken);

        if (answer.Media.Count > 0 && conversation.Contents.TryGetValue(fact.Key, out var contentId))
        {
            await fetches.RequestAsync(new MediaFetch(fact.Key, contentId, answer.Kind, sheet.Tambon, person, "", Survey: sheet.Survey, Question: answer.Question), cancellationToken);
            media.Wake();
        }

        return conversation with { Contents = conversation.Contents.Where(c => c.Key != fact.Key).ToDictionary() };
    }

    private Answer AnswerOf(Conversation conversation, SurveySheet sheet, string person, FlowFact fact)
    {
        var kind = fact.Input switch { VoiceInput => "audio", PhotoInput => "image", LocationInput when fact.IsMessage => "location", _ => "text" };
        return new Answer(sheet.Tambon, sheet.Survey, person, fact.Subject ?? fact.Node)
        {
            Village = sheet.Tambon == conversation.Profile.TambonCode ? conversation.Profile.VillageNo : null,
            Kind = kind,
            Text = fact.Input switch
            {
                // As of opinions: about a kilometre.
                LocationInput at when fact.IsMessage => string.Create(CultureInfo.InvariantCulture, $"พิกัดโดยประมาณ {at.Latitude:0.00}, {at.Longitude:0.00}"),
                _ when fact.Value is null => null,
                _ => fact.IsMessage ? PersonalDetails.Mask(fact.Value) : fact.Value,
            },
            AnsweredOn = time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Seconds = (fact.Input as VoiceInput)?.Seconds,
            Messages = [fact.Key],
            Media = kind is "audio" or "image" ? [fact.Key] : [],
            PhotoSet = fact.Input is PhotoInput { Set: { } set } ? pseudonyms.KeyOf("photo-set", set) : null,
        };
    }
}
