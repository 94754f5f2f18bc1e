using System.Globalization;

namespace ChainatBot.Flows;

/// <summary>Where something stands in a file, both counted from 1.</summary>
public readonly record struct SourcePosition(string File, int Line, int Column);

/// <summary>Something wrong in a file: what it is and what to do about it. Prints as <c>file:line:column: message</c>.</summary>
public sealed record FlowProblem(string File, int Line, int Column, string Message)
{
    public FlowProblem(SourcePosition at, string message) : this(at.File, at.Line, at.Column, message) { }

    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}: {Message}");
}

/// <summary>A text of the file with its position, so that a problem with it can be pointed at.</summary>
public readonly record struct FlowText(string Value, SourcePosition At);

/// <summary>Conversation, or a questionnaire whose questions are numbered for the person.</summary>
public enum FlowKind { Talk, Survey }

/// <summary>
/// One conversation as written in <c>flows/*.yaml</c>. The same id and version never changes: a new wording of a
/// question, a new choice or a new order is a new version, and the old file may stay beside it for those in the middle of it.
/// </summary>
public sealed record Flow
{
    public required string Id { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }
    public FlowKind Kind { get; init; }
    /// <summary>Words that start it, as whole messages.</summary>
    public IReadOnlyList<FlowText> Keywords { get; init; } = [];
    /// <summary>May be held with someone who has not consented yet.</summary>
    public bool BeforeConsent { get; init; }
    /// <summary>An unanswered question is forgotten after this time.</summary>
    public TimeSpan ExpiresAfter { get; init; } = DefaultExpiry;
    /// <summary>The step to go to when the person leaves (พอแค่นี้); null: a system sentence and the end.</summary>
    public string? OnLeave { get; init; }
    public required IReadOnlyList<FlowStep> Steps { get; init; }
    public required SourcePosition At { get; init; }
    /// <summary>A hash of the file, to tell that a version was changed in place.</summary>
    public string Fingerprint { get; init; } = "";

    public static readonly TimeSpan DefaultExpiry = TimeSpan.FromDays(7);

    public FlowStep? Find(string id)
    {
        foreach (var step in Steps)
            if (step.Id == id) return step;
        return null;
    }

    public IEnumerable<Question> Questions => Steps.OfType<Question>();
}

/// <summary>A step of a flow. <see cref="Next"/> is the id of the step that follows, or <see cref="End"/>.</summary>
public abstract record FlowStep(string Id, SourcePosition At)
{
    /// <summary>The word that ends a flow in <c>next</c>.</summary>
    public const string End = "end";

    public string Next { get; init; } = End;
    public SourcePosition NextAt { get; init; } = At;
}

/// <summary>Says one or more bubbles and goes on.</summary>
public sealed record SayStep(string Id, SourcePosition At) : FlowStep(Id, At)
{
    public IReadOnlyList<FlowText> Texts { get; init; } = [];
    /// <summary>Ids of flows offered as buttons under the last bubble, when nothing is asked after it.</summary>
    public IReadOnlyList<FlowText> Offer { get; init; } = [];
}

/// <summary>Goes where the first fitting condition says, otherwise to <see cref="FlowStep.Next"/>.</summary>
public sealed record BranchStep(string Id, SourcePosition At) : FlowStep(Id, At)
{
    public IReadOnlyList<Branch> Branches { get; init; } = [];
}

/// <summary>One way out of a branch: all conditions must hold.</summary>
public sealed record Branch(IReadOnlyList<Condition> When, string Next, SourcePosition At, SourcePosition NextAt);

/// <summary>A name (an answer's step id, or something known of the person) and the values that fit it.</summary>
public sealed record Condition(string Name, IReadOnlyList<string> Values, SourcePosition At)
{
    /// <param name="actual">The answer (several with commas between; empty where it has no words), or what is known of the person; null: nothing.</param>
    public bool Fits(string? actual)
    {
        if (actual is null) return Values.Contains("unknown");
        if (Values.Contains(actual)) return true;
        if (FlowVocabulary.Conditions.ContainsKey(Name)) return false;
        return Values.Contains("known") || actual.Split(',').Any(Values.Contains) || Values.Any(rule => Compares(actual, rule));
    }

