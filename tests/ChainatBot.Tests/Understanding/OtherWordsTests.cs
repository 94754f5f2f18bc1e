using ChainatBot.Flows;
using ChainatBot.Tests.Flows;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Understanding;

/// <summary>What people type instead of a button's label, against the words that the shipped conversations know.</summary>
public sealed class OtherWordsTests
{
    [Theory]
    [InlineData("แค่บ้านฉันค่ะ", "household")]
    [InlineData("เรื่องส่วนตัวน่ะ", "household")]
    [InlineData("ทั้งหมู่เลยครับ", "village")]
    [InlineData("เดือดร้อนหลายบ้าน", "village")]
    [InlineData("เพื่อนบ้านก็โดน", "village")]
    [InlineData("โดนทุกหมู่บ้าน", "tambon")]
    [InlineData("หลายหมู่ค่ะ", "tambon")]
    [InlineData("ทั้งหมู่หรือเปล่า", null)]
    [InlineData("ไม่ใช่ทั้งหมู่", null)]
    [InlineData("บ้านเดียวหรือหลายบ้านไม่แน่ใจ", null)]
    [InlineData("ฝนตกทีไรหลายบ้านต้องขนของหนีน้ำกันทั้งคืน", null)]
    public void How_far_it_reaches(string text, string? value) => Assert.Equal(value, Read("opinion", "reach", text));

    [Theory]
    [InlineData("มีหลายหลังค่ะ", "village")]
    [InlineData("บ้านข้าง ๆ ก็เจอเหมือนกัน", "village")]
    [InlineData("เยอะเลย", "village")]
    [InlineData("ทั้งซอยเลยค่ะ", "village")]
    [InlineData("ไม่มีใครเป็น", "household")]
    [InlineData("บ้านเดียวค่ะ", "household")]
    [InlineData("ไม่เหมือนกัน", null)]
    public void Whether_others_have_it_too(string text, string? value) => Assert.Equal(value, Read("opinion", "others", text));

    [Theory]
    [InlineData("ว่างค่ะ", "yes")]
    [InlineData("ติดธุระค่ะ", "no")]
    [InlineData("ไม่ว่าง", "no")]
    [InlineData("ขอดูก่อนนะ", "maybe")]
    [InlineData("อายเขา", "ahead")]
    [InlineData("พูดไม่เก่งค่ะ", "ahead")]
    [InlineData("ว่างไหม", null)]
    public void Whether_one_comes(string text, string? value) => Assert.Equal(value, Read("forum", null, text));

    private static string? Read(string flow, string? question, string text)
    {
        var choices = FlowFiles.Flows.Current(flow)!.Steps.OfType<Question>().First(q => q.Id == question || (question is null && q.Keep == "forum-reply")).Choices;
        return ChoiceReader.ReadOtherWords(text, [.. choices.Select(c => (IReadOnlyList<string>)[.. c.Also.Select(a => a.Value)])]) is { } index ? choices[index].Value : null;
    }
}
