using System.Text.Json;
using System.Text.Json.Serialization;
using ChainatBot.Participants;
using Line.Messaging;

namespace ChainatBot.Conversations;

/// <summary>Everything kept between one person's turns. Stored as one encrypted value, saved by ETag.</summary>
public sealed record Conversation
{
    /// <summary>How many handled events are remembered, so that one taken up again after a crash changes nothing.</summary>
    public const int HandledRemembered = 16;

    public Profile Profile { get; init; } = new();

    /// <summary>The flow engine's own state, as its JSON.</summary>
    public string? Flow { get; init; }

    /// <summary>Ids of the newest handled events, oldest first.</summary>
    public IReadOnlyList<string> Handled { get; init; } = [];

    /// <summary>The reply to the newest event, kept until it is known to have arrived or to have been tried.</summary>
    public OwedReply? Owed { get; init; }

    /// <summary>What the newest turn decided to keep and has perhaps not kept yet.</summary>
    public PendingDeeds? Pending { get; init; }

    /// <summary>In which tambon the newest opinions were said: a correction must find them even when the person has moved since.</summary>
    public IReadOnlyList<SpokenOpinion> Opinions { get; init; } = [];

    /// <summary>All tambons the person has spoken in, so that what was said can be listed and taken back.</summary>
    public IReadOnlyList<string> SpokenIn { get; init; } = [];

    /// <summary>What the person has answered to surveys, so that branches and changes work without reading the answers again.</summary>
    public IReadOnlyList<SurveySheet> Surveys { get; init; } = [];

    /// <summary>What the person has answered to the newest invitations, so that a turn need not look it up.</summary>
    public IReadOnlyList<ForumSheet> Forums { get; init; } = [];

    /// <summary>What the newest typed messages put into ballots, lists of choices and forums, the newest last.</summary>
    public IReadOnlyList<TypedChoice> Typed { get; init; } = [];

    /// <summary>LINE's ids of voice and photos that wait for consent or for their turn, by input key: needed to fetch them.</summary>
    public IReadOnlyDictionary<string, string> Contents { get; init; } = new Dictionary<string, string>();

    /// <summary>Input keys of messages that were taken back before they arrived: LINE may deliver in another order.</summary>
    public IReadOnlyList<string> Unsent { get; init; } = [];

    /// <summary>Neighbours for whom this team member filled in just now; forgotten after half a day.</summary>
    public IReadOnlyList<NeighbourSitting> Neighbours { get; init; } = [];

    /// <summary>Notices that the person has been told or is about to be told, the newest last: they need not be looked up again.</summary>
    public IReadOnlyList<string> Noticed { get; init; } = [];

    /// <summary>The person wants everything deleted; nothing else is left in here but what that needs.</summary>
    public PendingErasure? Erasing { get; init; }

    /// <summary>
    /// LINE's time of the newest event that tells whether the person is a friend of the account: following or speaking says
    /// yes, blocking no. One that comes late changes nothing.
    /// </summary>
    public DateTimeOffset FriendshipAt { get; init; }

    /// <summary>Without neighbours whose time is over, and without the last reply, which may name what they told.</summary>
    public Conversation WithoutOverdueNeighbours(DateTimeOffset now) =>
        Neighbours.Any(n => n.Until <= now) ? this with { Neighbours = [.. Neighbours.Where(n => n.Until > now)], Owed = Owed is null ? null : Owed with { Messages = [] } } : this;

    /// <summary>Of somebody of whom nothing is known but messages taken back, as after deleting everything.</summary>
    [JsonIgnore]
    public bool IsNobody => this is { Unsent.Count: > 0, Handled.Count: 0, Opinions.Count: 0, SpokenIn.Count: 0, Erasing: null } && Profile == new Profile();

    public bool HasHandled(string eventId) => Handled.Contains(eventId);

    public Conversation WithHandled(string eventId) =>
        this with { Handled = [.. Handled.Append(eventId).TakeLast(HandledRemembered)] };
}

/// <param name="Subject">The key of the opinion's first message.</param>
public sealed record SpokenOpinion(string Subject, string Tambon);

/// <param name="Person">The neighbour, made of the consent.</param>
/// <param name="Tambon">Where they live.</param>
/// <param name="Until">From then on nothing leads from the team member to them.</param>
public sealed record NeighbourSitting(string Person, string Tambon, DateTimeOffset Until)
{
    /// <summary>As of the team member's own in <see cref="Conversation.Surveys"/> and <see cref="Conversation.Typed"/>; keys are those in the neighbour's rows.</summary>
    public IReadOnlyList<SurveySheet> Surveys { get; init; } = [];
    public IReadOnlyList<TypedChoice> Typed { get; init; } = [];
}

/// <summary>An erasure that is decided and may be half done. It is over when the conversation's row is gone.</summary>
/// <param name="EventId">The event that asked for it.</param>
/// <param name="EventAt">That event's own time, in milliseconds: what the person sent before it and is still waiting goes too.</param>
/// <param name="Record">What is noted of it, without the person.</param>
public sealed record PendingErasure(string EventId, long EventAt, WithdrawalRecord Record);

/// <param name="Survey">The id of the survey's flow.</param>
/// <param name="Tambon">Where the sheet was begun; it stays there when the person moves.</param>
/// <param name="Answers">By question; a message's words are in the store only, and empty here.</param>
public sealed record SurveySheet(string Survey, string Tambon, IReadOnlyDictionary<string, string> Answers);

/// <param name="Forum">The forum's id.</param>
/// <param name="Reply">yes, no or maybe.</param>
public sealed record ForumSheet(string Forum, string? Reply)
{
    /// <summary>Ids of the forum's questions that the person answered ahead.</summary>
    public IReadOnlyList<string> Answered { get; init; } = [];
}

/// <param name="EventId">The event that is answered.</param>
/// <param name="Messages">LINE messages, each as its JSON.</param>
/// <param name="Undelivered">LINE is known not to have taken it (the token was dead): it rides on the next reply.</param>
public sealed record OwedReply(string EventId, IReadOnlyList<string> Messages, bool Undelivered = false)
{
    /// <summary>Notices that ride on the reply, after its own words. They never ride on from a reply that was not delivered.</summary>
    public IReadOnlyList<Ride> Rides { get; init; } = [];

    /// <summary>What goes to LINE. It shows the quick replies of the last message only: those of the bot's own words move there.</summary>
    [JsonIgnore]
    public IReadOnlyList<Message> Parsed
    {
        get
        {
            var own = Messages.Select(LineJson.ParseMessage).ToList();
            if (Rides.Count == 0) return own;
            var riding = Rides.SelectMany(r => r.Messages).Select(LineJson.ParseMessage).ToList();
            if (own.Count > 0 && own[^1].QuickReply is { } buttons)
            {
                own[^1] = own[^1] with { QuickReply = null };
                riding[^1] = riding[^1] with { QuickReply = buttons };
            }

            return [.. own, .. riding];
        }
    }
}

/// <param name="Notice">The notice's id.</param>
/// <param name="Messages">Its LINE messages, each as its JSON.</param>
public sealed record Ride(string Notice, IReadOnlyList<string> Messages);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Conversation))]
internal sealed partial class ConversationJson : JsonSerializerContext;
