namespace ChainatBot.Flows;

/// <summary>The words a flow file may use. The loader, the checker and the JSON schema all go by these.</summary>
public static class FlowVocabulary
{
    public static readonly IReadOnlyList<string> FlowKeys = ["flow", "version", "title", "kind", "keywords", "before-consent", "expires-after-days", "on-leave", "steps"];
    public static readonly IReadOnlyList<string> SayKeys = ["id", "say", "offer", "next"];
    public static readonly IReadOnlyList<string> BranchKeys = ["id", "branch", "otherwise"];
    public static readonly IReadOnlyList<string> BranchItemKeys = ["when", "next"];
    public static readonly IReadOnlyList<string> RunKeys = ["id", "run", "next"];
    public static readonly IReadOnlyList<string> AskKeys =
        ["id", "ask", "text", "guess-text", "rephrased", "choices", "from", "of", "many", "keep", "next", "skip", "skip-to", "back", "leave", "buttons", "accept", "until-done", "min", "max", "past"];
    public static readonly IReadOnlyList<string> ChoiceKeys = ["label", "value", "next", "link", "keep", "also"];
    public static readonly IReadOnlyList<string> SystemKeys = ["system", "flows", "labels", "words", "sentences"];

    /// <summary>What a question's answer may be kept as.</summary>
    public static readonly IReadOnlyList<string> Facts = ["agreement", "answer", "ballot", "consent", "delete-opinion", "edit-opinion", "erase", "forum-answer", "forum-reply", "neighbour", "opinion", "place", "reach", "topic"];

    /// <summary>Variables that texts may use beside the ids of the flow's own questions.</summary>
    public static readonly IReadOnlyList<string> Variables =
    [
        "before", "chosen", "closes", "district", "forum", "forum_day", "forum_place", "forum_question", "forum_reply", "forum_when", "guess", "max", "min", "my_choices", "my_opinion", "my_opinions",
        "my_reference", "n", "options", "place", "privacy_url", "proposal", "reference", "result", "retention", "round", "similar", "tambon", "title", "topic", "total", "until", "version", "village",
    ];

    /// <summary>Variables whose value the program hands in with the person, as they depend on the deployment.</summary>
    public static readonly IReadOnlyList<string> GivenVariables = ["privacy_url", "retention"];

    /// <summary>Names that conditions may use beside the ids of the flow's own questions, and the values of each.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Conditions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["consent"] = ["given", "refused", "unknown"],
        ["place"] = ["known", "unknown", "declined"],
        ["village"] = ["known", "unknown"],
        ["team"] = ["yes", "no"],
        ["said"] = ["yes", "no"],
        ["guess"] = ["known", "unknown"],
        ["opinions"] = ["known", "unknown"],
        ["forums"] = ["known", "unknown"],
        ["surveys"] = ["known", "unknown"],
        ["round"] = ["open", "voted", "closed", "published", "unknown"],
        ["agreement"] = ["new", "again", "more", "over", "unknown"],
        ["similar"] = ["known", "unknown"],
    };

    /// <summary>Values the program understands, for facts that are not free.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> FactValues = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["agreement"] = ["agree", "disagree"],
        ["consent"] = ["given", "refused", "withdrawn"],
        ["delete-opinion"] = ["yes"],
        ["erase"] = ["everything"],
        ["forum-reply"] = ["yes", "no", "maybe"],
        ["reach"] = ["household", "village", "tambon"],
    };

    /// <summary>Parts that flows play for the program, each named in <c>system.yaml</c>.</summary>
    public static readonly IReadOnlyList<string> Roles = ["welcome", "opinion", "help", "forum", "forum-after", "helper"];

    public static readonly IReadOnlyList<string> Labels =
        ["skip", "back", "leave", "done", "more", "continue", "restart", "quit", "location", "camera", "pick-date", "pick-time", "yes", "no", "village", "change", "keep", "calendar", "map", "check-in", "after-forum", "choose-card"];

    public static readonly IReadOnlyList<string> Words = ["skip", "back", "leave", "done", "more", "continue", "restart", "quit", "change", "keep"];

    /// <summary>Sentences the program says by itself; each must be in <c>system.yaml</c>.</summary>
    public static readonly IReadOnlyList<string> Sentences =
    [
        "greeting", "greeting-short", "thanks", "thanks-short", "acknowledgement", "noise", "abuse", "sticker", "other-media", "friend-again", "nothing-open",
        "more-of-opinion", "not-understood", "not-understood-again", "stale-button", "answered-before", "expired", "flow-changed",
        "resume", "welcome-back", "left", "quit", "held", "held-full", "numbering", "chosen", "choose-first", "out-of-range", "cannot-go-back",
        "must-answer", "not-a-number", "not-a-date", "not-yet", "not-a-time", "place-tambon", "place-village", "place-of-village", "place-which", "place-did-you-mean", "place-unknown", "place-no-address", "place-no-village",
        "opinion-kept-before", "reference-unknown", "my-audio", "my-audio-length", "my-image", "my-location", "my-no-place", "status-new", "status-heard", "status-planned", "status-funded", "status-done",
        "reach-household", "reach-village", "reach-tambon", "group-hello", "group-called", "group-placed", "group-placed-village",
        "survey-answered", "survey-answered-until", "survey-before", "survey-closed",
        "forum-replied", "forum-noted", "forum-moved", "forum-over", "forum-begun", "forum-cancelled", "forum-checked-in", "forum-early", "forum-no-code", "forum-held",
        "forum-reminder", "forum-changed", "forum-called-off", "forum-asks",
        "round-closed", "round-result", "cards", "card-number", "card-cost", "cards-more", "agreed-before", "disagreed-before", "choice-first", "choice-second", "choice-third", "choice-further",
        "helper-needs-voice", "helper-voice-short", "helper-undone", "helper-stopped", "helper-expired",
        "outcome-told", "outcome-chosen", "outcome-heard", "outcome-planned", "outcome-funded", "outcome-done",
    ];

    /// <summary>The nearest known word, for “did you mean”.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = Math.Max(2, word.Length / 3) + 1;
        foreach (var candidate in known)
        {
            var distance = Distance(word, candidate);
            if (distance < bestDistance) (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>“; did you mean “x”?” or nothing.</summary>
    internal static string DidYouMean(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } near ? $"; did you mean “{near}”?" : "";

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
