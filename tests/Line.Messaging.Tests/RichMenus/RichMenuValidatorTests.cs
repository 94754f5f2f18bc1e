namespace Line.Messaging.Tests.RichMenus;

public sealed class RichMenuValidatorTests
{
    [Fact]
    public void A_Thai_bar_text_counts_by_what_is_read_and_warns_of_its_units()
    {
        // 18 UTF-16 units, 12 graphemes, of 14.
        var found = Assert.Single(RichMenuValidator.Validate(Menus.Small));

        Assert.Equal(("chatBarText", LimitSeverity.Warning), (found.Property, found.Severity));
        RichMenuValidator.ThrowIfInvalid(Menus.Small);
    }

    public static TheoryData<RichMenu, string> Refused => new()
    {
        { Menus.Small with { ChatBarText = "123456789012345" }, "chatBarText" },
        { Menus.Small with { ChatBarText = "" }, "chatBarText" },
        { Menus.Small with { Name = new string('a', 301) }, "name" },
        { Menus.Small with { Name = "" }, "name" },
        { Menus.Small with { Size = new(799, 250) }, "size.width" },
        { Menus.Small with { Size = new(2501, 1686) }, "size.width" },
        { Menus.Small with { Size = new(800, 249) }, "size.height" },
        { Menus.Small with { Size = new(800, 552) }, "size.height" },
        { Menus.Small with { Areas = [.. Enumerable.Repeat(Menus.Small.Areas[0], 21)] }, "areas" },
        { With(new(-1, 0, 1, 1)), "areas[0].bounds.x" },
        { With(new(0, -1, 1, 1)), "areas[0].bounds.y" },
        { With(new(0, 0, 0, 1)), "areas[0].bounds.width" },
        { With(new(0, 0, 1, 0)), "areas[0].bounds.height" },
        { With(new(0, 0, 1, 1), LineAction.Say(new string('a', 21))), "areas[0].action.label" },
        { With(new(0, 0, 1, 1), LineAction.Say("a", new string('a', 301))), "areas[0].action.text" },
        { With(new(0, 0, 1, 1), LineAction.Postback("a", new string('a', 301))), "areas[0].action.data" },
        { With(new(0, 0, 1, 1), LineAction.SwitchRichMenu("Main", "a")), "areas[0].action.richMenuAliasId" },
        { With(new(0, 0, 1, 1), LineAction.Camera("a")), "areas[0].action.type" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_LINE_would_refuse_is_named(RichMenu menu, string property)
    {
        var refused = Assert.Throws<LineValidationException>(() => RichMenuValidator.ThrowIfInvalid(menu));

        Assert.Contains(refused.Violations, v => v.Severity == LimitSeverity.Error && v.Property == property);
    }

    [Fact]
    public void An_area_beyond_the_picture_is_warned_of()
    {
        var found = RichMenuValidator.Validate(With(new(700, 0, 101, 250)));

        Assert.Contains(found, v => v is { Property: "areas[0].bounds", Severity: LimitSeverity.Warning });
    }

    [Fact]
    public void A_menu_without_areas_is_warned_of_and_a_misspelt_property_too()
    {
        var menu = RichMenu.Parse("""{"size":{"width":800,"height":250},"selected":false,"name":"a","chatBarText":"b","areas":[],"chatbarText":"c"}"""u8);

        Assert.Equal(["chatbarText", "areas"], RichMenuValidator.Validate(menu).Select(v => v.Property));
    }

    [Fact]
    public void A_menu_is_read_and_written_as_LINE_has_it()
    {
        var menu = RichMenu.Parse(System.Text.Encoding.UTF8.GetBytes(Menus.SmallJson));

        Assert.Equal(Menus.Small, menu);
        Assert.Equal(menu, RichMenu.Parse(System.Text.Encoding.UTF8.GetBytes(menu.ToJson())));
        Assert.Contains("เมนูหลัก", menu.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_anywhere_is_another_content()
    {
        Assert.True(Menus.Small.HasSameContentAs(Menus.Small with { Areas = [.. Menus.Small.Areas] }));
        Assert.False(Menus.Small.HasSameContentAs(Menus.Small with { Selected = false }));
        Assert.False(Menus.Small.HasSameContentAs(Menus.Small with { Areas = [Menus.Small.Areas[0]] }));
    }

    private static RichMenu With(RichMenuBounds bounds, LineAction? action = null) =>
        Menus.Small with { Areas = [new(bounds, action ?? LineAction.Say("a"))] };
}
