using System.Text.Json.Serialization;
using ChainatBot.Opinions;
using ChainatBot.Participants;

namespace ChainatBot.Conversations;

/// <summary>
/// One thing that a turn has decided to keep. Deeds are saved with the conversation before they are done, so that a crash in
/// between leaves no second way for the turn to go; done again, they change nothing.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "deed")]
[JsonDerivedType(typeof(Append), "append")]
[JsonDerivedType(typeof(SetTopic), "topic")]
[JsonDerivedType(typeof(SetReach), "reach")]
[JsonDerivedType(typeof(SetVillage), "village")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(DropAnswers), "drop-answers")]
[JsonDerivedType(typeof(Choose), "choose")]
[JsonDerivedType(typeof(Agree), "agree")]
[JsonDerivedType(typeof(Move), "move")]
[JsonDerivedType(typeof(Subscribe), "subscribe")]
[JsonDerivedType(typeof(Delete), "delete")]
[JsonDerivedType(typeof(Retell), "retell")]
[JsonDerivedType(typeof(Withdraw), "withdraw")]
[JsonDerivedType(typeof(ToForum), "forum")]
public abstract record Deed
{
    private Deed() { }

    /// <summary>The message that is kept by it, if it keeps one: taken back, the deed is not to be done.</summary>
    [JsonIgnore]
    public virtual string? MessageKey => null;

    /// <summary>Done for a neighbour for whom the team member fills in, and not for the team member; see <c>Helping</c>.</summary>
    public string? Neighbour { get; init; }

    /// <summary>How and when the neighbour consented; see <see cref="Opinion.Consent"/>.</summary>
    public string? Consent { get; init; }

    /// <summary>A message of an opinion; the first one makes it.</summary>
    /// <param name="ContentId">LINE's id of the voice or photo to fetch.</param>
    public sealed record Append(string Tambon, string OpinionId, string Reference, int? Village, string ReceivedOn, OpinionMessage Message, string? ContentId) : Deed
    {
        /// <summary>The forum it is sent to, and which of its questions it answers.</summary>
        public string? Forum { get; init; }
        public string? ForumQuestion { get; init; }

        public override string? MessageKey => Message.Key;
    }

    public sealed record SetTopic(string Tambon, string OpinionId, string? Topic) : Deed;

    public sealed record SetReach(string Tambon, string OpinionId, string? Reach) : Deed;

    /// <summary>The village was told later than the tambon.</summary>
    public sealed record SetVillage(string Tambon, string OpinionId, int Village) : Deed;

    /// <summary>An answer to a survey; it takes the place of the one before, unless both are parts of one.</summary>
    /// <param name="Kind">text, audio, image or location.</param>
    /// <param name="PhotoSet">Photos of one set are one answer.</param>
    /// <param name="UntilDone">So are the messages of one day to a question that takes several.</param>
    /// <param name="ContentId">LINE's id of the voice or photo to fetch.</param>
    public sealed record Answer(
        string Survey, string Tambon, string Question, int? Village, string Kind, string? Text, string AnsweredOn, int? Seconds, string Key, string? PhotoSet, bool UntilDone, string? ContentId) : Deed
    {
        public override string? MessageKey => Key;
    }

    /// <summary>Questions that no longer come up have no answers.</summary>
    public sealed record DropAnswers(string Survey, string Tambon, IReadOnlyList<string> Questions) : Deed;

    /// <summary>What was chosen in a round of priorities, the dearest first; it takes the place of the ballot before.</summary>
    /// <param name="At">When it was chosen: what was chosen before the close counts. Never stored with the ballot.</param>
    public sealed record Choose(string Round, IReadOnlyList<string> Choices, string? Tambon, int? Village, DateTimeOffset At, string? Key = null) : Deed
    {
        public override string? MessageKey => Key;
    }

    /// <summary>What was said to a proposal of a round: agree, disagree or skip.</summary>
    public sealed record Agree(string Round, string Proposal, string Said, string? Tambon, int? Village, DateTimeOffset At, string? Key = null) : Deed
    {
        public override string? MessageKey => Key;
    }

    /// <summary>The tambon was told later than the opinion.</summary>
    public sealed record Move(string From, string To, string OpinionId, int? Village) : Deed;

    /// <summary>Consent, place or blocking changed, and with it whom announcements go to.</summary>
    public sealed record Subscribe(Profile Before, Profile Now) : Deed;

    /// <summary>One opinion goes.</summary>
    /// <param name="Tambons">Where it may stand.</param>
    public sealed record Delete(string OpinionId, IReadOnlyList<string> Tambons) : Deed;

    /// <summary>An answer to an invitation, being there, or an answer afterwards; what is null stays as it is.</summary>
    /// <param name="Tambon">Where the person lives; null where it was not told.</param>
    public sealed record ToForum(string Forum, string? Tambon, int? Village, string? Reply = null, bool Attended = false, int? Listened = null, bool? Spoke = null, int? Revision = null, string? Key = null) : Deed
    {
        public override string? MessageKey => Key;
    }

    /// <summary>One opinion is told anew.</summary>
    /// <param name="Tambons">Where it may stand.</param>
    public sealed record Retell(string OpinionId, IReadOnlyList<string> Tambons, OpinionMessage Message, string? ContentId) : Deed
    {
        public override string? MessageKey => Message.Key;
    }

    /// <summary>Consent was withdrawn.</summary>
    public sealed record Withdraw(WithdrawalRecord Record) : Deed;
}

/// <param name="EventId">The event whose turn decided it.</param>
public sealed record PendingDeeds(string EventId, IReadOnlyList<Deed> Deeds);
