using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>What happens when a person taps a button, a picture or an area. LINE calls it <c>Action</c>; the name here
/// keeps out of the way of <see cref="System.Action"/>.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#action-objects"/>
[JsonConverter(typeof(LineActionConverter))]
public abstract record LineAction : LineObject
{
    private protected LineAction(string type) => Type = type;

    /// <summary>LINE's name of the kind of action.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }

    /// <summary>What the button says. Where it is shown it is required: 20 graphemes in templates and quick replies, 40 in Flex buttons.</summary>
    [JsonPropertyOrder(-9)]
    public string? Label { get; init; }

    /// <summary>A button that sends <paramref name="data"/> to the bot and shows <paramref name="displayText"/> as if the person had said it.</summary>
    public static PostbackAction Postback(string label, string data, string? displayText = null) =>
        new() { Label = label, Data = data, DisplayText = displayText };

    /// <summary>A button that says <paramref name="text"/> for the person; without it, the label.</summary>
    public static MessageAction Say(string label, string? text = null) => new() { Label = label, Text = text ?? label };

    /// <summary>A button that opens an address.</summary>
    public static UriAction Open(string label, string uri) => new() { Label = label, Uri = uri };

    /// <summary>A button that asks for a day.</summary>
    public static DatetimePickerAction PickDate(string label, string data, DateOnly? initial = null, DateOnly? min = null, DateOnly? max = null) =>
        DatetimePickerAction.ForDate(label, data, initial, min, max);

    /// <summary>A button that asks for a time of day.</summary>
    public static DatetimePickerAction PickTime(string label, string data, TimeOnly? initial = null, TimeOnly? min = null, TimeOnly? max = null) =>
        DatetimePickerAction.ForTime(label, data, initial, min, max);

    /// <summary>A button that asks for a day and a time of day.</summary>
    public static DatetimePickerAction PickDateTime(string label, string data, DateTime? initial = null, DateTime? min = null, DateTime? max = null) =>
        DatetimePickerAction.ForDateTime(label, data, initial, min, max);

    /// <summary>A button that opens the camera. Quick replies only.</summary>
    public static CameraAction Camera(string label) => new() { Label = label };

    /// <summary>A button that opens the phone's pictures. Quick replies only.</summary>
    public static CameraRollAction CameraRoll(string label) => new() { Label = label };

    /// <summary>A button that lets the person send a place. Quick replies only.</summary>
    public static LocationAction Location(string label) => new() { Label = label };

    /// <summary>An area that switches to another rich menu. Rich menus only.</summary>
    public static RichMenuSwitchAction SwitchRichMenu(string richMenuAliasId, string data, string? label = null) =>
        new() { RichMenuAliasId = richMenuAliasId, Data = data, Label = label };

    /// <summary>A button that copies text.</summary>
    public static ClipboardAction Copy(string label, string clipboardText) => new() { Label = label, ClipboardText = clipboardText };
}

/// <summary>Sends data to the bot as a <see cref="PostbackEvent"/>.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#postback-action"/>
public sealed record PostbackAction() : LineAction("postback")
{
    /// <summary>What the bot gets; at most 300 UTF-16 units.</summary>
    public required string Data { get; init; }

    /// <summary>What the chat shows as said by the person; at most 300 graphemes. Not together with <see cref="Text"/>.</summary>
    public string? DisplayText { get; init; }

    /// <summary>What the person says by tapping, as a message event of its own; at most 300 graphemes. LINE discourages it.</summary>
    public string? Text { get; init; }

    /// <summary><c>closeRichMenu</c>, <c>openRichMenu</c>, <c>openKeyboard</c> or <c>openVoice</c>: see <see cref="InputOptions"/>.</summary>
    public string? InputOption { get; init; }

    /// <summary>What stands in the input field when the keyboard opens; at most 300 graphemes. Only with <see cref="InputOptions.OpenKeyboard"/>.</summary>
    public string? FillInText { get; init; }
}

