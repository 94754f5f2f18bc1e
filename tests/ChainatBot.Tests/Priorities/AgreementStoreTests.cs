using ChainatBot.Conversations;
using ChainatBot.Priorities;
using ChainatBot.Priorities.Counting;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Priorities;

public sealed class AgreementStoreTests
{
    private static readonly RoundDefinition Round = new("first-things", "อะไรก่อน", ["180101"], new DateTimeOffset(2026, 12, 20, 18, 0, 0, BangkokTime.Offset), 300,
        [new("road", "ถนน", null, 200), new("water", "น้ำ", null, 150), new("light", "ไฟ", null, 100)]);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
    private readonly Pseudonyms pseudonyms = new(new PrivacyKey(new byte[PrivacyKey.Length]));
    private readonly MemoryTableStore store = new();
    private readonly RoundStore rounds;
    private readonly AgreementStore agreements;

    public AgreementStoreTests()
    {
        rounds = new RoundStore(store, time);
        agreements = new AgreementStore(store, rounds, pseudonyms, time);
    }

    [Fact]
    public async Task Answering_again_replaces_and_forgetting_takes_only_ones_own()
    {
        await rounds.OpenAsync(Round);
        await agreements.AnswerAsync(Round.Id, Person(1), "road", AgreementStore.Agree, "180101", 3);
        await agreements.AnswerAsync(Round.Id, Person(1), "road", AgreementStore.Skip, "180101", null);
        await agreements.AnswerAsync(Round.Id, Person(1), "water", AgreementStore.Disagree, null, null);
        await agreements.AnswerAsync(Round.Id, Person(2), "road", AgreementStore.Agree, "180101", 3);
        Assert.Equal([("road", "skip"), ("water", "disagree")], (await agreements.OfPersonAsync(Round.Id, Person(1)).ToListAsync()).Select(s => (s.Proposal, s.Answer)));
        await agreements.ForgetAsync(Round.Id, Person(1));
        Assert.Equal("agree", Assert.Single(await agreements.OfRoundAsync(Round.Id).ToListAsync()).Answer);
    }

    [Fact]
    public async Task Only_an_open_round_and_its_own_proposals_are_answered()
    {
        Assert.Equal(Casting.Closed, await agreements.AnswerAsync(Round.Id, Person(1), "road", AgreementStore.Agree, null, null));
        await rounds.OpenAsync(Round);
        Assert.Equal(Casting.NotOfThisRound, await agreements.AnswerAsync(Round.Id, Person(1), "bridge", AgreementStore.Agree, null, null));
        await Assert.ThrowsAsync<ArgumentException>(() => agreements.AnswerAsync(Round.Id, Person(1), "road", "perhaps", null, null));
        time.SetUtcNow(Round.Closes);
        Assert.Equal(Casting.Closed, await agreements.AnswerAsync(Round.Id, Person(1), "road", AgreementStore.Agree, null, null));
        Assert.Equal(Casting.Kept, await agreements.AnswerAsync(Round.Id, Person(1), "road", AgreementStore.Agree, null, null, Round.Closes.AddSeconds(-1)));
    }

    [Fact]
    public void Counting_what_is_stored_is_counting_the_last_ballot_of_each_person() =>
        Gen.Select(Gen.Int[0, 6], Gen.Shuffle(new[] { "road", "water", "light" }), Gen.Int[0, 3], Gen.Bool).Array[0, 40].SampleAsync(async acts =>
        {
            var memory = new MemoryTableStore();
            var kept = new RoundStore(memory, time);
            var ballots = new BallotStore(memory, kept, pseudonyms, time);
            await kept.OpenAsync(Round);
            var last = new Dictionary<int, string[]>();
            foreach (var (person, order, places, forgets) in acts)
            {
                string[] choices = [.. order.Take(places)];
                if (forgets && places == 3) await ballots.ForgetAsync(Round.Id, Person(person));
                else await ballots.CastAsync(Round.Id, Person(person), choices, "180101", person);
                last[person] = forgets && places == 3 ? [] : choices;
            }

            Assert.Equal(RoundResult.Of(Round, last.Values.Select(choices => new Ballot(choices))).ToJson(), (await ballots.CountAsync(Round.Id))!.ToJson());
        }, iter: 200);

    [Fact]
    public async Task References_of_opinions_come_back_with_the_proposal()
    {
        await rounds.OpenAsync(Round with { Proposals = [Round.Proposals[0] with { From = ["K7H2", "P4C9"] }, .. Round.Proposals.Skip(1)] });
        Assert.Equal([["K7H2", "P4C9"], [], []], (await rounds.FindAsync(Round.Id))!.Definition.Proposals.Select(p => p.From));
    }

    private ParticipantId Person(int number) => pseudonyms.ParticipantOf($"person {number}");
}
