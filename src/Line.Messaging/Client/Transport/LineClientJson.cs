using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>What the client sends and gets around messages and actions, which bring their own converters.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ReplyMessageBody))]
[JsonSerializable(typeof(PushMessageBody))]
[JsonSerializable(typeof(MulticastBody))]
[JsonSerializable(typeof(NarrowcastBody))]
[JsonSerializable(typeof(BroadcastBody))]
[JsonSerializable(typeof(ValidateMessageBody))]
[JsonSerializable(typeof(SendAnswer))]
[JsonSerializable(typeof(NarrowcastProgress))]
[JsonSerializable(typeof(MessageQuota))]
[JsonSerializable(typeof(QuotaConsumption))]
[JsonSerializable(typeof(NumberOfMessages))]
[JsonSerializable(typeof(AggregationUnitUsage))]
[JsonSerializable(typeof(AggregationUnitNamesPage))]
[JsonSerializable(typeof(TranscodingAnswer))]
[JsonSerializable(typeof(UserProfile))]
[JsonSerializable(typeof(FollowersPage))]
[JsonSerializable(typeof(MembersPage))]
[JsonSerializable(typeof(MemberProfile))]
[JsonSerializable(typeof(MemberCountAnswer))]
[JsonSerializable(typeof(GroupSummary))]
[JsonSerializable(typeof(BotInfo))]
[JsonSerializable(typeof(LinkTokenAnswer))]
[JsonSerializable(typeof(LoadingBody))]
[JsonSerializable(typeof(MarkAsReadByTokenBody))]
[JsonSerializable(typeof(MarkAsReadBody))]
[JsonSerializable(typeof(EndpointBody))]
[JsonSerializable(typeof(WebhookEndpoint))]
[JsonSerializable(typeof(WebhookTestResult))]
[JsonSerializable(typeof(RichMenu))]
[JsonSerializable(typeof(RichMenuResponse))]
[JsonSerializable(typeof(RichMenuListAnswer))]
[JsonSerializable(typeof(RichMenuIdAnswer))]
[JsonSerializable(typeof(RichMenuBulkBody))]
[JsonSerializable(typeof(RichMenuBatchBody))]
[JsonSerializable(typeof(RichMenuBatchProgress))]
[JsonSerializable(typeof(RichMenuAlias))]
[JsonSerializable(typeof(RichMenuAliasUpdateBody))]
[JsonSerializable(typeof(RichMenuAliasListAnswer))]
[JsonSerializable(typeof(StatelessTokenAnswer))]
internal sealed partial class LineClientJson : JsonSerializerContext
{
    public static LineClientJson Context { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        AllowOutOfOrderMetadataProperties = true,
        // Thai as it is: escaped it would treble the size of a request.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

internal sealed record ReplyMessageBody(string ReplyToken, IReadOnlyList<Message> Messages, bool NotificationDisabled);

internal sealed record PushMessageBody(string To, IReadOnlyList<Message> Messages, bool NotificationDisabled, IReadOnlyList<string>? CustomAggregationUnits);

internal sealed record MulticastBody(IReadOnlyList<string> To, IReadOnlyList<Message> Messages, bool NotificationDisabled, IReadOnlyList<string>? CustomAggregationUnits);

internal sealed record NarrowcastBody(IReadOnlyList<Message> Messages, Recipient? Recipient, NarrowcastFilter? Filter, NarrowcastLimit? Limit, bool NotificationDisabled);

internal sealed record NarrowcastFilter(DemographicFilter Demographic);

internal sealed record BroadcastBody(IReadOnlyList<Message> Messages, bool NotificationDisabled);

internal sealed record ValidateMessageBody(IReadOnlyList<Message> Messages);

internal sealed record SendAnswer(IReadOnlyList<SentMessage>? SentMessages);

internal sealed record AggregationUnitNamesPage(IReadOnlyList<string>? CustomAggregationUnits, string? Next);

internal sealed record TranscodingAnswer(TranscodingStatus Status);

internal sealed record FollowersPage(IReadOnlyList<string>? UserIds, string? Next);

internal sealed record MembersPage(IReadOnlyList<string>? MemberIds, string? Next);

internal sealed record MemberCountAnswer(int Count);

internal sealed record LinkTokenAnswer(string LinkToken);

internal sealed record LoadingBody(string ChatId, int LoadingSeconds);

internal sealed record MarkAsReadByTokenBody(string MarkAsReadToken);

internal sealed record MarkAsReadBody(ChatReference Chat);

internal sealed record ChatReference(string UserId);

internal sealed record EndpointBody(string? Endpoint);

internal sealed record RichMenuListAnswer([property: JsonPropertyName("richmenus")] IReadOnlyList<RichMenuResponse>? RichMenus);

internal sealed record RichMenuIdAnswer(string RichMenuId);

internal sealed record RichMenuBulkBody(string? RichMenuId, IReadOnlyList<string> UserIds);

internal sealed record RichMenuBatchBody(IReadOnlyList<RichMenuBatchOperation> Operations, string? ResumeRequestKey);

internal sealed record RichMenuAliasUpdateBody(string RichMenuId);

internal sealed record RichMenuAliasListAnswer(IReadOnlyList<RichMenuAlias>? Aliases);

internal sealed record StatelessTokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