/// <summary>What LINE opens or closes when a postback button is tapped.</summary>
public static class InputOptions
{
    /// <summary>Closes the rich menu.</summary>
    public const string CloseRichMenu = "closeRichMenu";

    /// <summary>Opens the rich menu.</summary>
    public const string OpenRichMenu = "openRichMenu";

    /// <summary>Opens the keyboard.</summary>
    public const string OpenKeyboard = "openKeyboard";

    /// <summary>Opens voice recording.</summary>
    public const string OpenVoice = "openVoice";
}

/// <summary>Says a text for the person.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#message-action"/>
public sealed record MessageAction() : LineAction("message")
{
    /// <summary>The text; at most 300 graphemes.</summary>
    public required string Text { get; init; }
}

/// <summary>Opens an address in LINE's browser, the telephone, or LINE itself.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#uri-action"/>
public sealed record UriAction() : LineAction("uri")
{
    /// <summary>The address: <c>http</c>, <c>https</c>, <c>line</c> or <c>tel</c>; at most 1000 UTF-16 units.</summary>
    public required string Uri { get; init; }

    /// <summary>Another address for LINE on a computer.</summary>
    public AltUri? AltUri { get; init; }
}

/// <summary>Another address for other devices.</summary>
public sealed record AltUri : LineObject
{
    /// <summary>The address for LINE on macOS and Windows; at most 1000 UTF-16 units.</summary>
    public required string Desktop { get; init; }
}

/// <summary>Opens the camera. Quick replies only.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#camera-action"/>
public sealed record CameraAction() : LineAction("camera");

/// <summary>Opens the phone's pictures. Quick replies only.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#camera-roll-action"/>
public sealed record CameraRollAction() : LineAction("cameraRoll");

/// <summary>Lets the person send a place. Quick replies only.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#location-action"/>
public sealed record LocationAction() : LineAction("location");

/// <summary>Switches to another rich menu and tells the bot so. Rich menus only.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#richmenu-switch-action"/>
public sealed record RichMenuSwitchAction() : LineAction("richmenuswitch")
{
    /// <summary>Alias of the rich menu to show: <c>a–z 0–9 _ -</c>, at most 32 characters.</summary>
    public required string RichMenuAliasId { get; init; }

    /// <summary>What the bot gets; at most 300 UTF-16 units.</summary>
    public required string Data { get; init; }
}

/// <summary>Copies text.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#clipboard-action"/>
public sealed record ClipboardAction() : LineAction("clipboard")
{
    /// <summary>The text; 1 to 1000 UTF-16 units.</summary>
    public required string ClipboardText { get; init; }
}

/// <summary>An action of a kind that this library does not know: written as it was read.</summary>
public sealed record UnknownAction : LineAction, IRawJson
{
    internal UnknownAction(string type, JsonElement raw) : base(type) => Origin = new RawJson(JsonText.Bytes(raw));

    /// <summary>The action's JSON.</summary>
    [JsonIgnore]
    public JsonElement Raw => Origin.Element;

    private RawJson Origin { get; }
}

/// <summary>Reads and writes every kind of <see cref="LineAction"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class LineActionConverter : KindConverter<LineAction>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "postback" => LineJson.Context.PostbackAction,
        "message" => LineJson.Context.MessageAction,
        "uri" => LineJson.Context.UriAction,
        "datetimepicker" => LineJson.Context.DatetimePickerAction,
        "camera" => LineJson.Context.CameraAction,
        "cameraRoll" => LineJson.Context.CameraRollAction,
        "location" => LineJson.Context.LocationAction,
        "richmenuswitch" => LineJson.Context.RichMenuSwitchAction,
        "clipboard" => LineJson.Context.ClipboardAction,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(LineAction value) => ForKind(value.Type) ?? NotOfTheFamily(value);

    private protected override LineAction Unknown(string kind, JsonElement raw) => new UnknownAction(kind, raw);
}
