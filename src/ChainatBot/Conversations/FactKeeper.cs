using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Helping;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Understanding;

namespace ChainatBot.Conversations;

/// <summary>Keeps what a turn brought to light: first decides what each fact means (nothing is stored then), later does it.</summary>
public sealed class FactKeeper(
    OpinionStore opinions, OwnOpinions own, MediaFetches fetches, MediaWorker media, SummaryService summaries, AnswerKeeper answers, BallotKeeper ballots, ForumKeeper forums, Subscribers subscribers, Withdrawals withdrawals,
    NeighbourKeeper neighbours, Pseudonyms pseudonyms, TimeProvider time)
{
    private const int OpinionsRemembered = 8;

    /// <summary>What the facts change in the conversation, and what is to be done once that is saved.</summary>
    public (Conversation Conversation, IReadOnlyList<Deed> Deeds) Decide(Conversation conversation, IReadOnlyList<FlowFact> facts)
    {
        var deeds = new List<Deed>();
        foreach (var fact in facts)
        {
            conversation = fact.Kind switch
            {
                _ when fact.Neighbour is not null => neighbours.Decide(conversation, fact, MessageOf(fact), deeds),
                "consent" => Consented(conversation, fact, deeds),
                "delete-opinion" => Deleted(conversation, OpinionIdOf(fact.Subject!), deeds),
                "edit-opinion" => Retold(conversation, fact, deeds),
                "place" => Placed(conversation, fact.Value, deeds),
                "opinion" => Said(conversation, fact, deeds),
                "topic" => Corrected(conversation, fact, (tambon, id) => new Deed.SetTopic(tambon, id, fact.Value), deeds),
                "answer" or "unanswered" => answers.Decide(conversation, fact, deeds),
                "forum-reply" or "forum-attended" or "forum-answer" => forums.Decide(conversation, fact, deeds),
                "ballot" or "agreement" => ballots.Decide(conversation, fact, deeds),
                "reach" => Corrected(conversation, fact, (tambon, id) => new Deed.SetReach(tambon, id, fact.Value), deeds),
                _ => throw new InvalidOperationException($"No store keeps facts of kind '{fact.Kind}' (flow {fact.Flow}, node {fact.Node})."),
            };
        }

        return (conversation, deeds);
    }

    /// <summary>Does what was decided. Doing it again changes nothing.</summary>
    public async Task KeepAsync(ParticipantId participant, string lineUserId, IReadOnlyList<Deed> deeds, CancellationToken cancellationToken)
    {
        foreach (var deed in deeds)
        {
            var who = deed.Neighbour is { } neighbour ? new ParticipantId(neighbour) : participant;
            await (deed switch
            {
                Deed.Append append => AppendAsync(who, append, cancellationToken),
                Deed.SetTopic at => CorrectAsync(who, at.Tambon, at.OpinionId, o => o with { Topic = at.Topic }, cancellationToken),
                Deed.SetReach at => CorrectAsync(who, at.Tambon, at.OpinionId, o => o with { Reach = at.Reach }, cancellationToken),
                Deed.SetVillage at => CorrectAsync(participant, at.Tambon, at.OpinionId, o => o with { Village = o.Village ?? at.Village }, cancellationToken),
                Deed.Answer answer => answers.KeepAsync(who, answer, cancellationToken),
                Deed.DropAnswers drop => answers.DropAsync(who, drop, cancellationToken),
                Deed.ToForum to => forums.KeepAsync(participant, to, cancellationToken),
                Deed.Choose choice => ballots.KeepAsync(participant, choice, cancellationToken),
                Deed.Agree agreement => ballots.KeepAsync(participant, agreement, cancellationToken),
                Deed.Move move => MoveAsync(participant, move, cancellationToken),
                Deed.Subscribe to => subscribers.ProjectAsync(participant, lineUserId, to.Before, to.Now, cancellationToken),
                Deed.Delete gone => own.RemoveAsync(who, gone.Tambons, gone.OpinionId, cancellationToken),
                Deed.Retell retell => RetellAsync(participant, retell, cancellationToken),
                Deed.Withdraw withdrawal => withdrawals.NoteAsync(withdrawal.Record, cancellationToken),
                _ => throw new InvalidOperationException($"Nobody does {deed.GetType().Name}."),
            });
        }
    }

    /// <summary>Takes back one message wherever it went. Returns the conversation without the answer it gave.</summary>
    public async Task<Conversation> TakeBackAsync(ParticipantId participant, Conversation conversation, string messageKey, CancellationToken cancellationToken)
    {
        foreach (var tambon in conversation.SpokenIn)
        {
            if (!await opinions.RemoveMessageAsync(tambon, PersonIn(tambon, participant), messageKey, cancellationToken)) continue;
            // At once, so that nothing counted and no mark still points to what was taken back.
            await summaries.FoldAsync(tambon, cancellationToken);
        }

        conversation = await neighbours.TakeBackAsync(conversation, messageKey, cancellationToken);
        var typed = conversation.Typed.Where(t => t.Key == messageKey).ToList();
        conversation = conversation with { Typed = [.. conversation.Typed.Except(typed)] };
        foreach (var choice in typed)
        {
            await ballots.TakeBackAsync(participant, choice, cancellationToken);
            conversation = await forums.TakeBackAsync(participant, conversation, choice, cancellationToken);
            conversation = await answers.TakeBackAsync(participant, conversation, choice, cancellationToken);
        }

        // A list of choices is done with: the rest of it came from elsewhere.
        if (typed.Exists(t => t.Kind == "answer")) return conversation;
        return await answers.TakeBackAsync(participant, conversation, messageKey, cancellationToken);
    }

    /// <summary>The words of one message were changed in LINE. False where it is part of no opinion.</summary>
    public async Task<bool> EditAsync(ParticipantId participant, Conversation conversation, string messageKey, string text, CancellationToken cancellationToken)
    {
        var words = PersonalDetails.Mask(text);
        foreach (var tambon in conversation.SpokenIn)
            if (await opinions.EditMessageAsync(tambon, PersonIn(tambon, participant), messageKey, words, cancellationToken)) return true;
        return await neighbours.EditAsync(conversation, messageKey, words, cancellationToken);
    }

    /// <summary>What the person said, newest first.</summary>
    public Task<IReadOnlyList<OwnOpinion>> OwnAsync(ParticipantId participant, Conversation conversation, CancellationToken cancellationToken) =>
        own.ListAsync(participant, TambonsOf(conversation), [.. conversation.Opinions.Select(o => OpinionIdOf(o.Subject))], cancellationToken);

    /// <summary>The decision to delete everything, in place of all that the conversation held.</summary>
    public Conversation Erasing(Conversation before, FlowFact fact, string eventId, long eventAt) =>
        new() { Erasing = new PendingErasure(eventId, eventAt, Withdrawal(before, fact, erased: true)) };

    private Conversation Consented(Conversation conversation, FlowFact fact, List<Deed> deeds)
    {
        if (fact.Value == "withdrawn") deeds.Add(new Deed.Withdraw(Withdrawal(conversation, fact, erased: false)));
        return conversation with { Profile = Consented(conversation.Profile, fact) };
    }

    private WithdrawalRecord Withdrawal(Conversation conversation, FlowFact fact, bool erased) => new(
        time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), conversation.Profile.TambonCode ?? Opinion.NoTambon, pseudonyms.KeyOf("withdrawal", fact.Key), erased);

    private static Conversation Deleted(Conversation conversation, string id, List<Deed> deeds)
    {
        deeds.Add(new Deed.Delete(id, TambonsOf(conversation)));
        return conversation with { Opinions = [.. conversation.Opinions.Where(o => OpinionIdOf(o.Subject) != id)] };
    }

    /// <summary>Wherever the person may have spoken.</summary>
    private static IReadOnlyList<string> TambonsOf(Conversation conversation) =>
        [.. conversation.SpokenIn.Append(conversation.Profile.TambonCode ?? Opinion.NoTambon).Append(Opinion.NoTambon).Distinct(StringComparer.Ordinal)];

    private Profile Consented(Profile profile, FlowFact fact) => fact.Value switch
    {
        Profile.Given => profile with { Consent = Profile.Given, ConsentVersion = fact.Version, ConsentOn = time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        // Refused or withdrawn: all that is remembered is the answer itself.
        _ => new Profile(Profile.Refused),
    };

    /// <summary>
    /// Where the person lives. Told for the first time, it also tells where the opinions just said belong; a later move
    /// leaves them where they are.
    /// </summary>
    /// <param name="value"><c>180106</c>, <c>180106/3</c>, or nothing for “not told”.</param>
    private static Conversation Placed(Conversation conversation, string? value, List<Deed> deeds)
    {
        var parts = (value ?? "").Split('/');
        var before = conversation.Profile;
        var now = before with
        {
            TambonCode = parts[0].Length == 0 ? null : parts[0],
            VillageNo = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var village) ? village : null,
        };
        conversation = conversation with { Profile = now };
        if (now.TambonCode is not { } tambon) return conversation;

        if (before.TambonCode is null)
        {
            deeds.AddRange(conversation.Opinions.Where(o => o.Tambon == Opinion.NoTambon).Select(o => new Deed.Move(Opinion.NoTambon, tambon, OpinionIdOf(o.Subject), now.VillageNo)));
            return conversation with
            {
                Opinions = [.. conversation.Opinions.Select(o => o.Tambon == Opinion.NoTambon ? o with { Tambon = tambon } : o)],
                SpokenIn = [.. conversation.SpokenIn.Append(tambon).Distinct()],
            };
        }

        if (before.TambonCode == tambon && before.VillageNo is null && now.VillageNo is { } number)
            deeds.AddRange(conversation.Opinions.Where(o => o.Tambon == tambon).Select(o => new Deed.SetVillage(tambon, OpinionIdOf(o.Subject), number)));
        return conversation;
    }

    private Conversation Said(Conversation conversation, FlowFact fact, List<Deed> deeds)
    {
        var subject = fact.Subject ?? fact.Key;
        var tambon = TambonOf(conversation, subject);
        deeds.Add(new Deed.Append(
            tambon,
            OpinionIdOf(subject),
            pseudonyms.ReferenceOf(subject),
            tambon == conversation.Profile.TambonCode ? conversation.Profile.VillageNo : null,
            time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            MessageOf(fact),
            conversation.Contents.GetValueOrDefault(fact.Key))
        {
            Forum = fact.Forum, ForumQuestion = fact.ForumQuestion,
        });
        if (fact is { Forum: { } forum, ForumQuestion: { } question }) conversation = ForumKeeper.Answered(conversation, forum, question);
        return conversation with
        {
            Contents = conversation.Contents.Where(c => c.Key != fact.Key).ToDictionary(),
            SpokenIn = conversation.SpokenIn.Contains(tambon) ? conversation.SpokenIn : [.. conversation.SpokenIn, tambon],
            Opinions = [.. conversation.Opinions.Where(o => o.Subject != subject).Append(new SpokenOpinion(subject, tambon)).TakeLast(OpinionsRemembered)],
        };
    }

    private static Conversation Corrected(Conversation conversation, FlowFact fact, Func<string, string, Deed> correct, List<Deed> deeds)
    {
        var subject = fact.Subject ?? fact.Key;
        deeds.Add(correct(TambonOf(conversation, subject), OpinionIdOf(subject)));
        return conversation;
    }

    private static Conversation Retold(Conversation conversation, FlowFact fact, List<Deed> deeds)
    {
        deeds.Add(new Deed.Retell(OpinionIdOf(fact.Subject!), TambonsOf(conversation), MessageOf(fact), conversation.Contents.GetValueOrDefault(fact.Key)));
        return conversation;
    }

    private async Task RetellAsync(ParticipantId participant, Deed.Retell retell, CancellationToken cancellationToken)
    {
        foreach (var tambon in retell.Tambons)
        {
            if (await opinions.FindAsync(tambon, PersonIn(tambon, participant), retell.OpinionId, cancellationToken) is not { } opinion) continue;
            await opinions.RetellAsync(opinion, retell.Message, cancellationToken);
            await FetchAsync(opinion, retell.Message, retell.ContentId, cancellationToken);
        }
    }

    private async Task AppendAsync(ParticipantId participant, Deed.Append append, CancellationToken cancellationToken)
    {
        var person = PersonIn(append.Tambon, participant);
        var begun = new Opinion(append.Tambon, person, append.OpinionId)
        {
            Reference = append.Reference, Village = append.Village, ReceivedOn = append.ReceivedOn, Kind = append.Message.Kind, Forum = append.Forum, ForumQuestion = append.ForumQuestion,
            Helped = append.Neighbour is null ? null : true, Consent = append.Consent,
        };
        await opinions.AppendAsync(begun, append.Message, cancellationToken);
        await FetchAsync(begun, append.Message, append.ContentId, cancellationToken);
    }

    private async Task FetchAsync(Opinion opinion, OpinionMessage message, string? content, CancellationToken cancellationToken)
    {
        if (!message.IsMedia || content is not { } contentId) return;
        await fetches.RequestAsync(new MediaFetch(message.Key, contentId, message.Kind, opinion.Tambon, opinion.Person, opinion.Id), cancellationToken);
        media.Wake();
    }

    private Task<bool> CorrectAsync(ParticipantId participant, string tambon, string opinionId, Func<Opinion, Opinion> correct, CancellationToken cancellationToken) =>
        opinions.CorrectAsync(tambon, PersonIn(tambon, participant), opinionId, correct, cancellationToken);

    private async Task MoveAsync(ParticipantId participant, Deed.Move move, CancellationToken cancellationToken)
    {
        if (await opinions.FindAsync(move.From, PersonIn(move.From, participant), move.OpinionId, cancellationToken) is { } opinion)
            await opinions.MoveAsync(opinion, move.To, PersonIn(move.To, participant), move.Village, cancellationToken);
    }

    /// <summary>Whether a deed keeps this message.</summary>
    public bool IsOf(Deed deed, string messageKey) => neighbours.IsOf(deed, messageKey);

    /// <summary>The opinion being asked about as it is kept now; null: none is, or all that was said for it has been taken back.</summary>
    public Task<Opinion?> FindOpenAsync(ParticipantId participant, Conversation conversation, FlowState state, CancellationToken cancellationToken) => state switch
    {
        { Opinion: null } => Task.FromResult<Opinion?>(null),
        { Neighbour: { } neighbour } => neighbours.FindAsync(neighbour, state.Opinion.Subject, cancellationToken),
        _ when conversation.Opinions.FirstOrDefault(o => o.Subject == state.Opinion.Subject) is { } spoken =>
            opinions.FindAsync(spoken.Tambon, PersonIn(spoken.Tambon, participant), OpinionIdOf(spoken.Subject), cancellationToken),
        _ => Task.FromResult<Opinion?>(null),
    };

    private string PersonIn(string tambon, ParticipantId participant) => pseudonyms.PersonIn("tambon:" + tambon, participant);

    private static string OpinionIdOf(string subject) => subject[..16];

    private static string TambonOf(Conversation conversation, string subject) =>
        conversation.Opinions.FirstOrDefault(o => o.Subject == subject)?.Tambon ?? conversation.Profile.TambonCode ?? Opinion.NoTambon;

    private static OpinionMessage MessageOf(FlowFact fact) => fact.Input switch
    {
        VoiceInput voice => new OpinionMessage(fact.Key, "audio", Seconds: voice.Seconds),
        PhotoInput => new OpinionMessage(fact.Key, "image"),
        // Two decimals are about a kilometre: enough for “which part of the tambon”, too coarse for “whose house”.
        LocationInput at => new OpinionMessage(fact.Key, "location", string.Create(CultureInfo.InvariantCulture, $"พิกัดโดยประมาณ {at.Latitude:0.00}, {at.Longitude:0.00}")),
        TextInput said => new OpinionMessage(fact.Key, "text", PersonalDetails.Mask(said.Text)),
        _ => new OpinionMessage(fact.Key, "text", PersonalDetails.Mask(fact.Value ?? "")),
    };
}
