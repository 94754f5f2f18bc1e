using System.Globalization;

namespace Line.Messaging;

public sealed partial class LineMessagingClient
{
    /// <summary>The month's limit of paid messages. Never assume a number: it depends on country and plan.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<MessageQuota> GetMessageQuotaAsync(CancellationToken cancellationToken = default) =>
        GetAsync("GetMessageQuota", "/v2/bot/message/quota", LineClientJson.Context.MessageQuota, cancellationToken);

    /// <summary>How many paid messages the month has seen, approximately.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<QuotaConsumption> GetMessageQuotaConsumptionAsync(CancellationToken cancellationToken = default) =>
        GetAsync("GetMessageQuotaConsumption", "/v2/bot/message/quota/consumption", LineClientJson.Context.QuotaConsumption, cancellationToken);

    /// <summary>Replies sent on a day.</summary>
    /// <param name="date">The day in UTC+9; see <see cref="LineDay"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<NumberOfMessages> GetNumberOfSentReplyMessagesAsync(DateOnly date, CancellationToken cancellationToken = default) =>
        CountAsync("GetNumberOfSentReplyMessages", "reply", date, cancellationToken);

    /// <summary>Pushed messages sent on a day.</summary>
    /// <inheritdoc cref="GetNumberOfSentReplyMessagesAsync"/>
    public Task<NumberOfMessages> GetNumberOfSentPushMessagesAsync(DateOnly date, CancellationToken cancellationToken = default) =>
        CountAsync("GetNumberOfSentPushMessages", "push", date, cancellationToken);

    /// <summary>Multicast messages sent on a day.</summary>
    /// <inheritdoc cref="GetNumberOfSentReplyMessagesAsync"/>
    public Task<NumberOfMessages> GetNumberOfSentMulticastMessagesAsync(DateOnly date, CancellationToken cancellationToken = default) =>
        CountAsync("GetNumberOfSentMulticastMessages", "multicast", date, cancellationToken);

    /// <summary>Broadcast messages sent on a day.</summary>
    /// <inheritdoc cref="GetNumberOfSentReplyMessagesAsync"/>
    public Task<NumberOfMessages> GetNumberOfSentBroadcastMessagesAsync(DateOnly date, CancellationToken cancellationToken = default) =>
        CountAsync("GetNumberOfSentBroadcastMessages", "broadcast", date, cancellationToken);

    /// <summary>How many names of aggregation units were used this month.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<AggregationUnitUsage> GetAggregationUnitUsageAsync(CancellationToken cancellationToken = default) =>
        GetAsync("GetAggregationUnitUsage", "/v2/bot/message/aggregation/info", LineClientJson.Context.AggregationUnitUsage, cancellationToken);

    /// <summary>This month's names of aggregation units, fetched page by page while you read.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public IAsyncEnumerable<string> GetAggregationUnitNameListAsync(CancellationToken cancellationToken = default) =>
        PagesAsync(
            "GetAggregationUnitNameList",
            "/v2/bot/message/aggregation/list?limit=100",
            LineClientJson.Context.AggregationUnitNamesPage,
            page => (page.CustomAggregationUnits, page.Next),
            cancellationToken);

    private Task<NumberOfMessages> CountAsync(string operation, string kind, DateOnly date, CancellationToken cancellationToken) =>
        GetAsync(
            operation,
            $"/v2/bot/message/delivery/{kind}?date={date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}",
            LineClientJson.Context.NumberOfMessages,
            cancellationToken);
}
