using System.Text.Json;
using ChainatBot.Flows;
using ChainatBot.Priorities.Counting;

namespace ChainatBot.Priorities;

/// <summary>The ballots of one round in a file.</summary>
/// <param name="OfOtherRounds">How many lines were passed over because they belong to another round.</param>
public sealed record ReadBallots(IReadOnlyList<Ballot> Ballots, int OfOtherRounds);

/// <summary>Reads exported ballots, one JSON object a line, for recounting.</summary>
public static class BallotLines
{
    /// <summary>So many problems are told; a wrong file has one in every line.</summary>
    public const int MaxProblems = 20;

    /// <summary>
    /// The ballots of the round. <c>choices</c> is needed; a line with another <c>round</c> is passed over, as an export holds all rounds; a later
    /// line of the same <c>person</c> replaces the earlier. Other fields are not looked at. Null where <paramref name="problems"/> got a new
    /// entry: also where all lines belong to other rounds, which is the wrong file.
    /// </summary>
    /// <param name="file">The file's name, for problems.</param>
    public static async Task<ReadBallots?> ReadAsync(TextReader lines, string file, RoundDefinition round, ICollection<FlowProblem> problems, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(problems);
        var ids = round.Proposals.Select(proposal => proposal.Id).ToHashSet(StringComparer.Ordinal);
        var unnamed = new List<Ballot>();
        var ofPerson = new Dictionary<string, Ballot>(StringComparer.Ordinal);
        var (number, wrong, others) = (0, 0, 0);
        FlowProblem? firstOther = null;
        while (wrong < MaxProblems && await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var json = JsonDocument.Parse(line);
                if (OtherRound(json.RootElement, round) is { } other)
                {
                    others++;
                    firstOther ??= new FlowProblem(file, number, 1, $"this ballot is of the round “{other}”, and none here is of “{round.Id}”; count it with its own file, or export this round's ballots");
                    continue;
                }
                var (person, ballot) = Read(json.RootElement, ids);
                if (person is null) unnamed.Add(ballot);
                else ofPerson[person] = ballot;
            }
            catch (JsonException fault)
            {
                wrong++;
                problems.Add(new FlowProblem(file, number, (int)(fault.BytePositionInLine ?? 0) + 1, "this line is not one whole JSON object; export the ballots again with --format jsonl"));
            }
            catch (NotABallotException fault)
            {
                wrong++;
                problems.Add(new FlowProblem(file, number, 1, fault.Message));
            }
        }
        if (wrong > 0) return null;
        if (firstOther is not null && ofPerson.Count + unnamed.Count == 0)
        {
            problems.Add(firstOther);
            return null;
        }
        return new ReadBallots([.. ofPerson.Values, .. unnamed], others);
    }

    private static string? OtherRound(JsonElement line, RoundDefinition round)
    {
        if (line.ValueKind != JsonValueKind.Object) throw new NotABallotException("a ballot is a JSON object such as {\"choices\": [\"road\"]}; write one on each line");
        return Text(line, "round") is { } of && of != round.Id ? of : null;
    }

    private static (string? Person, Ballot Ballot) Read(JsonElement line, HashSet<string> ids)
    {
        if (!line.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
            throw new NotABallotException("“choices” is missing or no list; it holds the ids of proposals, the first choice first");
        var chosen = new List<string>();
        foreach (var choice in choices.EnumerateArray())
        {
            if (choice.ValueKind != JsonValueKind.String) throw new NotABallotException("“choices” must hold ids of proposals, each in quotes");
            var id = choice.GetString()!;
            if (!ids.Contains(id)) throw new NotABallotException($"the round has no proposal “{id}”{FlowVocabulary.DidYouMean(id, ids)}; mend the ballot, or count it with the file it was made for");
            if (chosen.Contains(id)) throw new NotABallotException($"“{id}” is chosen twice; a ballot names a proposal once");
            chosen.Add(id);
        }
        return (Text(line, "person"), new Ballot(chosen));
    }

    private static string? Text(JsonElement line, string name)
    {
        if (!line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new NotABallotException($"“{name}” must be a text in quotes");
    }

    private sealed class NotABallotException(string message) : Exception(message);
}
