using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Where an action stands, which decides its label and its kinds.</summary>
internal enum ActionPlace { Template, TemplateDefault, ImageCarousel, QuickReply, RichMenu, FlexButton, Flex }

/// <summary>Actions, reference section "Action objects".</summary>
internal static class ActionShapes
{
    private static readonly string[] Anywhere = ["postback", "message", "uri", "datetimepicker", "clipboard"];
    private static readonly string[] DateFormats = ["yyyy-MM-dd"];
    private static readonly string[] TimeFormats = ["HH:mm"];
    private static readonly string[] DateTimeFormats = ["yyyy-MM-ddTHH:mm", "yyyy-MM-dd't'HH:mm"];

    public static readonly Shape Template = Build(ActionPlace.Template);
    public static readonly Shape TemplateDefault = Build(ActionPlace.TemplateDefault);
    public static readonly Shape ImageCarousel = Build(ActionPlace.ImageCarousel);
    public static readonly Shape QuickReply = Build(ActionPlace.QuickReply);
    public static readonly Shape RichMenu = Build(ActionPlace.RichMenu);
    public static readonly Shape FlexButton = Build(ActionPlace.FlexButton);
    public static readonly Shape Flex = Build(ActionPlace.Flex);

    private static TypedShape Build(ActionPlace place)
    {
        string[] kinds = place switch
        {
            ActionPlace.QuickReply => [.. Anywhere, "camera", "cameraRoll", "location"],
            ActionPlace.RichMenu => [.. Anywhere, "richmenuswitch"],
            _ => Anywhere,
        };
        return new TypedShape([.. kinds.Select(kind => (kind, (Shape)Kind(kind, Label(place))))]);
    }

    private static Property Label(ActionPlace place) => place switch
    {
        ActionPlace.Template or ActionPlace.QuickReply => Shape.Required("label", Shape.Graphemes(20, 1)),
        ActionPlace.TemplateDefault or ActionPlace.RichMenu => Shape.Optional("label", Shape.Graphemes(20)),
        ActionPlace.ImageCarousel => Shape.Optional("label", Shape.Graphemes(12)),
        ActionPlace.FlexButton => Shape.Required("label", Shape.Graphemes(40, 1)),
        _ => Shape.Optional("label", Shape.Graphemes(40)),
    };

    private static ObjectShape Kind(string kind, Property label)
    {
        Property[] common = [Shape.Required("type", Shape.AnyText), label];
        return kind switch
        {
            "postback" => Shape.Object([.. common,
                Shape.Required("data", Shape.Units(300, 1)),
                Shape.Optional("displayText", Shape.Graphemes(300)),
                Shape.Optional("text", Shape.Graphemes(300)),
                Shape.Optional("inputOption", Shape.OneOf("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")),
                Shape.Optional("fillInText", Shape.Graphemes(300))]).With(Postback),
            "message" => Shape.Object([.. common, Shape.Required("text", Shape.Graphemes(300, 1))]),
            "uri" => Shape.Object([.. common, Shape.Required("uri", Links.Action),
                Shape.Optional("altUri", Shape.Object(Shape.Optional("desktop", Links.Action)))]),
            "clipboard" => Shape.Object([.. common, Shape.Required("clipboardText", Shape.Units(1_000, 1))]),
            "datetimepicker" => Shape.Object([.. common,
                Shape.Required("data", Shape.Units(300, 1)),
                Shape.Required("mode", Shape.OneOf("date", "time", "datetime")),
                Shape.Optional("initial", Shape.AnyText), Shape.Optional("max", Shape.AnyText), Shape.Optional("min", Shape.AnyText)]).With(Picker),
            "richmenuswitch" => Shape.Object([.. common,
                Shape.Required("richMenuAliasId", Shape.Units(32, 1)),
                Shape.Required("data", Shape.Units(300, 1))]),
            _ => Shape.Object(common),
        };
    }

    private static void Postback(JsonObject action, Findings findings)
    {
        if (action["displayText"] is not null && action["text"] is { } text)
            findings.Refuse(text, "displayText and text cannot be specified at the same time");
        if (action["fillInText"] is { } fill && (action["inputOption"] as JsonValue)?.ToString() != "openKeyboard")
            findings.Refuse(fill, "fillInText can only be specified when inputOption is openKeyboard");
    }

    private static void Picker(JsonObject action, Findings findings)
    {
        var formats = action["mode"]?.ToString() switch { "date" => DateFormats, "time" => TimeFormats, "datetime" => DateTimeFormats, _ => null };
        if (formats is null) return;
        var (min, max, initial) = (Moment(action, "min", formats, findings), Moment(action, "max", formats, findings), Moment(action, "initial", formats, findings));
        if (min >= max) findings.Refuse(action, "max", "max must be greater than min");
        if (initial < min || initial > max) findings.Refuse(action, "initial", "initial must be between min and max");
    }

    private static DateTime? Moment(JsonObject action, string name, string[] formats, Findings findings)
    {
        if (action[name] is not JsonValue value || !value.TryGetValue<string>(out var text)) return null;
        if (!DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var moment))
            findings.Refuse(value, "invalid datetime format");
        else if (formats != TimeFormats && moment.Year is (< 1900 or > 2100))
            findings.Refuse(value, "Must be between 1900-01-01 and 2100-12-31");
        else
            return moment;
        return null;
    }
}
