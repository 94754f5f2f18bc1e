using System.Text.RegularExpressions;

namespace Line.Emulator;

/// <summary>Bodies of the calls that take JSON.</summary>
internal static partial class RequestShapes
{
    private static readonly Property Messages = Shape.Required("messages", MessageShapes.Messages);
    private static readonly Property Quiet = Shape.Optional("notificationDisabled", Shape.Boolean);
    private static readonly Property Units = Shape.Optional("customAggregationUnits", Shape.ListOf(
        new TextShape { Min = 1, Max = 30, Pattern = UnitName(), PatternMessage = "must match ^[a-zA-Z0-9_]{1,30}$" }, 0, 1));
    private static readonly Property UserIds = Shape.Required("userIds", Shape.ListOf(Shape.AnyText, 1, 500));
    private static readonly Property MenuId = Shape.Required("richMenuId", Shape.Units(100, 1));
    private static readonly TextShape Url = new() { Max = 500, Rule = text => WebhookAddress.IsAllowed(text) ? null : "Invalid webhook endpoint URL" };

    private static readonly Shape Recipient = new TypedShape(
        ("operator", Shape.Object(Shape.Required("type", Shape.AnyText), Shape.Optional("and", Shape.ListOf(Shape.Later(() => Recipient!), 1, 10)),
            Shape.Optional("or", Shape.ListOf(Shape.Later(() => Recipient!), 1, 10)), Shape.Optional("not", Shape.Later(() => Recipient!)))),
        ("audience", Shape.Object(Shape.Required("type", Shape.AnyText), Shape.Required("audienceGroupId", Shape.Whole(1, long.MaxValue)))),
        ("redelivery", Shape.Object(Shape.Required("type", Shape.AnyText), Shape.Required("requestId", Shape.Units(100, 1)))));

    private static readonly Shape Demographic = new TypedShape(
        ("operator", Shape.Object(Shape.Required("type", Shape.AnyText), Shape.Optional("and", Shape.ListOf(Shape.Later(() => Demographic!), 1, 10)),
            Shape.Optional("or", Shape.ListOf(Shape.Later(() => Demographic!), 1, 10)), Shape.Optional("not", Shape.Later(() => Demographic!)))),
        ("age", Filter(Shape.Optional("gte", Shape.Matching(Age(), "invalid age")), Shape.Optional("lt", Shape.Matching(Age(), "invalid age")))),
        ("gender", Filter(Shape.Required("oneOf", Shape.ListOf(Shape.OneOf("male", "female"), 1, 2)))),
        ("appType", Filter(Shape.Required("oneOf", Shape.ListOf(Shape.OneOf("ios", "android"), 1, 2)))),
        ("area", Filter(Shape.Required("oneOf", Shape.ListOf(Shape.Matching(Region(), "invalid area"), 1, 100)))),
        ("subscriptionPeriod", Filter(Shape.Optional("gte", Shape.Matching(Days(), "invalid period")), Shape.Optional("lt", Shape.Matching(Days(), "invalid period")))));

