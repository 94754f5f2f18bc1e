namespace ChainatBot.Flows;

/// <summary>What a person did, as the engine sees it: no LINE ids, no reply tokens.</summary>
/// <param name="Key">Opaque, stable for one LINE message however often it is delivered; facts and opinions are keyed by it.</param>
/// <param name="Reference">The short code (such as A7K2) an opinion begun by this input is given.</param>
public abstract record FlowInput(string Key, string Reference);
public sealed record TextInput(string Key, string Reference, string Text) : FlowInput(Key, Reference);
public sealed record VoiceInput(string Key, string Reference, int Seconds) : FlowInput(Key, Reference);
/// <param name="Set">Images sent together share a set.</param>
public sealed record PhotoInput(string Key, string Reference, string? Set = null) : FlowInput(Key, Reference);
public sealed record LocationInput(string Key, string Reference, double Latitude, double Longitude, string? Address) : FlowInput(Key, Reference);
public sealed record StickerInput(string Key, string Reference) : FlowInput(Key, Reference);
/// <summary>A kind of message the product does not take (video, file …).</summary>
public sealed record OtherInput(string Key, string Reference) : FlowInput(Key, Reference);
/// <summary>A button: <paramref name="Data"/> as the engine wrote it, with the date or time picked where it was a picker.</summary>
public sealed record TapInput(string Key, string Reference, string Data, string? Picked = null) : FlowInput(Key, Reference);
/// <summary>The person added the account as a friend (again).</summary>
public sealed record FollowInput(string Key, string Reference) : FlowInput(Key, Reference);

/// <summary>What the engine may know about the person.</summary>
/// <param name="Consent">null (not asked or not answered), <c>given</c> or <c>refused</c>.</param>
/// <param name="Variables">Further values for texts and conditions, by name.</param>
public sealed record FlowPerson(string? Consent, string? TambonCode, int? VillageNo, bool IsTeam, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>
    /// The surveys that are open anywhere, so that one is found also where the person tells the place within the turn. A flow of
    /// kind survey that is not among them can't be begun or gone on with. Null: surveys need not be open, as in a preview.
    /// </summary>
    public IReadOnlyList<OpenSurvey>? Surveys { get; init; }

    /// <summary>What the neighbour for whom the person fills in has answered, by survey; null while there is none.</summary>
    public IReadOnlyDictionary<string, NeighbourSheet>? NeighbourSheets { get; init; }

    /// <summary>Forums to come and lately over, wherever they are, so that an old button is understood; null: there are none.</summary>
    public IReadOnlyList<PlannedForum>? Forums { get; init; }

    /// <summary>The rounds of priorities of one tambon; null while they are not looked up. See <see cref="FlowTurn.WantsRounds"/>.</summary>
    public TambonRounds? Rounds { get; init; }

    /// <summary>What the person said, newest first; null while it is not looked up. See <see cref="FlowTurn.WantsOpinions"/>.</summary>
    public IReadOnlyList<OwnOpinion>? Opinions { get; init; }

    /// <summary>How many others told something like the open opinion, as it may be said; 0: too few to say; null while it is not looked up. See <see cref="FlowTurn.WantsAlike"/>.</summary>
    public int? Alike { get; init; }
}

/// <summary>An opinion as its own person may see it: what a coordinator sees of it, and no more.</summary>
/// <param name="Subject">The key of its first message, as in <see cref="FlowFact.Subject"/>.</param>
/// <param name="Kind">Of the first message: text, audio, image or location.</param>
/// <param name="Text">As it is stored, masked; null for media that nobody has written down.</param>
/// <param name="ReceivedOn">The day in Bangkok.</param>
/// <param name="Status">new, heard, planned, funded or done.</param>
public sealed record OwnOpinion(string Subject, string Reference, string Kind, string? Text, DateOnly ReceivedOn, string Status)
{
    /// <summary>Null where no place was told.</summary>
    public string? TambonCode { get; init; }
    public int? VillageNo { get; init; }
    public string? Topic { get; init; }
    public string? Reach { get; init; }
    /// <summary>Length of its voice messages together.</summary>
    public int? Seconds { get; init; }
}

/// <summary>A survey that can be answered.</summary>
/// <param name="Flow">The id of a flow of kind survey.</param>
/// <param name="Version">The version that was opened; where it is gone, the newest is held.</param>
/// <param name="Tambon">Where it is open; null: wherever the person lives.</param>
/// <param name="Until">The last day, as it is said to people; null: no end is set.</param>
/// <param name="Answers">What the person has answered so far, by question; a message's words are not needed and empty. Null: nothing.</param>
public sealed record OpenSurvey(string Flow, int Version = 0, string? Tambon = null, string? Until = null, IReadOnlyDictionary<string, string>? Answers = null)
{
    public bool IsAnswered => Answers is { Count: > 0 };
}

