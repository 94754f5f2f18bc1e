using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChainatBot.Flows;

/// <summary>Where a person is in a conversation. Written to JSON and read back between turns.</summary>
/// <remarks>Holds words of the person in <see cref="Held"/>, and their choices in <see cref="FlowFrame.Answers"/>: store it encrypted.</remarks>
public sealed record FlowState
{
    public static readonly FlowState Empty = new();

    /// <summary>How long messages wait for consent.</summary>
    public static readonly TimeSpan HoldFor = TimeSpan.FromHours(24);

    /// <summary>Open conversations, the interrupted ones first, the one being held last.</summary>
    [JsonPropertyName("f")] public IReadOnlyList<FlowFrame> Frames { get; init; } = [];
    /// <summary>The opinion that questions are being asked about.</summary>
    [JsonPropertyName("o")] public OpenOpinion? Opinion { get; init; }
    /// <summary>Messages from before consent, oldest first.</summary>
    [JsonPropertyName("h")] public IReadOnlyList<HeldMessage> Held { get; init; } = [];
    /// <summary>What the last set of photos belongs to, as the photos of a set come in any order and late.</summary>
    [JsonPropertyName("p")] public PhotoSet? Photos { get; init; }
    /// <summary>“Go on, start again or stop?” was the last thing asked.</summary>
    [JsonPropertyName("r")] public bool Offered { get; init; }
    /// <summary>When the person last passed over the question where they live.</summary>
    [JsonPropertyName("d")] public DateTimeOffset? PlaceDeclinedAt { get; init; }
    /// <summary>Surveys that the person stopped with “enough for now”: they go on where they stopped.</summary>
    [JsonPropertyName("l")] public IReadOnlyList<FlowFrame> Left { get; init; } = [];
    /// <summary>The neighbour without a phone for whom a team member is filling in.</summary>
    [JsonPropertyName("g")] public Neighbour? Neighbour { get; init; }
    /// <summary>When nothing in this state matters any more and the row may go.</summary>
    [JsonPropertyName("x")] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the first held message must be gone from storage; null when none is held.</summary>
    [JsonIgnore] public DateTimeOffset? HeldUntil => Held.Count == 0 ? null : Held.Min(h => h.At) + HoldFor;

    /// <summary>The state without the held messages whose time is over, for a sweep that runs without the person.</summary>
    public FlowState WithoutExpired(DateTimeOffset now)
    {
        var kept = this;
        if (Neighbour is { } neighbour && neighbour.At + Neighbour.Lasts <= now)
        {
            // What was being asked stays, so that late words are not taken for the team member's own; about whom and what does not.
            // The conversation with the neighbour is the newest; those beneath are the team member's own.
            var own = Frames.Count == 0 ? 0 : Frames.Count - 1 - Frames.Reverse().TakeWhile(f => f.Called).Count();
            kept = this with { Neighbour = null, Frames = [.. Frames.Select((f, i) => i < own ? f : f with { Answers = null, Path = null, Place = null })], Opinion = null, Photos = null };
        }
        return HeldUntil is { } until && until <= now ? kept with { Held = [.. Held.Where(h => h.At + HoldFor > now)] } : kept;
    }

    private static FlowFrame[] Whole(IReadOnlyList<FlowFrame>? frames) => [.. (frames ?? []).Where(f => f is { Flow: not null, Node: not null, Session: not null })];

    public string ToJson() => JsonSerializer.Serialize(this, FlowStateJson.Default.FlowState);

    /// <summary>Reads what <see cref="ToJson"/> wrote. Nothing, or JSON that is no state, is the empty state.</summary>
    public static FlowState FromJson(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return Empty;
        try
        {
            var state = JsonSerializer.Deserialize(json, FlowStateJson.Default.FlowState) ?? Empty;
            // Hand-edited or foreign JSON may hold nulls where the types promise none.
            return state with
            {
                Frames = Whole(state.Frames),
                Left = Whole(state.Left),
                Held = [.. (state.Held ?? []).Where(h => h is { Key: not null, Reference: not null, Kind: not null })],
                Opinion = state.Opinion is { Subject: not null, Reference: not null } ? state.Opinion : null,
                Neighbour = state.Neighbour is { Key: not null } neighbour ? neighbour with { Left = neighbour.Left is null ? null : Whole(neighbour.Left) } : null,
                Photos = state.Photos is { Set: not null, Flow: not null, Node: not null, Kind: not null } ? state.Photos : null,
            };
        }
        catch (JsonException)
        {
            return Empty;
        }
    }
}

/// <summary>One open conversation.</summary>
/// <param name="Node">The step being asked, or the <c>run</c> step that a conversation above it is the middle of.</param>
/// <param name="Session">Told apart from earlier runs of the same flow by this; part of every button.</param>
/// <param name="At">When it was last asked.</param>
public sealed record FlowFrame(
    [property: JsonPropertyName("f")] string Flow,
    [property: JsonPropertyName("v")] int Version,
    [property: JsonPropertyName("n")] string Node,
    [property: JsonPropertyName("s")] string Session,
    [property: JsonPropertyName("t")] DateTimeOffset At)
{
    /// <summary>Answers so far, by step id.</summary>
    [JsonPropertyName("a")] public IReadOnlyDictionary<string, string>? Answers { get; init; }
    /// <summary>Questions answered or passed on the way here, for “back”.</summary>
    [JsonPropertyName("b")] public IReadOnlyList<string>? Path { get; init; }
    /// <summary>Answers to this question that were not understood.</summary>
    [JsonPropertyName("m")] public int Misses { get; init; }
    /// <summary>Which page of a long list is shown, from 0.</summary>
    [JsonPropertyName("g")] public int Page { get; init; }
    /// <summary>Begun by a <c>run</c> step of the frame below.</summary>
    [JsonPropertyName("c")] public bool Called { get; init; }
    /// <summary>Within a place question: the district, tambon or suggestion reached.</summary>
    [JsonPropertyName("l")] public PlaceStage? Place { get; init; }
    /// <summary>How many messages a message question has taken.</summary>
    [JsonPropertyName("k")] public int Taken { get; init; }

    /// <summary>A survey that the person had answered before: begun to change answers.</summary>
    [JsonPropertyName("w")] public bool Anew { get; init; }

    /// <summary>Proposals of others that the person is being asked about.</summary>
    [JsonPropertyName("q")] public Sitting? Sitting { get; init; }

    internal string? Answer(string step) => Answers is not null && Answers.TryGetValue(step, out var value) ? value : null;
}

