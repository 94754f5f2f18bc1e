namespace ChainatBot.Priorities.Counting;

/// <summary>On how many ballots a proposal stands.</summary>
public sealed record ApprovalCount(string Id, int Count);

/// <summary>How many people chose a proposal at all, whatever place they gave it.</summary>
public static class Approval
{
    /// <summary>Most first; equals in the order of the round's file.</summary>
    public static IReadOnlyList<ApprovalCount> Count(BallotBox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        return [.. box.Proposals.Select((id, i) => new ApprovalCount(id, box.SupportOf(i))).OrderByDescending(proposal => proposal.Count)];
    }
}
