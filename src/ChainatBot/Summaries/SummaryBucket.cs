using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChainatBot.Storage;

namespace ChainatBot.Summaries;

/// <summary>
/// A piece of a tambon's snapshot: the contributions of all persons whose pseudonym starts with the same two characters,
/// compressed into one row of table <c>Summaries</c> (partition: tambon; row: those two characters). 256 pieces, so that a
/// fold rewrites little and millions of opinions fit into rows of 1 MiB with properties of 64 KiB.
/// </summary>
internal static class SummaryBucket
{
    public const string Table = "Summaries";
    public const int NameLength = 2;
    public const string AfterLast = "g";
    private const int ChunkBytes = 60_000;
    private const int MaximumChunks = 16;

    public static string NameOf(string opinionRowKey) => opinionRowKey[..NameLength];

    public static TableRow Pack(string tambon, string name, IReadOnlyCollection<Contribution> contributions, string? etag)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            JsonSerializer.Serialize(gzip, [.. contributions], SummaryBucketJson.Default.ContributionArray);
        var bytes = packed.ToArray();
        if (bytes.Length > ChunkBytes * MaximumChunks)
            throw new InvalidOperationException($"A piece of the summary of tambon {tambon} outgrew a table row ({contributions.Count} opinions).");
        var row = new TableRow(tambon, name) { ETag = etag };
        row["Opinions"] = contributions.Count;
        for (var i = 0; i * ChunkBytes < bytes.Length; i++)
            row[Column(i)] = bytes[(i * ChunkBytes)..Math.Min(bytes.Length, (i + 1) * ChunkBytes)];
        return row;
    }

    public static Contribution[] Unpack(TableRow row)
    {
        using var packed = new MemoryStream();
        for (var i = 0; row.GetBytes(Column(i)) is { } chunk; i++) packed.Write(chunk);
        packed.Position = 0;
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(gzip, SummaryBucketJson.Default.ContributionArray)
            ?? throw new InvalidDataException("A piece of a summary holds no contributions.");
    }

    private static string Column(int i) => "Part" + (char)('A' + i);
}

[JsonSerializable(typeof(Contribution[]))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
internal sealed partial class SummaryBucketJson : JsonSerializerContext;
