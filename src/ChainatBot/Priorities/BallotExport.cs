using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using ChainatBot.Exports;

namespace ChainatBot.Priorities;

/// <summary>One line of <c>export ballots</c>: the fields of the contract in their order.</summary>
/// <param name="Person">A pseudonym of this round: it joins nothing.</param>
/// <param name="Choices">Ids, the first choice first; one cell with spaces between in CSV and workbook.</param>
public sealed record ExportedBallot(string Round, string Person, IReadOnlyList<string> Choices, string? Tambon, int? Village)
{
    public static readonly ExportTable<ExportedBallot> Table = new(
        "ballots",
        new ExportedBallotJson(ExportTable<ExportedBallot>.Readable(ExportedBallotJson.Default.Options)).ExportedBallot,
        [("round", b => b.Round), ("person", b => b.Person), ("choices", b => string.Join(' ', b.Choices)), ("tambon", b => b.Tambon), ("village", b => b.Village)]);
}

/// <summary>Reads ballots for an export: round by round, by the pseudonym, which says nothing of when or where.</summary>
public sealed class BallotExport(RoundStore rounds, BallotStore ballots)
{
    /// <summary>
    /// Ballots of people of these tambons, in rounds that were asked there. A ballot has no day; <paramref name="from"/> and <paramref name="to"/>,
    /// both inclusive, choose rounds by the day they close (Bangkok).
    /// </summary>
    /// <param name="everybody">Also those of other places or of none: for an export of all tambons.</param>
    public async IAsyncEnumerable<ExportedBallot> ReadAsync(
        IReadOnlyCollection<string> tambons, bool everybody, DateOnly? from = null, DateOnly? to = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var round in rounds.OfTambonsAsync(tambons, cancellationToken))
        {
            if (round.LastDay < from || round.LastDay > to) continue;
            await foreach (var ballot in ballots.OfRoundAsync(round.Definition.Id, cancellationToken))
                if (everybody || (ballot.Tambon is { } tambon && tambons.Contains(tambon)))
                    yield return new ExportedBallot(ballot.Round, ballot.Person, ballot.Choices, ballot.Tambon, ballot.Village);
        }
    }
}

[JsonSerializable(typeof(ExportedBallot))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ExportedBallotJson : JsonSerializerContext;
