using System.Globalization;
using CsCheck;

namespace Line.Messaging.Tests;

public sealed class TextLengthTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("road", 4, 4)]
    [InlineData("เริ่มใช้งานเมนูนี้", 18, 12)]
    [InlineData("ที่นี่", 6, 2)]
    [InlineData("😀", 2, 1)]
    [InlineData("👍🏽", 4, 1)]
    [InlineData("👨‍👩‍👧", 8, 1)]
    [InlineData("\r\n", 2, 1)]
    public void Text_is_counted_in_units_and_in_graphemes(string text, int units, int graphemes)
    {
        Assert.Equal(units, TextLength.Utf16Units(text));
        Assert.Equal(graphemes, TextLength.Graphemes(text));
    }

    [Fact]
    public void A_text_that_fits_in_both_counts_is_good() => Assert.Null(new TextLimit(6, TextUnit.Graphemes).Check("p", "ที่นี่"));

    [Fact]
    public void A_text_that_fits_in_graphemes_only_is_a_warning()
    {
        var violation = new TextLimit(14, TextUnit.Graphemes).Check("chatBarText", "เริ่มใช้งานเมนูนี้")!;
        Assert.Equal(("chatBarText", LimitSeverity.Warning), (violation.Property, violation.Severity));
        Assert.Contains("12 graphemes", violation.Message, StringComparison.Ordinal);
        Assert.Contains("18 UTF-16 units", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_text_is_an_error_where_units_count() =>
        Assert.Equal(LimitSeverity.Error, new TextLimit(14, TextUnit.Utf16Units).Check("p", "เริ่มใช้งานเมนูนี้")!.Severity);

    [Fact]
    public void Too_many_graphemes_are_an_error() =>
        Assert.Equal(LimitSeverity.Error, new TextLimit(11, TextUnit.Graphemes).Check("p", "เริ่มใช้งานเมนูนี้")!.Severity);

    [Fact]
    public void A_required_text_may_not_be_empty()
    {
        Assert.Equal("May not be empty.", LineLimits.Text.Check("text", "")!.Message);
        Assert.Equal("May not be empty.", LineLimits.Text.Check("text", null)!.Message);
        Assert.Null(LineLimits.TemplateTitle.Check("title", null));
    }

    [Fact]
    public void A_text_cut_within_a_character_is_a_warning()
    {
        var (high, low) = ('\ud83d', '\ude00');
        foreach (var text in new[] { $"a{high}", $"{low}a", $"{low}{high}", $"{high}{high}{low}" })
            Assert.Equal(LimitSeverity.Warning, LineLimits.Text.Check("text", text)!.Severity);
        Assert.Null(LineLimits.Text.Check("text", $"{high}{low}"));
    }

    [Fact]
    public void A_violation_never_quotes_the_text() =>
        Assert.DoesNotContain("ลับ", LineLimits.TemplateLabel.Check("label", string.Concat(Enumerable.Repeat("ลับ", 20)))!.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("ที่นี่", 6, "ที่นี่")]
    [InlineData("ที่นี่", 5, "ที่…")]
    [InlineData("ที่นี่", 3, "")]
    [InlineData("one two", 5, "one…")]
    [InlineData("👨‍👩‍👧", 7, "")]
    public void Shortening_keeps_whole_graphemes(string text, int max, string expected) =>
        Assert.Equal(expected, TextLength.Shorten(text, new TextLimit(max, TextUnit.Graphemes)));

    [Fact]
    public void A_shortened_text_always_fits_and_begins_as_it_did() =>
        Gen.Select(Gen.String[Gen.Char["กขคงนมรสอิีึืุู่้๊๋์ำเแโไ ab😀"], 0, 60], Gen.Int[1, 40]).Sample((text, max) =>
        {
            var limit = new TextLimit(max, TextUnit.Graphemes);
            var shortened = TextLength.Shorten(text, limit);
            Assert.True(shortened.Length <= max);
            Assert.StartsWith(shortened.TrimEnd('…'), text, StringComparison.Ordinal);
            var boundaries = StringInfo.ParseCombiningCharacters(text).Append(text.Length);
            Assert.True(shortened == text || shortened.Length == 0 || Enumerable.Range(0, text.Length + 1)
                .Any(end => boundaries.Contains(end) && text[..end].TrimEnd() + "…" == shortened));
        });

    [Fact]
    public void Graphemes_are_counted_as_net_cuts_them() =>
        Gen.String[0, 40].Sample(text => Assert.Equal(new StringInfo(text).LengthInTextElements, TextLength.Graphemes(text)));
}
