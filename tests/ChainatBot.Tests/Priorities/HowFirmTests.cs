using ChainatBot.Priorities;
using ChainatBot.Priorities.Counting;
using ChainatBot.Tests.Priorities.Counting;

namespace ChainatBot.Tests.Priorities;

public sealed class HowFirmTests
{
    [Fact]
    public void All_methods_alike() => Assert.Equal("อันดับเหมือนกันทุกวิธีค่ะ", Line(null, "3 ab", "1 a", "1 c", "1 bac"));

    [Fact]
    public void Alike_with_ties() => Assert.Equal("อันดับเหมือนกันทุกวิธีค่ะ มีบางเรื่องเสมอกัน", Line(null, "3 a", "1 b", "1 c"));

    [Fact]
    public void Nobody_chose_yet() => Assert.Equal("ยังไม่มีใครเลือกค่ะ", Line(500));

    [Fact]
    public void The_same_first_and_others_behind() =>
        Assert.Equal("ทุกวิธีให้ “ถนน” มาเป็นที่หนึ่ง ต่างกันที่อันดับสองค่ะ นับจำนวนคนที่เลือก ได้ “ไฟ” นับคะแนนตามลำดับที่ให้ ได้ “น้ำ” กับ “ไฟ” เสมอกัน เทียบกันทีละคู่ ได้ “ไฟ” ซึ่งชนะเรื่องที่เหลือทุกคู่", Line(null, "3 ac", "2 ba", "1 a"));

    [Fact]
    public void The_same_two_first_and_others_behind() =>
        Assert.Equal("ทุกวิธีให้ “ถนน” กับ “น้ำ” เสมอกันเป็นที่หนึ่ง ต่างกันที่อันดับสองค่ะ นับจำนวนคนที่เลือก ได้ “ไฟ” นับคะแนนตามลำดับที่ให้ ได้ “ศาลา” เพราะคนที่เลือกมักให้มาก่อน เทียบกันทีละคู่ ได้ “ไฟ” ซึ่งชนะเรื่องที่เหลือทุกคู่", Line(null, "3 abc", "3 bac", "1 ab", "1 ba", "5 d"));

    [Fact]
    public void The_same_above_and_others_on_the_third_place() =>
        Assert.Equal("2 อันดับแรกเหมือนกันทุกวิธี ต่างกันที่อันดับสามค่ะ นับจำนวนคนที่เลือก ได้ “ไฟ” นับคะแนนตามลำดับที่ให้ ได้ “ศาลา” เพราะคนที่เลือกมักให้มาก่อน เทียบกันทีละคู่ ได้ “ไฟ” ซึ่งชนะเรื่องที่เหลือทุกคู่", Line(null, "5 abc", "3 abd", "1 da"));

    [Fact]
    public void Different_firsts_and_why()
    {
        // a stands on six ballots, always second or third; b on five, always first, and so it wins every pair.
        Assert.Equal("ที่หนึ่งไม่เหมือนกันทุกวิธีค่ะ นับจำนวนคนที่เลือก ได้ “ถนน” นับคะแนนตามลำดับที่ให้ ได้ “น้ำ” เพราะคนที่เลือกมักให้มาก่อน เทียบกันทีละคู่ ได้ “น้ำ” ซึ่งชนะทุกคู่", Line(null, "5 ba", "1 ca"));
    }

    [Fact]
    public void A_circle_is_called_what_it_is() =>
        Assert.Contains("ไม่มีเรื่องไหนชนะครบทุกคู่ แต่ “ถนน” แข็งที่สุด", Line(null, "4 abc", "3 bca", "2 cab"), StringComparison.Ordinal);

    [Fact]
    public void Money_alike() =>
        Assert.EndsWith("ก็ได้เรื่องเดียวกันค่ะ", Line(100, "3 a"), StringComparison.Ordinal);

    [Fact]
    public void Money_divided_otherwise() =>
        Assert.EndsWith("จะได้ “ถนน” กับ “ไฟ” ถ้าไล่จากที่คนเลือกมากสุด จะได้ “ถนน” กับ “น้ำ” ค่ะ", Line(200, "6 ab", "5 c"), StringComparison.Ordinal);

    [Fact]
    public void Too_little_money_for_anything() => Assert.EndsWith("งบนี้ยังไม่พอทำเรื่องไหนเลยค่ะ", Line(99, "3 a"), StringComparison.Ordinal);

    private static string Line(long? budget, params string[] counted)
    {
        string[] titles = ["ถนน", "น้ำ", "ไฟ", "ศาลา"];
        var round = new RoundDefinition("r", "ร", ["180101"], DateTimeOffset.UnixEpoch, budget,
            [.. Ballots.Letters(titles.Length).Select((id, i) => new Proposal(id, titles[i], null, 100))]);
        return HowFirm.Line(round, RoundResult.Of(round, counted.SelectMany(Ballots.Read)));
    }
}
