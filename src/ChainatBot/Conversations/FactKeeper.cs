using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Conversations;

/// <summary>Keeps what a turn brought to light: each fact goes to its feature's store, or into the person's profile.</summary>
public sealed class FactKeeper(
    OpinionStore opinions, OwnOpinions own, MediaFetches fetches, MediaWorker media, SummaryService summaries, Withdrawals withdrawals, Pseudonyms pseudonyms, TimeProvider time)
{
    private const int OpinionsRemembered = 8;

    public async Task<Conversation> KeepAsync(ParticipantId participant, Conversation conversation, IReadOnlyList<FlowFact> facts, CancellationToken cancellationToken)
    {
        foreach (var fact in facts)
        {
            conversation = fact.Kind switch
            {
                "consent" => await ConsentedAsync(conversation, fact, cancellationToken),
                "delete-opinion" => await DeletedAsync(participant, conversation, fact.Subject!, cancellationToken),
                "place" => await PlacedAsync(participant, conversation, fact.Value, cancellationToken),
                "opinion" => await SaidAsync(participant, conversation, fact, cancellationToken),
                "topic" => await CorrectedAsync(participant, conversation, fact, o => o with { Topic = fact.Value }, cancellationToken),
                "reach" => await CorrectedAsync(participant, conversation, fact, o => o with { Reach = fact.Value }, cancellationToken),
                _ => throw new InvalidOperationException($"No store keeps facts of kind '{fact.Kind}' (flow {fact.Flow}, node {fact.Node})."),
            };
        }

        return conversation;
    }

    /// <summary>What the person said, newest first.</summary>
    public Task<IReadOnlyList<OwnOpinion>> OwnAsync(ParticipantId participant, Conversation conversation, CancellationToken cancellationToken) =>
        own.ListAsync(participant, TambonsOf(conversation), [.. conversation.Opinions.Select(o => OpinionIdOf(o.Subject))], cancellationToken);

    /// <summary>The decision to delete everything, in place of all that the conversation held.</summary>
    public Conversation Erasing(Conversation before, FlowFact fact, string eventId, long eventAt) =>
        new() { Erasing = new PendingErasure(eventId, eventAt, Withdrawal(before, fact, erased: true)) };

    private async Task<Conversation> ConsentedAsync(Conversation conversation, FlowFact fact, CancellationToken cancellationToken)
    {
        if (fact.Value == Profile.Withdrawn) await withdrawals.NoteAsync(Withdrawal(conversation, fact, erased: false), cancellationToken);
        return conversation with { Profile = Consented(conversation.Profile, fact) };
    }

    private WithdrawalRecord Withdrawal(Conversation conversation, FlowFact fact, bool erased) => new(
        time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), conversation.Profile.TambonCode ?? Opinion.NoTambon, pseudonyms.KeyOf("withdrawal", fact.Key), erased);

    private async Task<Conversation> DeletedAsync(ParticipantId participant, Conversation conversation, string subject, CancellationToken cancellationToken)
    {
        await own.RemoveAsync(participant, TambonsOf(conversation), OpinionIdOf(subject), cancellationToken);
        return conversation with { Opinions = [.. conversation.Opinions.Where(o => OpinionIdOf(o.Subject) != OpinionIdOf(subject))] };
    }

    /// <summary>Wherever the person may have spoken.</summary>
    private static IEnumerable<string> TambonsOf(Conversation conversation) =>
        [.. conversation.SpokenIn, conversation.Profile.TambonCode ?? Opinion.NoTambon, Opinion.NoTambon];

    private Profile Consented(Profile profile, FlowFact fact) => fact.Value switch
    {
        Profile.Given => profile with { Consent = Profile.Given, ConsentVersion = fact.Version, ConsentOn = time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        _ => new Profile(fact.Value == Profile.Withdrawn ? Profile.Withdrawn : Profile.Refused),
    };

    /// <summary>
    /// Where the person lives. Told for the first time, it also tells where the opinions just said belong; a later move
    /// leaves them where they are.
    /// </summary>
    /// <param name="value"><c>180106</c>, <c>180106/3</c>, or nothing for “not told”.</param>
    private async Task<Conversation> PlacedAsync(ParticipantId participant, Conversation conversation, string? value, CancellationToken cancellationToken)
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
            foreach (var spoken in conversation.Opinions.Where(o => o.Tambon == Opinion.NoTambon))
                if (await FindAsync(participant, spoken, cancellationToken) is { } opinion)
                    await opinions.MoveAsync(opinion, tambon, PersonIn(tambon, participant), now.VillageNo, cancellationToken);
            return conversation with
            {
                Opinions = [.. conversation.Opinions.Select(o => o.Tambon == Opinion.NoTambon ? o with { Tambon = tambon } : o)],
                SpokenIn = [.. conversation.SpokenIn.Append(tambon).Distinct()],
            };
        }

        if (before.TambonCode == tambon && before.VillageNo is null && now.VillageNo is not null)
            foreach (var spoken in conversation.Opinions.Where(o => o.Tambon == tambon))
                await opinions.CorrectAsync(tambon, PersonIn(tambon, participant), OpinionIdOf(spoken.Subject), o => o with { Village = o.Village ?? now.VillageNo }, cancellationToken);
        return conversation;
    }

    private Task<Opinion?> FindAsync(ParticipantId participant, SpokenOpinion spoken, CancellationToken cancellationToken) =>
        opinions.FindAsync(spoken.Tambon, PersonIn(spoken.Tambon, participant), OpinionIdOf(spoken.Subject), cancellationToken);

    private async Task<Conversation> SaidAsync(ParticipantId participant, Conversation conversation, FlowFact fact, CancellationToken cancellationToken)
    {
        var subject = fact.Subject ?? fact.Key;
        var tambon = TambonOf(conversation, subject);
        var person = PersonIn(tambon, participant);
        var message = MessageOf(fact);
        var begun = new Opinion(tambon, person, OpinionIdOf(subject))
        {
            Reference = pseudonyms.ReferenceOf(subject),
            Village = tambon == conversation.Profile.TambonCode ? conversation.Profile.VillageNo : null,
            ReceivedOn = time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Kind = message.Kind,
        };
        await opinions.AppendAsync(begun, message, cancellationToken);

        if (message.Kind is "audio" or "image" && conversation.Contents.TryGetValue(fact.Key, out var contentId))
        {
            await fetches.RequestAsync(new MediaFetch(fact.Key, contentId, message.Kind, tambon, person, begun.Id), cancellationToken);
            media.Wake();
        }

        return conversation with
        {
            Contents = conversation.Contents.Where(c => c.Key != fact.Key).ToDictionary(),
            SpokenIn = conversation.SpokenIn.Contains(tambon) ? conversation.SpokenIn : [.. conversation.SpokenIn, tambon],
            Opinions = [.. conversation.Opinions.Where(o => o.Subject != subject).Append(new SpokenOpinion(subject, tambon)).TakeLast(OpinionsRemembered)],
        };
    }

    private async Task<Conversation> CorrectedAsync(
        ParticipantId participant, Conversation conversation, FlowFact fact, Func<Opinion, Opinion> correct, CancellationToken cancellationToken)
    {
        var subject = fact.Subject ?? fact.Key;
        var tambon = TambonOf(conversation, subject);
        await opinions.CorrectAsync(tambon, PersonIn(tambon, participant), OpinionIdOf(subject), correct, cancellationToken);
        return conversation;
    }

    /// <summary>Takes back one message wherever it went.</summary>
    public async Task TakeBackAsync(ParticipantId participant, Conversation conversation, string messageKey, CancellationToken cancellationToken)
    {
        foreach (var tambon in conversation.SpokenIn)
        {
            if (!await opinions.RemoveMessageAsync(tambon, PersonIn(tambon, participant), messageKey, cancellationToken)) continue;
            // At once, so that nothing counted and no mark still points to what was taken back.
            await summaries.FoldAsync(tambon, cancellationToken);
        }
    }

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
