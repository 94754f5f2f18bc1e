using System.Security.Cryptography;
using System.Text;

namespace ChainatBot.Flows;

/// <summary>One turn in the making. Lives for one <see cref="FlowEngine.Take"/>.</summary>
internal sealed partial class Conversation
{
    private const int MaxFrames = 6;
    private const int MaxHeld = 10;

    private readonly FlowSet flows;
    private readonly FlowInput input;
    private readonly DateTimeOffset now;
    private readonly List<FlowFrame> frames;
    private readonly List<HeldMessage> held;
    private readonly List<FlowFrame> left;
    private readonly List<FlowFrame> neighboursLeft;
    private readonly HashSet<string> expiredSessions = new(StringComparer.Ordinal);
    private readonly List<FlowMessage> messages = [];
    private readonly List<FlowFact> facts = [];
    private FlowPerson person;
    private OpenOpinion? opinion;
    private PhotoSet? photos;
    private DateTimeOffset? placeDeclinedAt;
    private bool offered;
    private bool changed;
    private bool surfaced;
    private Question? expired;
    private Question? closed;
    private string closedSentence = "survey-closed";
    private int sessions;
    private int steps;

    public Conversation(FlowSet flows, FlowState state, FlowPerson person, FlowInput input, DateTimeOffset now)
    {
        this.flows = flows;
        this.person = person;
        this.input = input;
        this.now = now;
        frames = [.. state.Frames];
        held = [.. state.WithoutExpired(now).Held];
        left = [.. state.Left];
        opinion = state.Opinion;
        photos = state.Photos;
        neighbour = state.Neighbour is { } told ? told with { Left = null } : null;
        neighboursLeft = [.. state.Neighbour?.Left ?? []];
        placeDeclinedAt = state.PlaceDeclinedAt;
        offered = state.Offered;
    }