/// <summary>A neighbour's answers to a survey.</summary>
/// <param name="Reference">By which the neighbour can have them deleted.</param>
/// <param name="Answers">As in <see cref="OpenSurvey"/>.</param>
public sealed record NeighbourSheet(string Reference, IReadOnlyDictionary<string, string>? Answers = null);

/// <summary>Something to keep. The feature stores write it, keyed by <see cref="Key"/>, so that a replay overwrites itself.</summary>
/// <param name="Kind">As named in the flow: consent, place, opinion, topic, reach, answer, ballot, agreement, delete-opinion, edit-opinion, erase, neighbour (who is in <see cref="Neighbour"/> gave consent) …; <c>unanswered</c> at a survey's end, when earlier answers belong to questions that no longer come up; and <c>forum-attended</c> at the door of a forum.</param>
/// <param name="Key">The input's key (for an opinion with held messages: the message's own).</param>
/// <param name="Subject">What it is about: for opinion, topic and reach the key of the opinion's first message, and for a place told among an opinion's questions too; for answers the question's node; for ballot and agreement the round; for delete-opinion and edit-opinion the opinion to delete or to tell anew; for forum-reply, forum-attended and forum-answer the forum.</param>
/// <param name="Value">The value as text; null for media; for <c>unanswered</c> the questions' ids with commas between; for ballot the proposals' ids so; for agreement the proposal, an equals sign and agree, disagree or skip.</param>
/// <param name="Input">The input that carried it (a message of an opinion, an answer by voice, the tap or words of a choice); null of a ballot that only became shorter.</param>
public sealed record FlowFact(string Kind, string Flow, int Version, string Node, string Key, string? Subject, string? Value, FlowInput? Input)
{
    /// <summary>An answer in the person's own words, or by voice, photo or location: to be masked, and not told back.</summary>
    public bool IsMessage { get; init; }

    /// <summary>Of an opinion: the forum it is sent to, and which of that forum's questions it answers.</summary>
    public string? Forum { get; init; }
    public string? ForumQuestion { get; init; }

    /// <summary>Told by this neighbour through the team member's phone, and nothing of the team member's own.</summary>
    public Neighbour? Neighbour { get; init; }
}

/// <summary>One bubble to send.</summary>
public sealed record FlowMessage(string Text, IReadOnlyList<FlowButton> Buttons, FlowButtonStyle Style = FlowButtonStyle.QuickReply)
{
    /// <summary>In what the program puts into a text: another bubble begins here, as one would be longer than a screen.</summary>
    public const char Break = '\f';

    /// <summary>The bubble is an invitation; <see cref="Text"/> then says the same in words.</summary>
    public ForumCard? Card { get; init; }

    /// <summary>Cards to leaf through; <see cref="Text"/> then stands for them where they can't be shown, and the buttons are quick replies under them.</summary>
    public IReadOnlyList<FlowCard> Cards { get; init; } = [];
}

/// <summary>Quick replies under the text, or big buttons in the bubble.</summary>
public enum FlowButtonStyle { QuickReply, Buttons }

/// <summary>One thing to tap.</summary>
public abstract record FlowButton(string Label);
/// <summary>Sends <paramref name="Data"/> back; the chat shows the label as if said.</summary>
public sealed record TapButton(string Label, string Data) : FlowButton(Label);
public sealed record LinkButton(string Label, string Url) : FlowButton(Label);
/// <param name="Mode">date, time or datetime.</param>
public sealed record PickerButton(string Label, string Data, string Mode, string? Initial, string? Min, string? Max) : FlowButton(Label);
public sealed record CameraButton(string Label) : FlowButton(Label);
public sealed record LocationButton(string Label) : FlowButton(Label);

/// <summary>The outcome of one input.</summary>
/// <param name="Messages">At most five.</param>
public sealed record FlowTurn(FlowState State, IReadOnlyList<FlowMessage> Messages, IReadOnlyList<FlowFact> Facts)
{
    /// <summary>
    /// The turn needed the person's own opinions and <see cref="FlowPerson.Opinions"/> was null: look them up and take the same input
    /// again with them. They are read only when a flow asks, as most turns have no use for them.
    /// </summary>
    public bool WantsOpinions { get; init; }

    /// <summary>The same of rounds of priorities: null where the turn needed none, or had them in <see cref="FlowPerson.Rounds"/>.</summary>
    public RoundsWanted? WantsRounds { get; init; }

    /// <summary>The turn needed to know how many others told something like this, and <see cref="FlowPerson.Alike"/> was null: look it up and take the same input again.</summary>
    public AlikeQuestion? WantsAlike { get; init; }
}

/// <summary>What is to be looked for among what others told.</summary>
/// <param name="Subject">The opinion, as in <see cref="FlowFact.Subject"/>.</param>
/// <param name="Topic">Guessed or told; null: none.</param>
/// <param name="TambonCode">Where the person lives.</param>
public sealed record AlikeQuestion(string Subject, string? Topic, string TambonCode);
