using System.Text;

namespace Line.Messaging.Tests;

/// <summary>One event of every kind, and one message event for every kind of message, each with every property that LINE documents.</summary>
internal static class WebhookSamples
{
    public const string Destination = "U0123456789abcdef0123456789abcdef";

    public static readonly IReadOnlyDictionary<string, (Type Type, string Json)> Events = new Dictionary<string, (Type, string)>
    {
        ["text"] = Message<TextMessageContent>("""
            {"type":"text","id":"508000000000000001","text":"@บอท ถนน (sad) พังค่ะ @All","emojis":[{"index":9,"length":5,"productId":"5ac1bfd5040ab15980c9b435","emojiId":"024"}],
             "mention":{"mentionees":[{"type":"user","index":0,"length":4,"userId":"Ub00000000000000000000000000000b0","isSelf":true},{"type":"all","index":21,"length":4,"isSelf":false}]},
             "quoteToken":"qt-1","quotedMessageId":"508000000000000000","markAsReadToken":"mr-1"}
            """),
        ["image"] = Message<ImageMessageContent>("""
            {"type":"image","id":"508000000000000002","contentProvider":{"type":"line"},"imageSet":{"id":"SET-9","index":2,"total":3},"quoteToken":"qt-2","markAsReadToken":"mr-2"}
            """),
        ["external image"] = Message<ImageMessageContent>("""
            {"type":"image","id":"508000000000000003","contentProvider":{"type":"external","originalContentUrl":"https://pictures.example/a.jpg","previewImageUrl":"https://pictures.example/a-small.jpg"},"quoteToken":"qt-3"}
            """),
        ["video"] = Message<VideoMessageContent>("""
            {"type":"video","id":"508000000000000004","duration":61500,"contentProvider":{"type":"line"},"quoteToken":"qt-4","markAsReadToken":"mr-4"}
            """),
        ["audio"] = Message<AudioMessageContent>("""
            {"type":"audio","id":"508000000000000005","duration":7200,"contentProvider":{"type":"line"},"markAsReadToken":"mr-5"}
            """),
        ["file"] = Message<FileMessageContent>("""
            {"type":"file","id":"508000000000000006","fileName":"แผนที่หมู่ 3.pdf","fileSize":48213,"markAsReadToken":"mr-6"}
            """),
        ["location"] = Message<LocationMessageContent>("""
            {"type":"location","id":"508000000000000007","title":"ศาลาวัด","address":"หมู่ 3 ต.หาดท่าเสา","latitude":15.1865,"longitude":100.1251,"markAsReadToken":"mr-7"}
            """),
        ["sticker"] = Message<StickerMessageContent>("""
            {"type":"sticker","id":"508000000000000008","packageId":"446","stickerId":"1988","stickerResourceType":"ANIMATION_SOUND","keywords":["hello","wave"],"text":"สวัสดี","quoteToken":"qt-8","quotedMessageId":"508000000000000001","markAsReadToken":"mr-8"}
            """),
        ["messageEdited"] = Event<MessageEditedEvent>("messageEdited", """
            "replyToken":"rt","message":{"type":"text","id":"508000000000000001","text":"ถนนซ่อมแล้วค่ะ","emojis":[],"quoteToken":"qt-1b"}
            """),
        ["unsend"] = Event<UnsendEvent>("unsend", """ "unsend":{"messageId":"508000000000000001"} """),
        ["follow"] = Event<FollowEvent>("follow", """ "replyToken":"rt","follow":{"isUnblocked":true} """),
        ["unfollow"] = Event<UnfollowEvent>("unfollow"),
        ["join"] = Event<JoinEvent>("join", """ "replyToken":"rt" """),
        ["leave"] = Event<LeaveEvent>("leave"),
        ["memberJoined"] = Event<MemberJoinedEvent>("memberJoined", """
            "replyToken":"rt","joined":{"members":[{"type":"user","userId":"U11111111111111111111111111111111"},{"type":"user"}]}
            """),
        ["memberLeft"] = Event<MemberLeftEvent>("memberLeft", """
            "left":{"members":[{"type":"user","userId":"U11111111111111111111111111111111"}]}
            """),
        ["postback"] = Event<PostbackEvent>("postback", """ "replyToken":"rt","postback":{"data":"topic=road&step=2"} """),
        ["postback of a day"] = Event<PostbackEvent>("postback", """ "replyToken":"rt","postback":{"data":"d","params":{"date":"2026-12-05"}} """),
        ["postback of a time"] = Event<PostbackEvent>("postback", """ "replyToken":"rt","postback":{"data":"d","params":{"time":"09:30"}} """),
        ["postback of both"] = Event<PostbackEvent>("postback", """ "replyToken":"rt","postback":{"data":"d","params":{"datetime":"2026-12-05T09:30"}} """),
        ["postback of a menu switch"] = Event<PostbackEvent>("postback", """
            "replyToken":"rt","postback":{"data":"d","params":{"newRichMenuAliasId":"menu-b","status":"RICHMENU_ALIAS_ID_NOTFOUND"}}
            """),
        ["videoPlayComplete"] = Event<VideoPlayCompleteEvent>("videoPlayComplete", """ "replyToken":"rt","videoPlayComplete":{"trackingId":"how-to-vote"} """),
        ["beacon"] = Event<BeaconEvent>("beacon", """ "replyToken":"rt","beacon":{"hwid":"a1b2c3d4e5","type":"enter","dm":"0f0e0d"} """),
        ["accountLink"] = Event<AccountLinkEvent>("accountLink", """ "replyToken":"rt","link":{"result":"ok","nonce":"bm9uY2UtOTk"} """),
        ["membership"] = Event<MembershipEvent>("membership", """ "replyToken":"rt","membership":{"type":"renewed","membershipId":3189} """),
        ["module attached"] = Event<ModuleEvent>("module", """
            "module":{"type":"attached","botId":"Ub00000000000000000000000000000b0","scopes":["message:send","message:receive"]}
            """),
        ["module detached"] = Event<ModuleEvent>("module", """
            "module":{"type":"detached","botId":"Ub00000000000000000000000000000b0","scopes":[],"reason":"bot_deleted"}
            """),
        ["activated"] = Event<ActivatedEvent>("activated", """ "chatControl":{"expireAt":1790003600000} """),
        ["deactivated"] = Event<DeactivatedEvent>("deactivated"),
        ["botSuspended"] = Event<BotSuspendedEvent>("botSuspended"),
        ["botResumed"] = Event<BotResumedEvent>("botResumed"),
        ["delivery"] = Event<DeliveryEvent>("delivery", """ "delivery":{"data":"15034552939884E28681A7D668CEA94C147C716C0EC9DFE8B80B44EF3B57F6BD"} """),
    };

    public static TheoryData<string> Names => [.. Events.Keys];

    public static byte[] Body(params IEnumerable<string> events) =>
        Encoding.UTF8.GetBytes($$"""{"destination":"{{Destination}}","events":[{{string.Join(',', events)}}]}""");

    private static (Type, string) Message<TContent>(string content) =>
        (typeof(TContent), Event<MessageEvent>("message", $"\"replyToken\":\"rt\",\"message\":{content.Trim()}").Json);

    private static (Type Type, string Json) Event<TEvent>(string type, string rest = "") => (typeof(TEvent), $$"""
        {"type":"{{type}}","timestamp":1790000000123,"mode":"active","webhookEventId":"01KQWERTYUIOPASDFGHJKLZXCV",
         "deliveryContext":{"isRedelivery":true},"source":{"type":"group","groupId":"C77777777777777777777777777777777","userId":"U22222222222222222222222222222222"}{{(rest.Trim().Length == 0 ? "" : "," + rest.Trim())}}}
        """);
}
