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

    /// <summary>What an answer (fact <c>answer</c>), or the end of answers whose questions no longer come up (<c>unanswered</c>), changes, and what is to be done for it.</summary>
    public Conversation Decide(Conversation conversation, FlowFact fact, List<Deed> deeds)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(deeds);
        var sheet = conversation.Surveys.FirstOrDefault(s => s.Survey == fact.Flow) ?? new SurveySheet(fact.Flow, conversation.Profile.TambonCode ?? Opinion.NoTambon, new Dictionary<string, string>());
        if (fact is { Kind: "answer", Value: { } chosen } && flows.Current.Find(fact.Flow, fact.Version)?.Find(fact.Subject ?? fact.Node) is Question { Kind: QuestionKind.Several })
        {
            var choices = chosen.Split(',');
            conversation = conversation with { Typed = TypedChoice.After(conversation.Typed, fact, fact.Flow, choices, choices[^1]) };
        }

        deeds.Add(fact.Kind == "unanswered" ? new Deed.DropAnswers(sheet.Survey, sheet.Tambon, (fact.Value ?? "").Split(',')) : DeedOf(conversation, sheet, fact));
        sheet = sheet with { Answers = AnswerSheet.After(sheet.Answers, fact) };
        return conversation with
        {
            Contents = conversation.Contents.Where(c => c.Key != fact.Key).ToDictionary(),
            Surveys = [.. conversation.Surveys.Where(s => s.Survey != sheet.Survey), sheet],
        };
    }

    /// <summary>Keeps an answer. Doing it again changes nothing.</summary>
    public async Task KeepAsync(ParticipantId participant, Deed.Answer deed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deed);
        var person = answers.PersonIn(deed.Survey, participant);
        var answer = new Answer(deed.Tambon, deed.Survey, person, deed.Question)
        {
            Village = deed.Village, Kind = deed.Kind, Text = deed.Text, AnsweredOn = deed.AnsweredOn, Seconds = deed.Seconds, PhotoSet = deed.PhotoSet,
            Helped = deed.Neighbour is null ? null : true, Consent = deed.Consent,
            Messages = [deed.Key],
            Media = deed.Kind is "audio" or "image" ? [deed.Key] : [],
        };
        var adding = await answers.FindAsync(deed.Tambon, deed.Survey, person, deed.Question, cancellationToken) is { } before
            && ((deed.UntilDone && before.AnsweredOn == deed.AnsweredOn) || (deed.PhotoSet is not null && before.PhotoSet == deed.PhotoSet));
        await answers.KeepAsync(answer, adding, cancellationToken);
        if (answer.Media.Count == 0 || deed.ContentId is not { } contentId) return;
        await fetches.RequestAsync(new MediaFetch(deed.Key, contentId, deed.Kind, deed.Tambon, person, "", Survey: deed.Survey, Question: deed.Question), cancellationToken);
        media.Wake();
    }

    /// <summary>Lets go of answers. Doing it again changes nothing.</summary>
    public async Task DropAsync(ParticipantId participant, Deed.DropAnswers deed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deed);
        foreach (var question in deed.Questions)
            if (await answers.FindAsync(deed.Tambon, deed.Survey, answers.PersonIn(deed.Survey, participant), question, cancellationToken) is { } gone)
                await answers.RemoveAsync(gone, cancellationToken);
    }

    /// <summary>Takes one typed choice out of a list of them; the others stay. Doing it again changes nothing.</summary>
    public async Task<Conversation> TakeBackAsync(ParticipantId participant, Conversation conversation, TypedChoice typed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Kind != "answer" || conversation.Surveys.FirstOrDefault(s => s.Survey == typed.Subject) is not { } sheet) return conversation;
        await answers.RemoveChoiceAsync(sheet.Tambon, sheet.Survey, answers.PersonIn(sheet.Survey, participant), typed.Node, typed.Value, cancellationToken);
        if (!sheet.Answers.TryGetValue(typed.Node, out var before)) return conversation;
        var rest = string.Join(',', before.Split(',').Where(a => a != typed.Value));
        var others = sheet.Answers.Where(a => a.Key != typed.Node);
        var left = sheet with { Answers = (rest.Length == 0 ? others : others.Append(new(typed.Node, rest))).ToDictionary(StringComparer.Ordinal) };
        return conversation with { Surveys = [.. conversation.Surveys.Select(s => s.Survey == sheet.Survey ? left : s)] };
    }

    /// <summary>Takes back one message wherever it answered a question, or was about to.</summary>
    public async Task<Conversation> TakeBackAsync(ParticipantId participant, Conversation conversation, string messageKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        foreach (var sheet in conversation.Surveys)
        {
            var person = answers.PersonIn(sheet.Survey, participant);
            var question = await answers.RemoveMessageAsync(sheet.Tambon, sheet.Survey, person, messageKey, cancellationToken)
                ?? conversation.Pending?.Deeds.OfType<Deed.Answer>().FirstOrDefault(d => d.Survey == sheet.Survey && d.Key == messageKey)?.Question;
            if (question is null || await answers.FindAsync(sheet.Tambon, sheet.Survey, person, question, cancellationToken) is not null) continue;
            var left = sheet with { Answers = sheet.Answers.Where(a => a.Key != question).ToDictionary(StringComparer.Ordinal) };
            conversation = conversation with { Surveys = [.. conversation.Surveys.Select(s => s.Survey == sheet.Survey ? left : s)] };
        }

        return conversation;
    }

    private Deed.Answer DeedOf(Conversation conversation, SurveySheet sheet, FlowFact fact)
    {
        var question = fact.Subject ?? fact.Node;
        return new Deed.Answer(
            sheet.Survey,
            sheet.Tambon,
            question,
            sheet.Tambon == conversation.Profile.TambonCode ? conversation.Profile.VillageNo : null,
            fact.Input switch { VoiceInput => "audio", PhotoInput => "image", LocationInput when fact.IsMessage => "location", _ => "text" },
            fact.Input switch
            {
                // As of opinions: about a kilometre.
                LocationInput at when fact.IsMessage => string.Create(CultureInfo.InvariantCulture, $"พิกัดโดยประมาณ {at.Latitude:0.00}, {at.Longitude:0.00}"),
                _ when fact.Value is null => null,
                _ => fact.IsMessage ? PersonalDetails.Mask(fact.Value) : fact.Value,
            },
            time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            (fact.Input as VoiceInput)?.Seconds,
            fact.Key,
            fact.Input is PhotoInput { Set: { } set } ? pseudonyms.KeyOf("photo-set", set) : null,
            flows.Current.Find(fact.Flow, fact.Version)?.Find(question) is Question { UntilDone: true },
            conversation.Contents.GetValueOrDefault(fact.Key));
    }
}
