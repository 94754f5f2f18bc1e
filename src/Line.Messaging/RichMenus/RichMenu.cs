using System.Text.Json;

namespace Line.Messaging;

/// <summary>A rich menu: a picture with areas that can be tapped. <see cref="RichMenuValidator"/> checks it by LINE's rules.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#rich-menu-object"/>
public record RichMenu : LineObject
{
    /// <summary>The size of the picture, in pixels: width 800 to 2500, height at least 250, width at least 1.45 times the height.</summary>
    public required RichMenuSize Size { get; init; }

    /// <summary>Whether the menu is open when a chat is entered.</summary>
    public bool Selected { get; init; }

    /// <summary>A name for the team, which people don't see; at most 300 graphemes.</summary>
    public required string Name { get; init; }

    /// <summary>What the bar below the chat says; at most 14 graphemes.</summary>
    public required string ChatBarText { get; init; }

    /// <summary>What can be tapped; at most 20.</summary>
    public IReadOnlyList<RichMenuArea> Areas { get; init => field = ValueList.Of(value) ?? []; } = [];

    /// <summary>Whether another menu would look and act the same, whatever their ids: so that publishing can reuse what LINE already has.</summary>
    /// <param name="other">The other menu.</param>
    public bool HasSameContentAs(RichMenu other) =>
        Size == other.Size && Selected == other.Selected && Name == other.Name && ChatBarText == other.ChatBarText && Areas.SequenceEqual(other.Areas);

    /// <summary>Reads LINE's own rich menu JSON.</summary>
    /// <param name="utf8Json">The object, as UTF-8.</param>
    /// <exception cref="JsonException">Not a rich menu; the exception carries the line.</exception>
    public static RichMenu Parse(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize(utf8Json, LineClientJson.Context.RichMenu) ?? throw new JsonException("A rich menu is expected, not null.");

    /// <summary>Writes the menu as LINE takes it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LineClientJson.Context.RichMenu);
}

/// <summary>A rich menu that LINE has.</summary>
public sealed record RichMenuResponse : RichMenu
{
    /// <summary>The id that LINE gave it.</summary>
    public required string RichMenuId { get; init; }
}

/// <summary>A size in pixels.</summary>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
public sealed record RichMenuSize(int Width, int Height);

/// <summary>A part of the picture that can be tapped.</summary>
/// <param name="Bounds">Where.</param>
/// <param name="Action">What happens.</param>
public sealed record RichMenuArea(RichMenuBounds Bounds, LineAction Action);

/// <summary>A rectangle in pixels of the picture, from its upper left corner.</summary>
/// <param name="X">From the left, 0 or more.</param>
/// <param name="Y">From the top, 0 or more.</param>
/// <param name="Width">1 or more.</param>
/// <param name="Height">1 or more.</param>
public sealed record RichMenuBounds(int X, int Y, int Width, int Height);
