using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>To whom a narrowcast goes. All parts may be left out; without a recipient it goes to all friends that pass the filter.</summary>
public sealed record NarrowcastTarget
{
    /// <summary>Audiences, earlier sends, or combinations of them.</summary>
    public Recipient? Recipient { get; init; }

    /// <summary>By what LINE estimates of people; needs a target reach of 100 friends or more.</summary>
    public DemographicFilter? Demographic { get; init; }

    /// <summary>How many at most.</summary>
    public NarrowcastLimit? Limit { get; init; }
}

/// <summary>How many people a narrowcast may reach; they are picked at random.</summary>
/// <param name="Max">The most recipients; null for no limit.</param>
/// <param name="UpToRemainingQuota">Send to no more than the month's quota still allows, instead of failing.</param>
/// <param name="ForbidPartialDelivery">Fail rather than reach fewer than asked.</param>
public sealed record NarrowcastLimit(int? Max = null, bool UpToRemainingQuota = false, bool ForbidPartialDelivery = false);

/// <summary>A set of people for a narrowcast.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AudienceRecipient), "audience")]
[JsonDerivedType(typeof(RedeliveryRecipient), "redelivery")]
[JsonDerivedType(typeof(OperatorRecipient), "operator")]
public abstract record Recipient;

/// <summary>An audience made in the console or by API.</summary>
/// <param name="AudienceGroupId">The audience's id.</param>
public sealed record AudienceRecipient(long AudienceGroupId) : Recipient;

/// <summary>Those whom an earlier narrowcast went to.</summary>
/// <param name="RequestId">That narrowcast's request id.</param>
public sealed record RedeliveryRecipient(string RequestId) : Recipient;

/// <summary>A combination; set exactly one of the three.</summary>
public sealed record OperatorRecipient : Recipient
{
    /// <summary>Who is in all of these.</summary>
    public IReadOnlyList<Recipient>? And { get; init; }

    /// <summary>Who is in any of these.</summary>
    public IReadOnlyList<Recipient>? Or { get; init; }

    /// <summary>Who is not in this.</summary>
    public Recipient? Not { get; init; }
}

/// <summary>A filter by estimated attributes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GenderDemographicFilter), "gender")]
[JsonDerivedType(typeof(AgeDemographicFilter), "age")]
[JsonDerivedType(typeof(AppTypeDemographicFilter), "appType")]
[JsonDerivedType(typeof(AreaDemographicFilter), "area")]
[JsonDerivedType(typeof(SubscriptionPeriodDemographicFilter), "subscriptionPeriod")]
[JsonDerivedType(typeof(OperatorDemographicFilter), "operator")]
public abstract record DemographicFilter;

/// <summary>By gender.</summary>
/// <param name="OneOf"><c>male</c>, <c>female</c>.</param>
public sealed record GenderDemographicFilter(IReadOnlyList<string> OneOf) : DemographicFilter;

/// <summary>By age; at least one bound.</summary>
/// <param name="Gte">From: <c>age_15</c>, <c>age_20</c>, … <c>age_70</c>.</param>
/// <param name="Lt">Below: the same words.</param>
public sealed record AgeDemographicFilter(string? Gte = null, string? Lt = null) : DemographicFilter;

/// <summary>By telephone.</summary>
/// <param name="OneOf"><c>ios</c>, <c>android</c>.</param>
public sealed record AppTypeDemographicFilter(IReadOnlyList<string> OneOf) : DemographicFilter;

/// <summary>By region.</summary>
/// <param name="OneOf">LINE's area codes, for Thailand <c>th_01</c> (Bangkok) to <c>th_08</c> (Western).</param>
public sealed record AreaDemographicFilter(IReadOnlyList<string> OneOf) : DemographicFilter;

/// <summary>By how long someone has been a friend; at least one bound.</summary>
/// <param name="Gte">From: <c>day_7</c>, <c>day_30</c>, <c>day_90</c>, <c>day_180</c>, <c>day_365</c>.</param>
/// <param name="Lt">Below: the same words.</param>
public sealed record SubscriptionPeriodDemographicFilter(string? Gte = null, string? Lt = null) : DemographicFilter;

/// <summary>A combination; set exactly one of the three.</summary>
public sealed record OperatorDemographicFilter : DemographicFilter
{
    /// <summary>Who passes all of these.</summary>
    public IReadOnlyList<DemographicFilter>? And { get; init; }

    /// <summary>Who passes any of these.</summary>
    public IReadOnlyList<DemographicFilter>? Or { get; init; }

    /// <summary>Who doesn't pass this.</summary>
    public DemographicFilter? Not { get; init; }
}

/// <summary>How far a narrowcast is.</summary>
[JsonConverter(typeof(LineEnumConverter<NarrowcastPhase>))]
public enum NarrowcastPhase
{
    /// <summary>A word this version doesn't know.</summary>
    Unknown,

    /// <summary>Messages are not yet ready to be sent.</summary>
    Waiting,

    /// <summary>Being sent.</summary>
    Sending,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Failed; see <see cref="NarrowcastProgress.ErrorCode"/>.</summary>
    Failed,
}

/// <summary>The state of a narrowcast; LINE keeps it for 14 days.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="AcceptedTime">When LINE took it.</param>
/// <param name="CompletedTime">When it ended; null before.</param>
/// <param name="SuccessCount">How many it reached.</param>
/// <param name="FailureCount">How many it did not reach.</param>
/// <param name="TargetCount">How many it was meant for.</param>
/// <param name="FailedDescription">Why it failed, in LINE's words.</param>
/// <param name="ErrorCode">1 an internal error, 2 too few recipients, 3 a conflict of retry keys, 4 an audience of fewer than 50.</param>
public sealed record NarrowcastProgress(
    NarrowcastPhase Phase,
    DateTimeOffset AcceptedTime,
    DateTimeOffset? CompletedTime = null,
    long? SuccessCount = null,
    long? FailureCount = null,
    long? TargetCount = null,
    string? FailedDescription = null,
    long? ErrorCode = null);
