using System.Text.Json.Serialization;
using ChainatBot.Storage;

namespace ChainatBot.Exports;

/// <summary>One line of <c>export opinions</c>: the fields of the contract in their order, and nothing that tells two opinions of one person.</summary>
public sealed record ExportedOpinion(
    string Id,
    string? Reference,
    string? Tambon,
    int? Village,
    string? Topic,
    string? Reach,
    string? Kind,
    string? Text,
    string ReceivedOn,
    string? Status)
{
    public static readonly ExportTable<ExportedOpinion> Table = new(
        "opinions",
        new ExportedOpinionJson(ExportTable<ExportedOpinion>.Readable(ExportedOpinionJson.Default.Options)).ExportedOpinion,
        [
            ("id", o => o.Id), ("reference", o => o.Reference), ("tambon", o => o.Tambon), ("village", o => o.Village), ("topic", o => o.Topic),
            ("reach", o => o.Reach), ("kind", o => o.Kind), ("text", o => o.Text), ("receivedOn", o => o.ReceivedOn), ("status", o => o.Status),
        ]);

    internal static ExportedOpinion Of(TableRow row) => new(
        row.GetString("OpinionId") ?? row.RowKey[(row.RowKey.IndexOf('-', StringComparison.Ordinal) + 1)..],
        row.GetString("Reference"),
        row.PartitionKey.StartsWith(Summaries.SummaryCommand.PlaceUntold, StringComparison.Ordinal) ? null : row.PartitionKey[..6],
        row.GetInt32("Village"),
        row.GetString("Topic"),
        row.GetString("Reach"),
        row.GetString("Kind"),
        row.GetString("Text"),
        row.GetString("ReceivedOn")!,
        row.GetString("Status"));
}

[JsonSerializable(typeof(ExportedOpinion))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ExportedOpinionJson : JsonSerializerContext;
