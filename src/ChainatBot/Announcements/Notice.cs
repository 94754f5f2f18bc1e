namespace ChainatBot.Announcements;

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>Something the team wants known.</summary>
    Announcement,
    /// <summary>To a forum.</summary>
    Invitation,
    /// <summary>Of a forum that somebody may come to.</summary>
    Reminder,
    /// <summary>A forum was moved or called off.</summary>
    Change,
    /// <summary>After a forum, or to a survey.</summary>
    Questions,
    /// <summary>What became of what people said.</summary>
    Outcome,
    /// <summary>The team's weekly overview.</summary>
    Digest,
    /// <summary>The team has to know, as something can't go on.</summary>
    Alarm,
}

/// <summary>
/// Something to tell many people, each of them once: it rides free on the bot's next reply to them, and whom it has not reached by a
/// chosen moment may get it as a paid message. Announcements, invitations, reminders and outcomes are all notices.
/// </summary>
/// <param name="Id">a–z, 0–9 and -, at most 64: its name for ever. A notice made again under its id changes nothing.</param>
/// <param name="Title">For the team's lists; people do not see it.</param>
/// <param name="Messages">LINE messages as JSON, one or two, the same for everybody.</param>
/// <param name="From">From when on it may ride.</param>
/// <param name="PayAfter">When those not reached get it paid; null: never, it only rides. Equal to <paramref name="From"/>: at once.</param>
/// <param name="Until">After this it is stale and nothing of it is sent.</param>
public sealed record Notice(
    string Id, NoticeKind Kind, string Title, Audience Audience, IReadOnlyList<string> Messages, DateTimeOffset From, DateTimeOffset? PayAfter, DateTimeOffset Until)
{
    public const int MaxId = 64;

    /// <summary>The owner said that it may cost more than the tambon's budget of the month. LINE's own limit always holds.</summary>
    public bool OverBudget { get; init; }

    /// <summary>What rides first where several wait; among equals the older.</summary>
    public int Urgency => Kind switch
    {
        NoticeKind.Alarm => 4,
        NoticeKind.Change => 3,
        NoticeKind.Reminder => 2,
        NoticeKind.Invitation or NoticeKind.Announcement => 1,
        _ => 0,
    };

    /// <summary>Whether it asks for an answer: of such only one stands on a screen.</summary>
    public bool Asks => Kind is NoticeKind.Invitation or NoticeKind.Reminder or NoticeKind.Change or NoticeKind.Questions;

    /// <summary>Whether it may be told to somebody now.</summary>
    public bool IsLive(DateTimeOffset now) => From <= now && now < Until;

    /// <summary>Whether an id can be a notice's.</summary>
    public static bool IsId(string id) =>
        id is { Length: > 0 and <= MaxId } && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}

/// <param name="Stopped">The team holds it back: nothing of it is told until it is resumed.</param>
public sealed record KeptNotice(Notice Notice, bool Stopped);
