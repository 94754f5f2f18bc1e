using System.Globalization;
using System.Text.RegularExpressions;

namespace Line.Messaging;

/// <summary>Where an action stands, which decides about its label and which kinds LINE takes.</summary>
public enum ActionPlace
{
    /// <summary>A button of a buttons, confirm or carousel template: label required, 20 graphemes.</summary>
    Template,

    /// <summary>The default action of a template or column: label not shown.</summary>
    TemplateDefault,

    /// <summary>An image carousel: label optional, 12 graphemes.</summary>
    ImageCarousel,

    /// <summary>A quick reply: label required, 20 graphemes.</summary>
    QuickReply,

    /// <summary>A Flex button: label required, 40 graphemes.</summary>
    FlexButton,

    /// <summary>Any other Flex component or bubble: label optional, 40 graphemes.</summary>
    Flex,

    /// <summary>A rich menu area: label optional, 20 graphemes.</summary>
    RichMenu,
}

internal static partial class ActionRules
{
    private static readonly string[] InputOptionValues =
        [InputOptions.CloseRichMenu, InputOptions.OpenRichMenu, InputOptions.OpenKeyboard, InputOptions.OpenVoice];

    private static readonly string[] DateForms = ["yyyy-MM-dd"];
    private static readonly string[] TimeForms = ["HH:mm"];
    private static readonly string[] DateTimeForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd't'HH:mm"];

    public static void Check(Findings found, At at, LineAction action, ActionPlace place)
    {
        found.Unknown(at, action);
        if (action is UnknownAction)
        {
            found.Warn(at, "type", "This kind of action is not known here; it is sent as it is.");
            return;
        }
        found.Text(at, "label", action.Label, LabelLimit(place));
        switch (action)
        {
            case PostbackAction postback:
                Postback(found, at, postback);
                break;
            case MessageAction message:
                found.Text(at, "text", message.Text, LineLimits.MessageActionText);
                break;
            case UriAction uri:
                UriRules.Action(found, at, "uri", uri.Uri);
                if (uri.AltUri is { } alternative)
                {
                    found.Unknown(at.Of("altUri"), alternative);
                    UriRules.Action(found, at.Of("altUri"), "desktop", alternative.Desktop);
                }
                break;
            case DatetimePickerAction picker:
                Datetime(found, at, picker);
                break;
            case ClipboardAction clipboard:
                found.Text(at, "clipboardText", clipboard.ClipboardText, LineLimits.ClipboardText);
                break;
            case CameraAction or CameraRollAction or LocationAction when place != ActionPlace.QuickReply:
                found.Error(at, "type", "Cameras, camera rolls and locations are for quick replies only.");
                break;
            case RichMenuSwitchAction menu:
                if (place != ActionPlace.RichMenu)
                    found.Error(at, "type", "Switching the rich menu is for rich menus only.");
                found.Text(at, "data", menu.Data, LineLimits.PostbackData);
                if (!RichMenuAlias().IsMatch(menu.RichMenuAliasId))
                    found.Error(at, "richMenuAliasId", "Must be 1 to 32 of a–z, 0–9, _ and -.");
                break;
        }
    }

    private static TextLimit LabelLimit(ActionPlace place) => place switch
    {
        ActionPlace.Template => LineLimits.TemplateLabel,
        ActionPlace.TemplateDefault => LineLimits.DefaultActionLabel,
        ActionPlace.ImageCarousel => LineLimits.ImageCarouselLabel,
        ActionPlace.QuickReply => LineLimits.QuickReplyLabel,
        ActionPlace.FlexButton => LineLimits.FlexButtonLabel,
        ActionPlace.RichMenu => LineLimits.RichMenuLabel,
        _ => LineLimits.FlexLabel,
    };

    private static void Postback(Findings found, At at, PostbackAction action)
    {
        found.Text(at, "data", action.Data, LineLimits.PostbackData);
        found.Text(at, "displayText", action.DisplayText, LineLimits.PostbackText);
        found.Text(at, "text", action.Text, LineLimits.PostbackText);
        found.Text(at, "fillInText", action.FillInText, LineLimits.PostbackText);
        found.OneOf(at, "inputOption", action.InputOption, InputOptionValues);
        if (action is { DisplayText: not null, Text: not null })
            found.Error(at, "displayText", "Can't be used together with text.");
        if (action.FillInText is not null && action.InputOption != InputOptions.OpenKeyboard)
            found.Warn(at, "fillInText", "Is used with the inputOption openKeyboard only.");
    }

    private static void Datetime(Findings found, At at, DatetimePickerAction action)
    {
        found.Text(at, "data", action.Data, LineLimits.PostbackData);
        var forms = action.Mode switch { "date" => DateForms, "time" => TimeForms, "datetime" => DateTimeForms, _ => null };
        if (forms is null)
        {
            found.Error(at, "mode", "Must be one of date, time, datetime.");
            return;
        }
        var initial = Moment(found, at, "initial", action.Initial, action.Mode, forms);
        var min = Moment(found, at, "min", action.Min, action.Mode, forms);
        var max = Moment(found, at, "max", action.Max, action.Mode, forms);
        if (max <= min)
            found.Error(at, "max", "Must be greater than min.");
        else if (initial < min || initial > max)
            found.Warn(at, "initial", "Should lie between min and max.");
    }

    private static DateTime? Moment(Findings found, At at, string property, string? text, string mode, string[] forms)
    {
        if (text is null)
            return null;
        if (!DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var moment))
        {
            found.Error(at, property, mode switch
            {
                "date" => "Must have the form yyyy-MM-dd.",
                "time" => "Must have the form HH:mm.",
                _ => "Must have the form yyyy-MM-ddTHH:mm.",
            });
            return null;
        }
        if (mode != "time" && (moment < LineLimits.DatetimeMin || moment > LineLimits.DatetimeMax))
            found.Error(at, property, "Must lie between 1900-01-01 and 2100-12-31.");
        return moment;
    }

    [GeneratedRegex(@"\A[a-z0-9_-]{1,32}\z")]
    private static partial Regex RichMenuAlias();
}
