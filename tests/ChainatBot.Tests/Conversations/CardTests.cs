using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Tests.Flows;
using Line.Messaging;

namespace ChainatBot.Tests.Conversations;

/// <summary>Proposals as cards: within LINE's limits, however many and however long.</summary>
public sealed class CardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, BangkokTime.Offset);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(12, 1)]
    [InlineData(13, 2)]
    [InlineData(20, 2)]
    [InlineData(30, 3)]
    public void Every_proposal_is_on_one_page_and_every_page_is_what_LINE_takes(int proposals, int pages)
    {
        var round = new ChatRound("first-things", "เรื่องไหนควรทำก่อน", RoundStage.Open, Now.AddDays(20), [.. Enumerable.Range(1, proposals).Select(Longest)]) { Details = new RoundDetails([], null) };
        var person = new FlowPerson("given", "180106", 3, false, new Dictionary<string, string>()) { Rounds = new TambonRounds("180106", [round]) };
        var engine = new FlowEngine(FlowFiles.Flows);
        var turn = engine.Take(FlowState.Empty, person, new TextInput("m0", "A7K2", "จัดลำดับ"), Now);
        var shown = new List<string>();
        for (var page = 0; page < pages; page++)
        {
            var message = Assert.IsType<FlexMessage>(MessageRenderer.Render(turn.Messages)[^1]);
            Assert.Empty(MessageValidator.Validate(MessageRenderer.Render(turn.Messages)));
            Assert.Equal(["ข้าม", "พอแค่นี้"], turn.Messages[^1].Buttons.Select(b => b.Label));
            var cards = turn.Messages[^1].Cards;
            Assert.InRange(cards.Count, 2, 12);
            shown.AddRange(cards.Where(c => c.Heading is not null).Select(c => c.Button.Label));
            Assert.Equal(pages > 1, cards[^1].Heading is null);
            if (pages > 1) turn = engine.Take(turn.State, person, new TapInput($"m{page + 1}", "A7K2", cards[^1].Button.Data), Now);
        }

        Assert.Equal(round.Proposals.Select(p => p.Title), shown);
    }

    [Fact]
    public void A_number_counts_over_all_pages_and_a_card_says_what_a_villager_needs_to_know()
    {
        var round = new ChatRound("first-things", "เรื่องไหนควรทำก่อน", RoundStage.Open, Now.AddDays(20), [.. Enumerable.Range(1, 20).Select(n => new ChatProposal($"p{n}", $"เรื่องดี ๆ {(char)('ก' + n)}", "เพราะดี", n * 100_000L))]);
        var person = new FlowPerson("given", "180106", 3, false, new Dictionary<string, string>()) { Rounds = new TambonRounds("180106", [round]) };
        var engine = new FlowEngine(FlowFiles.Flows);
        var asked = engine.Take(FlowState.Empty, person, new TextInput("m0", "A7K2", "จัดลำดับ"), Now);
        var card = asked.Messages[^1].Cards[1];
        Assert.Equal(("ข้อ 2", "ประมาณ 200,000 บาท", "เลือกเรื่องนี้"), (card.Heading, card.Emphasis, card.Act));
        Assert.Equal(["เพราะดี"], card.Notes);
        Assert.Equal("p15", Assert.Single(engine.Take(asked.State, person, new TextInput("m1", "A7K2", "ข้อ 15"), Now).Facts).Value);
        Assert.Equal("p2", Assert.Single(engine.Take(asked.State, person, new TapInput("m1", "A7K2", card.Button.Data), Now).Facts).Value);
    }

    [Fact]
    public void Words_that_stand_for_cards_are_cut_between_letters()
    {
        var card = new FlowCard(null, "ถนน", [], null, null, "เลือกเรื่องนี้", new TapButton("ถนน", "f1|x|1|y|z|c|1"));
        var message = Assert.IsType<FlexMessage>(MessageRenderer.Render(new FlowMessage(string.Concat(Enumerable.Repeat("น้ำ", 900)), []) { Cards = [card] }));
        Assert.InRange(message.AltText.Length, 1400, LineLimits.AltText.Max);
        Assert.EndsWith("น้ำ…", message.AltText, StringComparison.Ordinal);
        Assert.IsType<FlexBubble>(message.Contents);
        Assert.Empty(MessageValidator.Validate(message));
    }

    /// <summary>As long as a round's file may have it.</summary>
    private static ChatProposal Longest(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"{number:00}-{new string('x', 37)}"), string.Concat(Enumerable.Repeat("ที่", 38)) + number.ToString("00", CultureInfo.InvariantCulture),
        string.Concat(Enumerable.Repeat("ผู้", 60)), 1_000_000_000_000, "https://example.org/" + new string('a', 1900));
}
