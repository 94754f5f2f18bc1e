using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChainatBot.Privacy;
using Line.Messaging;

namespace ChainatBot.Webhooks;

/// <summary>Where one event stands in the inbox. All events of one person share a lane, and a lane is a partition.</summary>
public readonly record struct InboxKey(int Lane, string EventId, long Timestamp)
{
    /// <summary>64 lanes: fewer fall behind under load, more add nothing (measured).</summary>
    public const int Lanes = 64;

    internal const string TodoPrefix = "todo-";
    internal const string SeenPrefix = "seen-";

    public string PartitionKey => PartitionOf(Lane);

    /// <summary>Sorts by the time of the event, because LINE may deliver in another order.</summary>
    public string TodoKey => string.Create(CultureInfo.InvariantCulture, $"{TodoPrefix}{Timestamp:D16}-{EventId}");

    public string SeenKey => SeenPrefix + EventId;

    public static string PartitionOf(int lane) => lane.ToString("D2", CultureInfo.InvariantCulture);

    public static int LaneOf(ParticipantId participant) => Pseudonyms.ShardOf(participant, Lanes);

    /// <summary>LINE's ids are ULIDs; anything else that could not be a row key is replaced by its hash.</summary>
    public static string SafeId(string? webhookEventId, ReadOnlySpan<byte> rawEvent)
    {
        if (webhookEventId is { Length: > 0 and <= 64 } && webhookEventId.All(char.IsAsciiLetterOrDigit)) return webhookEventId;
        var source = webhookEventId is { Length: > 0 } ? Encoding.UTF8.GetBytes(webhookEventId) : rawEvent;
        return "x" + Convert.ToHexStringLower(SHA256.HashData(source)[..16]);
    }
}

/// <summary>Whose an event is.</summary>
internal static class EventOwner
{
    /// <summary>Whether this person caused the event.</summary>
    /// <param name="rawEvent">The event's JSON.</param>
    public static bool IsFrom(this Pseudonyms pseudonyms, ParticipantId participant, byte[]? rawEvent) =>
        rawEvent is { Length: > 0 } && WebhookParser.ParseEvent(rawEvent).Source?.UserId is { Length: > 0 } user && pseudonyms.ParticipantOf(user) == participant;
}
