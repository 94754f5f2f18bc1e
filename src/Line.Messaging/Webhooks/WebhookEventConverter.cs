using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>Reads and writes every kind of <see cref="WebhookEvent"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class WebhookEventConverter : KindConverter<WebhookEvent>
{
    private protected override JsonTypeInfo? ForKind(string kind) => Of(kind);

    private protected override JsonTypeInfo ForValue(WebhookEvent value) => Of(value.Type) ?? NotOfTheFamily(value);

    private protected override WebhookEvent Unknown(string kind, JsonElement raw) => UnknownEvents.From(JsonText.Bytes(raw), kind, parseError: null);

    internal static JsonTypeInfo? Of(string kind) => kind switch
    {
        "message" => LineJson.Context.MessageEvent,
        "postback" => LineJson.Context.PostbackEvent,
        "follow" => LineJson.Context.FollowEvent,
        "unfollow" => LineJson.Context.UnfollowEvent,
        "unsend" => LineJson.Context.UnsendEvent,
        "messageEdited" => LineJson.Context.MessageEditedEvent,
        "join" => LineJson.Context.JoinEvent,
        "leave" => LineJson.Context.LeaveEvent,
        "memberJoined" => LineJson.Context.MemberJoinedEvent,
        "memberLeft" => LineJson.Context.MemberLeftEvent,
        "videoPlayComplete" => LineJson.Context.VideoPlayCompleteEvent,
        "beacon" => LineJson.Context.BeaconEvent,
        "accountLink" => LineJson.Context.AccountLinkEvent,
        "membership" => LineJson.Context.MembershipEvent,
        "module" => LineJson.Context.ModuleEvent,
        "activated" => LineJson.Context.ActivatedEvent,
        "deactivated" => LineJson.Context.DeactivatedEvent,
        "botSuspended" => LineJson.Context.BotSuspendedEvent,
        "botResumed" => LineJson.Context.BotResumedEvent,
        "delivery" => LineJson.Context.DeliveryEvent,
        _ => null,
    };
}
