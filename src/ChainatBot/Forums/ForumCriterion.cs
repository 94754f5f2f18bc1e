using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Privacy;

namespace ChainatBot.Forums;

/// <summary>
/// Chooses an audience by what people have to do with a forum: <c>hearing-2570-1:yes|maybe</c>. The words are yes, no, maybe, answered
/// (any of these), attended, and knows-N: answered to its Nth change or a later one. One that holds is enough.
/// </summary>
public sealed class ForumCriterion(ForumReplyStore replies) : IAudienceCriterion
{
    /// <summary>Answered in any way.</summary>
    public const string Answered = "answered";
    private const string Knows = "knows-";

    /// <summary>What the team may ask for in an audience.</summary>
    public static readonly IReadOnlyList<string> Words = ["yes", "no", "maybe", Answered, "attended"];

    public string Name => "forum";

    /// <summary>The argument for this forum and these words.</summary>
    public static string Of(string forum, params IEnumerable<string> words) => $"{forum}:{string.Join('|', words)}";

    public async Task<bool> HoldsAsync(string argument, ParticipantId participant, string tambon, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(argument);
        if (argument.Split(':') is not [var forum, var words] || await replies.FindAsync(forum, participant, cancellationToken) is not { } reply) return false;
        return words.Split('|').Any(word => word switch
        {
            Answered => reply.Reply is not null,
            "attended" => reply.Attended,
            _ when word.StartsWith(Knows, StringComparison.Ordinal) => int.TryParse(word.AsSpan(Knows.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && reply.Revision >= revision,
            _ => reply.Reply == word,
        });
    }
}
