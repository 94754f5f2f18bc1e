using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>Whether the account's plan limits the messages of a month.</summary>
[JsonConverter(typeof(LineEnumConverter<QuotaType>))]
public enum QuotaType
{
    /// <summary>A word this version doesn't know.</summary>
    Unknown,

    /// <summary>No limit is set.</summary>
    None,

    /// <summary>Limited to <see cref="MessageQuota.Value"/>.</summary>
    Limited,
}

/// <summary>The month's limit of messages that cost (push, multicast, narrowcast, broadcast; one a recipient). Replies are not counted.</summary>
/// <param name="Type">Whether there is one.</param>
/// <param name="Value">The limit; null when there is none.</param>
public sealed record MessageQuota(QuotaType Type, long? Value = null);

/// <summary>What of the month's messages is used up, approximately, with those sent from the account manager.</summary>
/// <param name="TotalUsage">Messages of this month.</param>
public sealed record QuotaConsumption(long TotalUsage);

/// <summary>Whether LINE has counted a day.</summary>
[JsonConverter(typeof(LineEnumConverter<DeliveryCountStatus>))]
public enum DeliveryCountStatus
{
    /// <summary>A word this version doesn't know.</summary>
    Unknown,

    /// <summary>Counted.</summary>
    Ready,

    /// <summary>Not yet; a day is usually counted on the next.</summary>
    Unready,

    /// <summary>Too few to be told.</summary>
    UnavailableForPrivacy,

    /// <summary>Before LINE began counting (2018-03-31).</summary>
    OutOfService,
}

/// <summary>How many messages of a kind were sent on a day.</summary>
/// <param name="Status">Whether there is a count.</param>
/// <param name="Success">The count; null unless ready.</param>
public sealed record NumberOfMessages(DeliveryCountStatus Status, long? Success = null);

/// <summary>How many names of aggregation units were used this month.</summary>
/// <param name="NumOfCustomAggregationUnits">Of 1,000.</param>
public sealed record AggregationUnitUsage(long NumOfCustomAggregationUnits);

/// <summary>LINE counts days in UTC+9, wherever the account is.</summary>
public static class LineDay
{
    private static readonly TimeSpan s_offset = TimeSpan.FromHours(9);

    /// <summary>The day, as LINE counts, to which <paramref name="instant"/> belongs: in Thailand a day ends at 22:00.</summary>
    /// <param name="instant">Any instant.</param>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(s_offset).DateTime);
}
