using ChainatBot.Flows;

namespace ChainatBot.Conversations;

/// <summary>
/// What a typed message put into a ballot, a list of choices or a forum's book, so that it goes when the message is taken back. Buttons can't be taken back
/// in LINE and are not remembered.
/// </summary>
/// <param name="Key">The message's key.</param>
/// <param name="Kind">That of the fact: ballot, agreement, answer, forum-reply, forum-attended or forum-answer.</param>
/// <param name="Node">The question it answered, in the flow <paramref name="Flow"/>.</param>
/// <param name="Subject">The round, survey or forum.</param>
/// <param name="Value">The proposal or choice; elsewhere the answer.</param>
public sealed record TypedChoice(string Key, string Kind, string Flow, string Node, string Subject, string Value)
{
    // More than anybody types in the day in which LINE lets messages be taken back.
    private const int Remembered = 32;

    /// <summary>The remembered ones after a fact by which <paramref name="chosen"/> stand, of which <paramref name="now"/> was said by it; null: none.</summary>
    public static IReadOnlyList<TypedChoice> After(IReadOnlyList<TypedChoice> before, FlowFact fact, string subject, IReadOnlyList<string> chosen, string? now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(fact);
        // The same choice made again, by whatever means, is no longer the earlier message's.
        var standing = before.Where(t => !t.IsOf(fact, subject) || (chosen.Contains(t.Value) && t.Value != now));
        if (now is not null && fact.Input is TextInput) standing = standing.Append(new TypedChoice(fact.Key, fact.Kind, fact.Flow, fact.Node, subject, now));
        return [.. standing.TakeLast(Remembered)];
    }

    /// <summary>Answers of a survey and after a forum stand by themselves; of a ballot all places are one thing.</summary>
    private bool IsOf(FlowFact fact, string subject) => Kind == fact.Kind && Subject == subject && (Kind is not ("answer" or "forum-answer") || Node == fact.Node);
}