    private SystemTexts System => flows.System;
    private FlowFrame? Top => frames.Count > 0 ? frames[^1] : null;
    private Question? Open => Top is { } top ? FlowOf(top)?.Find(top.Node) as Question : null;
    private bool Consented => person.Consent == "given";
    private bool Paused => Top is { } top && now - top.At > FlowEngine.LongPause;
    private DateOnly Today => DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(7)).DateTime);

    private Flow? FlowOf(FlowFrame frame) => flows.Find(frame.Flow, frame.Version);

    private void Change(Func<FlowFrame, FlowFrame> change) => frames[^1] = change(frames[^1]);

    private string NewSession()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{input.Key}#{sessions++}"));
        return Convert.ToHexStringLower(hash)[..8];
    }

    public FlowTurn Take()
    {
        Tidy();
        switch (input)
        {
            case FollowInput:
                Followed();
                break;
            case TapInput tap:
                Tapped(tap);
                break;
            default:
                if (changed) Say("flow-changed");
                if (closed is not null && MeantForClosed(closed)) break;
                if (forumOver is not null && MeantForForumOver(forumOver)) break;
                if (!Consented) BeforeConsent();
                else if (wasHelping && MeantForNeighbour()) break;
                else if (ForNeighbour) SaidForNeighbour(Open!);
                else if (input is TextInput text) Said(text);
                else Sent();
                break;
        }
        return Finish();
    }

    /// <summary>Drops what is over or may not go on; moves frames whose version is gone to the version there is.</summary>
    private void Tidy()
    {
        var seen = Top?.Session;
        for (var i = frames.Count - 1; i >= 0; i--)
        {
            var frame = frames[i];
            var isTop = i == frames.Count - 1;
            var flow = FlowOf(frame) ?? flows.Current(frame.Flow);
            if (flow is null || (!Consented && !flow.BeforeConsent))
            {
                changed |= isTop && flow is null;
                RemoveAt(i);
                continue;
            }
            var surveyIsClosed = IsClosed(flow, IsNeighbours(i));
            if (surveyIsClosed || IsRoundOver(frame, flow))
            {
                if (isTop) closed = flow.Find(frame.Node) as Question ?? flow.Questions.FirstOrDefault();
                if (!surveyIsClosed) NoteRoundOver(frame, isTop);
                RemoveAt(i);
                continue;
            }
            if (IsOver(frame))
            {
                if (isTop) forumOver = ForumOf(frame.Answer(ForumKey)!);
                changed |= isTop && forumOver is null;
                RemoveAt(i);
                continue;
            }
            // While a survey goes on above it, the helper flow is asked nothing: only the neighbour's own time counts.
            if ((isTop || !IsHelper(frame)) && now - frame.At > (IsHelper(frame) ? Neighbour.Lasts : flow.ExpiresAfter))
            {
                wasHelping |= isTop && IsHelper(frame);
                expiredSessions.Add(frame.Session);
                if (isTop) expired = flow.Find(frame.Node) as Question;
                RemoveAt(i);
                continue;
            }
            var node = flow.Find(frame.Node);
            var fits = node is Question || (node is RunStep && i + 1 < frames.Count && frames[i + 1].Called);
            if (flow.Version == frame.Version && fits) continue;
            if (flow.Version == frame.Version && node is RunStep { Next: var after } && QuestionFrom(flow, after) is null)
            {
                // What was run closed by itself, and nothing comes after it.
                RemoveAt(i);
                continue;
            }
            changed |= isTop && closed is null && expired is null;
            if (node is not Question && !fits)
            {
                node = (node is RunStep run ? QuestionFrom(flow, run.Next) : null) ?? flow.Questions.FirstOrDefault();
                if (node is null)
                {
                    RemoveAt(i);
                    continue;
                }
            }
            frames[i] = frame with
            {
                Version = flow.Version,
                Node = node!.Id,
                Path = [.. (frame.Path ?? []).Where(p => flow.Find(p) is Question)],
                Misses = 0,
                Page = 0,
                Place = null,
            };
        }
        TidyLeft();
        TidyNeighbour();
        if (frames.Count > MaxFrames) frames.RemoveRange(0, frames.Count - MaxFrames);
        if (frames.Count > 0 && frames[0].Called) frames[0] = frames[0] with { Called = false };
        if (Top is null) offered = false;
        // What lay under a question that is gone comes up unseen: nothing may be taken for its answer before it is offered.
        else if (Top.Session != seen) offered = surfaced = true;
        if (frames.Count == 0) opinion = null;
        if (!Consented) (opinion, photos) = (null, null);
        if (photos is not null && now - photos.At > PhotoSetLasts) photos = null;
    }

    /// <summary>The first question that is asked from a step on, whatever branches say: none is certain.</summary>
    private static Question? QuestionFrom(Flow flow, string id)
    {
        var step = flow.Find(id);
        for (var passed = 0; step is not (null or Question) && passed < flow.Steps.Count; passed++) step = flow.Find(step.Next);
        return step as Question;
    }

    private void RemoveAt(int index)
    {
        frames.RemoveAt(index);
        if (index < frames.Count && frames[index].Called) frames[index] = frames[index] with { Called = false };
    }

    private void Followed()
    {
        if (Consented)
        {
            Say("friend-again");
            if (Open is not null) Offer();
            return;
        }
        frames.Clear();
        StartWelcome();
    }

    private void StartWelcome()
    {
        if (flows.Role("welcome") is { } welcome) Start(welcome);
    }

    private void Tapped(TapInput tap)
    {
        if (!ButtonData.TryParse(tap.Data, out var data))
        {
            Say("stale-button");
            AgainOrWelcome();
            return;
        }
        if (data.Verb == ButtonData.Start && flows.Current(data.Value) is { } flow)
        {
            if (Consented || flow.BeforeConsent) StartByWord(flow);
            else AgainOrWelcome();
            return;
        }
        if (data.Verb == ButtonData.Forum && data.Value.LastIndexOf(':') is > 0 and var colon)
        {
            ForumTapped(data.Value[..colon], data.Value[(colon + 1)..], data.Version);
            return;
        }
        if (Top is not { } top)
        {
            Say(IsOfClosed(data) ? "survey-closed" : roundOverSessions.Contains(data.Session) ? "round-closed" : expiredSessions.Contains(data.Session) ? "expired" : "answered-before");
            if (!Consented) StartWelcome();
            return;
        }
        if (data.Session != top.Session || data.Flow != top.Flow || data.Node != top.Node || data.Version != top.Version)
        {
            var sentence = changed ? "flow-changed" : IsOfClosed(data) ? "survey-closed" : roundOverSessions.Contains(data.Session) ? "round-closed" : expiredSessions.Contains(data.Session) ? "expired" : "stale-button";
            Say(sentence);
            Again();
            return;
        }
        switch (data.Verb)
        {
            case ButtonData.Continue:
                Continue();
                break;
            case ButtonData.Restart:
                Restart();
                break;
            case ButtonData.Quit:
                Quit();
                break;
            default:
                if (Open is { } question) Answer(question, data, tap);
                break;
        }
    }

    private void AgainOrWelcome()
    {
        if (Open is not null) Again();
        else if (!Consented) StartWelcome();
    }

    private FlowTurn Finish()
    {
        if (messages.Count > FlowEngine.MaxMessages) messages.RemoveRange(0, messages.Count - FlowEngine.MaxMessages);
        for (var i = 0; i < messages.Count - 1; i++)
            if (messages[i].Buttons.Count > 0 || messages[i].Cards.Count > 0) messages[i] = messages[i] with { Buttons = [], Cards = [] };
        if (frames.Count == 0) opinion = null;
        if (!frames.Exists(IsHelper)) neighbour = null;
        DateTimeOffset? expires = null;
        void Until(DateTimeOffset at) => expires = expires is { } e && e > at ? e : at;
        foreach (var frame in frames) Until(frame.At + (FlowOf(frame)?.ExpiresAfter ?? Flow.DefaultExpiry));
        foreach (var frame in left) Until(frame.At + (FlowOf(frame)?.ExpiresAfter ?? Flow.DefaultExpiry));
        foreach (var message in held) Until(message.At + FlowState.HoldFor);
        if (photos is not null) Until(photos.At + PhotoSetLasts);
        if (neighbour is not null) Until(neighbour.At + Neighbour.Lasts);
        if (placeDeclinedAt is { } declined) Until(declined + PlaceDeclinedLasts);
        var state = new FlowState
        {
            Frames = frames,
            Opinion = opinion,
            Held = held,
            Left = left,
            Photos = photos,
            Neighbour = neighbour is null ? null : neighbour with { Left = neighboursLeft.Count == 0 ? null : neighboursLeft },
            Offered = offered,
            PlaceDeclinedAt = placeDeclinedAt,
            ExpiresAt = expires,
        };
        return new FlowTurn(state, messages, facts) { WantsOpinions = wantsOpinions, WantsRounds = wantsRounds, WantsAlike = wantsAlike };
    }
}