    private static bool Compares(string actual, string rule)
    {
        if (!decimal.TryParse(actual, CultureInfo.InvariantCulture, out var value)) return false;
        foreach (var sign in new[] { ">=", "<=", ">", "<" })
        {
            if (!rule.StartsWith(sign, StringComparison.Ordinal)) continue;
            if (!decimal.TryParse(rule[sign.Length..].Trim(), CultureInfo.InvariantCulture, out var bound)) return false;
            return sign switch { ">=" => value >= bound, "<=" => value <= bound, ">" => value > bound, _ => value < bound };
        }
        return false;
    }
}

/// <summary>Holds another flow in the middle of this one, then goes on.</summary>
public sealed record RunStep(string Id, SourcePosition At, string Flow, SourcePosition FlowAt) : FlowStep(Id, At);

public enum QuestionKind { Choice, Several, YesNo, Message, Number, Date, Time, Scale, Place }

/// <summary>Where a question's choices come from when they are not written in the file.</summary>
/// <remarks>
/// <see cref="Surveys"/>: those open for the person, and choosing one begins it; with a single one nothing is asked, with none the flow goes on.
/// <see cref="Forums"/>: those the person is invited to; a single one is taken without asking. <see cref="ForumQuestions"/>: a message question that is
/// asked once for each question of the forum's agenda. <see cref="Rounds"/>: the rounds of priorities of the person's tambon; a single one is taken
/// without asking. <see cref="Proposals"/>: cards of the round chosen before, less what the flow's earlier questions chose.
/// </remarks>
public enum ChoiceSource { Topics, Districts, Tambons, Villages, Surveys, Opinions, Forums, ForumQuestions, Rounds, Proposals }

/// <summary>Kinds of message a message question takes.</summary>
[Flags]
public enum MessageKinds { None = 0, Text = 1, Voice = 2, Photo = 4, Location = 8, All = 15 }

/// <summary>Asks and waits.</summary>
public sealed record Question(string Id, SourcePosition At, QuestionKind Kind) : FlowStep(Id, At)
{
    /// <summary>Bubbles; the last one carries the buttons and is what is said again.</summary>
    public IReadOnlyList<FlowText> Texts { get; init; } = [];
    /// <summary>Said instead of the last bubble when a choice is guessed.</summary>
    public FlowText? GuessText { get; init; }
    /// <summary>The same question in other words, after two answers that were not understood.</summary>
    public FlowText? Rephrased { get; init; }
    public IReadOnlyList<Choice> Choices { get; init; } = [];
    public ChoiceSource? From { get; init; }
    /// <summary>For a source: the step whose answer (a district's or tambon's code) narrows it.</summary>
    public string? Of { get; init; }
    /// <summary>More than four choices on purpose.</summary>
    public bool Many { get; init; }
    /// <summary>The kind of fact the answer is kept as; null: it only steers the flow.</summary>
    public string? Keep { get; init; }
    public SourcePosition KeepAt { get; init; } = At;
    public string? SkipTo { get; init; }
    public bool CanSkip { get; init; } = true;
    public bool CanGoBack { get; init; } = true;
    public bool CanLeave { get; init; } = true;
    /// <summary>Big buttons in the bubble instead of quick replies.</summary>
    public bool BigButtons { get; init; }
    public MessageKinds Accepts { get; init; } = MessageKinds.All;
    /// <summary>Takes messages until the person says they are done.</summary>
    public bool UntilDone { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    /// <summary>Of a date: it has been. A day without a year is the last one, and one to come is not taken.</summary>
    public bool Past { get; init; }

    public string SkipTarget => SkipTo ?? Next;
}

/// <summary>One choice: what is shown, what is kept, where it leads (null: the question's own next).</summary>
/// <param name="Link">Opens a page instead of answering.</param>
/// <param name="Keep">False: choosing it keeps no fact (“no, leave it as it is”).</param>
public sealed record Choice(FlowText Label, string Value, string? Next, SourcePosition NextAt, string? Link, bool Keep = true)
{
    /// <summary>Other words in which people give this answer.</summary>
    public IReadOnlyList<FlowText> Also { get; init; } = [];
}
