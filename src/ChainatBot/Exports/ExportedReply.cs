using System.Text.Json.Serialization;
using ChainatBot.Forums;

namespace ChainatBot.Exports;

/// <summary>One line of <c>export replies</c>: the fields of the contract in their order.</summary>
/// <param name="Person">A pseudonym of this forum: it joins with nothing else.</param>
/// <param name="Reply">yes, no or maybe.</param>
/// <param name="Tambon">Where the person lives; null where it was not told.</param>
public sealed record ExportedReply(string Forum, string Person, string Reply, string? Tambon, int? Village)
{
    public static readonly ExportTable<ExportedReply> Table = new(
        "replies",
        new ExportedReplyJson(ExportTable<ExportedReply>.Readable(ExportedReplyJson.Default.Options)).ExportedReply,
        [("forum", r => r.Forum), ("person", r => r.Person), ("reply", r => r.Reply), ("tambon", r => r.Tambon), ("village", r => r.Village)]);

    /// <summary>Null of somebody who came without having answered.</summary>
    internal static ExportedReply? Of(ForumReply reply) => reply.Reply is { } said ? new ExportedReply(reply.Forum, reply.Person, said, reply.Tambon, reply.Village) : null;
}

[JsonSerializable(typeof(ExportedReply))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ExportedReplyJson : JsonSerializerContext;