/// <summary>How far a place question has come.</summary>
/// <param name="Candidates">Tambon codes to choose among when a name fits several, or the one suggested.</param>
/// <param name="Village">A village said before its tambon was known.</param>
public sealed record PlaceStage(
    [property: JsonPropertyName("d")] string? District = null,
    [property: JsonPropertyName("t")] string? Tambon = null,
    [property: JsonPropertyName("v")] int? Village = null,
    [property: JsonPropertyName("c")] IReadOnlyList<string>? Candidates = null,
    [property: JsonPropertyName("q")] bool Suggested = false);

/// <summary>A few proposals, asked about one after the other.</summary>
/// <param name="Proposals">Their ids.</param>
/// <param name="At">Which of them is asked about, from 0; their number when all have been.</param>
public sealed record Sitting(
    [property: JsonPropertyName("p")] IReadOnlyList<string> Proposals,
    [property: JsonPropertyName("a")] int At = 0)
{
    [JsonIgnore] public bool IsOver => At >= (Proposals?.Count ?? 0);
}

/// <summary>An opinion that is saved and being asked about.</summary>
/// <param name="Subject">The key of its first message.</param>
/// <param name="Topic">Guessed or told.</param>
public sealed record OpenOpinion(
    [property: JsonPropertyName("s")] string Subject,
    [property: JsonPropertyName("r")] string Reference,
    [property: JsonPropertyName("t")] string? Topic = null);

/// <summary>A person without a phone who speaks through a team member's. Knows nothing of who either of them is.</summary>
/// <param name="Key">The key of the voice message that was the consent.</param>
/// <param name="At">When consent was given.</param>
/// <param name="Place">As in a fact of kind place; null while it is not told.</param>
public sealed record Neighbour(
    [property: JsonPropertyName("k")] string Key,
    [property: JsonPropertyName("t")] DateTimeOffset At,
    [property: JsonPropertyName("p")] string? Place = null)
{
    /// <summary>The survey begun last, if what is being told is no opinion.</summary>
    [JsonPropertyName("s")] public string? Survey { get; init; }

    /// <summary>Surveys left with “enough for now”, as in <see cref="FlowState.Left"/>.</summary>
    [JsonPropertyName("l")] public IReadOnlyList<FlowFrame>? Left { get; init; }

    /// <summary>Null while it is not told.</summary>
    [JsonIgnore] public string? TambonCode => Place?.Split('/')[0] is { Length: > 0 } code ? code : null;
    [JsonIgnore] public int? VillageNo => Place?.Split('/') is [_, var village] && int.TryParse(village, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>How long one sitting may take; after it a neighbour is asked for consent anew.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12);
}

/// <summary>What the photos of a set are kept as.</summary>
public sealed record PhotoSet(
    [property: JsonPropertyName("i")] string Set,
    [property: JsonPropertyName("k")] string Kind,
    [property: JsonPropertyName("f")] string Flow,
    [property: JsonPropertyName("v")] int Version,
    [property: JsonPropertyName("n")] string Node,
    [property: JsonPropertyName("s")] string? Subject,
    [property: JsonPropertyName("t")] DateTimeOffset At,
    [property: JsonPropertyName("g")] Neighbour? Neighbour = null);

/// <summary>A message that waits for consent.</summary>
public sealed record HeldMessage(
    [property: JsonPropertyName("k")] string Key,
    [property: JsonPropertyName("r")] string Reference,
    [property: JsonPropertyName("w")] string Kind,
    [property: JsonPropertyName("t")] DateTimeOffset At)
{
    [JsonPropertyName("x")] public string? Text { get; init; }
    [JsonPropertyName("s")] public int Seconds { get; init; }
    [JsonPropertyName("i")] public string? Set { get; init; }
    [JsonPropertyName("a")] public double Latitude { get; init; }
    [JsonPropertyName("o")] public double Longitude { get; init; }

    /// <summary>Null for kinds that are not held.</summary>
    public static HeldMessage? From(FlowInput input, DateTimeOffset now) => input switch
    {
        TextInput t => new(t.Key, t.Reference, "text", now) { Text = t.Text },
        VoiceInput v => new(v.Key, v.Reference, "voice", now) { Seconds = v.Seconds },
        PhotoInput p => new(p.Key, p.Reference, "photo", now) { Set = p.Set },
        // JSON knows no NaN; a location that is none still has its address.
        LocationInput l => new(l.Key, l.Reference, "location", now) { Latitude = Finite(l.Latitude), Longitude = Finite(l.Longitude), Text = l.Address },
        _ => null,
    };

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;

    public FlowInput ToInput() => Kind switch
    {
        "voice" => new VoiceInput(Key, Reference, Seconds),
        "photo" => new PhotoInput(Key, Reference, Set),
        "location" => new LocationInput(Key, Reference, Latitude, Longitude, Text),
        _ => new TextInput(Key, Reference, Text ?? ""),
    };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(FlowState))]
internal sealed partial class FlowStateJson : JsonSerializerContext;