    public static readonly Shape Reply = Shape.Object(Shape.Required("replyToken", Shape.Units(1_000, 1)), Messages, Quiet);
    public static readonly Shape Push = Shape.Object(Shape.Required("to", Shape.Units(100, 1)), Messages, Quiet, Units);
    public static readonly Shape Multicast = Shape.Object(Shape.Required("to", Shape.ListOf(Shape.AnyText, 1, 500)), Messages, Quiet, Units);
    public static readonly Shape Broadcast = Shape.Object(Messages, Quiet);
    public static readonly Shape Narrowcast = Shape.Object(Messages, Quiet, Shape.Optional("recipient", Recipient),
        Shape.Optional("filter", Shape.Object(Shape.Optional("demographic", Demographic))),
        Shape.Optional("limit", Shape.Object(Shape.Optional("max", Shape.Whole(1)), Shape.Optional("upToRemainingQuota", Shape.Boolean), Shape.Optional("forbidPartialDelivery", Shape.Boolean))));
    public static readonly Shape Validate = Shape.Object(Messages);
    public static readonly Shape Loading = Shape.Object(Shape.Required("chatId", Shape.Units(100, 1)), Shape.Optional("loadingSeconds", Shape.Whole()));
    public static readonly Shape MarkByToken = Shape.Object(Shape.Required("markAsReadToken", Shape.Units(1_000, 1)));
    public static readonly Shape MarkByUser = Shape.Object(Shape.Required("chat", Shape.Object(Shape.Required("userId", Shape.Units(100, 1)))));
    public static readonly Shape SetWebhook = Shape.Object(Shape.Required("endpoint", Url));
    public static readonly Shape TestWebhook = Shape.Object(Shape.Optional("endpoint", Url));
    public static readonly Shape BulkLink = Shape.Object(MenuId, UserIds);
    public static readonly Shape BulkUnlink = Shape.Object(UserIds);
    public static readonly Shape CreateAlias = Shape.Object(MenuId, Shape.Required("richMenuAliasId", Shape.Matching(Alias(), "must match ^[a-z0-9_-]{1,32}$")));
    public static readonly Shape UpdateAlias = Shape.Object(MenuId);
    public static readonly Shape Batch = Shape.Object(Shape.Optional("resumeRequestKey", Shape.Matching(ResumeKey(), "must match ^[a-zA-Z0-9_-]{1,100}$")),
        Shape.Required("operations", Shape.ListOf(new TypedShape(
            ("link", Filter(Shape.Required("from", Shape.Units(100, 1)), Shape.Required("to", Shape.Units(100, 1)))),
            ("unlink", Filter(Shape.Required("from", Shape.Units(100, 1)))),
            ("unlinkAll", Filter())), 1, 1_000)));
    public static readonly Shape Audience = Shape.Object(Shape.Required("description", Shape.Units(120, 1)), Shape.Optional("isIfaAudience", Shape.Boolean),
        Shape.Optional("uploadDescription", Shape.Units(300)), Shape.Optional("audiences", Shape.ListOf(Shape.Object(Shape.Required("id", Shape.Units(100, 1))), 0, 10_000)));
    public static readonly Shape AudienceMore = Shape.Object(Shape.Required("audienceGroupId", Shape.Whole(1, long.MaxValue)), Shape.Optional("uploadDescription", Shape.Units(300)),
        Shape.Required("audiences", Shape.ListOf(Shape.Object(Shape.Required("id", Shape.Units(100, 1))), 1, 10_000)));

    public static readonly Shape RichMenu = Shape.Object(
        Shape.Required("size", Shape.Object(Shape.Required("width", Shape.Whole(800, 2_500)), Shape.Required("height", Shape.Whole(250, 1_724)))),
        Shape.Required("selected", Shape.Boolean),
        Shape.Required("name", Shape.Graphemes(300, 1)),
        Shape.Required("chatBarText", Shape.Graphemes(14, 1)),
        Shape.Required("areas", Shape.ListOf(Shape.Object(
            Shape.Required("bounds", Shape.Object(Shape.Required("x", Shape.Whole(0)), Shape.Required("y", Shape.Whole(0)),
                Shape.Required("width", Shape.Whole(1)), Shape.Required("height", Shape.Whole(1)))),
            Shape.Required("action", ActionShapes.RichMenu)), 0, 20))).With(RichMenuRules.Check);

    private static ObjectShape Filter(params Property[] own) => Shape.Object([Shape.Required("type", Shape.AnyText), .. own]);

    [GeneratedRegex("^[a-zA-Z0-9_]+$")]
    private static partial Regex UnitName();

    [GeneratedRegex("^[a-z0-9_-]{1,32}$")]
    private static partial Regex Alias();

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,100}$")]
    private static partial Regex ResumeKey();

    [GeneratedRegex("^age_(15|20|25|30|35|40|45|50|55|60|65|70)$")]
    private static partial Regex Age();

    [GeneratedRegex("^(jp|tw|th|id)_[0-9]{2}$")]
    private static partial Regex Region();

    [GeneratedRegex("^day_(7|30|90|180|365)$")]
    private static partial Regex Days();
}
