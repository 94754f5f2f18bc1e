namespace Line.Messaging.Tests.RichMenus;

internal static class Menus
{
    public static RichMenu Small { get; } = new()
    {
        Size = new(800, 250),
        Selected = true,
        Name = "เมนูหลัก",
        ChatBarText = "เริ่มใช้งานเมนูนี้",
        Areas = [new(new(0, 0, 400, 250), LineAction.Say("ความเห็น")), new(new(400, 0, 400, 250), LineAction.SwitchRichMenu("second", "to=second"))],
    };

    public const string SmallJson = """
        {"size":{"width":800,"height":250},"selected":true,"name":"เมนูหลัก","chatBarText":"เริ่มใช้งานเมนูนี้","areas":[
          {"bounds":{"x":0,"y":0,"width":400,"height":250},"action":{"type":"message","label":"ความเห็น","text":"ความเห็น"}},
          {"bounds":{"x":400,"y":0,"width":400,"height":250},"action":{"type":"richmenuswitch","richMenuAliasId":"second","data":"to=second"}}]}
        """;
}
