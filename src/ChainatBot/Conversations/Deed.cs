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
[JsonDerivedType(typeof(Move), "move")]
[JsonDerivedType(typeof(Subscribe), "subscribe")]
[JsonDerivedType(typeof(Delete), "delete")]
[JsonDerivedType(typeof(Withdraw), "withdraw")]
public abstract record Deed
{
    private Deed() { }

    /// <summary>A message of an opinion; the first one makes it.</summary>
    /// <param name="ContentId">LINE's id of the voice or photo to fetch.</param>
    public sealed record Append(string Tambon, string OpinionId, string Reference, int? Village, string ReceivedOn, OpinionMessage Message, string? ContentId) : Deed;

    public sealed record SetTopic(string Tambon, string OpinionId, string? Topic) : Deed;

    public sealed record SetReach(string Tambon, string OpinionId, string? Reach) : Deed;

    /// <summary>The village was told later than the tambon.</summary>
    public sealed record SetVillage(string Tambon, string OpinionId, int Village) : Deed;

    /// <summary>The tambon was told later than the opinion.</summary>
    public sealed record Move(string From, string To, string OpinionId, int? Village) : Deed;

    /// <summary>Consent, place or blocking changed, and with it whom announcements go to.</summary>
    public sealed record Subscribe(Profile Before, Profile Now) : Deed;

    /// <summary>One opinion goes.</summary>
    /// <param name="Tambons">Where it may stand.</param>
    public sealed record Delete(string OpinionId, IReadOnlyList<string> Tambons) : Deed;

    /// <summary>Consent was withdrawn.</summary>
    public sealed record Withdraw(WithdrawalRecord Record) : Deed;
}

/// <param name="EventId">The event whose turn decided it.</param>
public sealed record PendingDeeds(string EventId, IReadOnlyList<Deed> Deeds);
