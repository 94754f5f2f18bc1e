using System.Globalization;
using System.Text.Json;
using ChainatBot.Conversations;
using ChainatBot.Exports;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Priorities;

public sealed class RoundStoreTests : IDisposable
{
    private static readonly DateTimeOffset Closes = new(2026, 12, 20, 18, 0, 0, BangkokTime.Offset);
    private static readonly RoundDefinition Round = new("water-or-road", "เรื่องไหนก่อน", ["180101", "180102"], Closes, 500_000,
        [new("road", "ถนน", "ฝนตกแล้วผ่านไม่ได้", 200_000), new("water", "น้ำ", null, 350_000, "https://example.org/a.jpg"), new("light", "ไฟ", null, 100_000)]);

    private readonly TemporaryDirectory directory = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
    private readonly SqliteTableStore store;
    private readonly Pseudonyms pseudonyms = new(new PrivacyKey(new byte[PrivacyKey.Length]));
    private readonly RoundStore rounds;
    private readonly BallotStore ballots;

    public RoundStoreTests()
    {
        store = new SqliteTableStore(directory.File("chainatbot.db"));
        rounds = new RoundStore(store, time);
        ballots = new BallotStore(store, rounds, pseudonyms, time);
    }

    [Fact]
    public async Task A_round_comes_back_as_it_was_opened()
    {
        Assert.Equal(RoundOpening.Opened, await rounds.OpenAsync(Round));
        var kept = (await rounds.FindAsync(Round.Id))!;
        Assert.Equal(Text(Round), Text(kept.Definition));
        Assert.True(kept.IsOpen(Closes.AddTicks(-1)));
        Assert.False(kept.IsOpen(Closes));
        Assert.Null(kept.PublishedOn);
        Assert.Null(await rounds.FindAsync("other"));
    }

    [Fact]
    public async Task A_tambon_knows_its_rounds_and_each_round_is_told_once()
    {
        await rounds.OpenAsync(Round);
        await rounds.OpenAsync(Round with { Id = "another", Tambons = ["180102"] });
        Assert.Equal(["water-or-road"], Ids("180101"));
        Assert.Equal(["another", "water-or-road"], Ids("180101", "180102"));
        Assert.Empty(Ids("180103"));
    }

    [Fact]
    public async Task Opening_it_again_renews_words_costs_and_places_and_keeps_the_ballots()
    {
        await rounds.OpenAsync(Round);
        await ballots.CastAsync(Round.Id, Person(1), ["water"], "180101", 1);
        await rounds.CloseAsync(Round.Id);
        await rounds.PublishAsync(Round.Id);
        var renewed = Round with { Title = "ใหม่", Closes = Closes.AddDays(7), Tambons = ["180102", "180103"], Budget = null, Proposals = [.. Round.Proposals.Select(p => p with { Cost = null })] };
        Assert.Equal(RoundOpening.Renewed, await rounds.OpenAsync(renewed));
        Assert.Equal(Text(renewed), Text((await rounds.FindAsync(Round.Id))!.Definition));
        Assert.True((await rounds.FindAsync(Round.Id))!.IsOpen(time.Now()));
        Assert.Null((await rounds.FindAsync(Round.Id))!.PublishedOn);
        Assert.Empty(Ids("180101"));
        Assert.Equal(["water-or-road"], Ids("180103"));
        Assert.NotNull(await ballots.FindAsync(Round.Id, Person(1)));
    }

    [Fact]
    public async Task Another_round_can_not_take_its_id()
    {
        await rounds.OpenAsync(Round);
        Assert.Equal(RoundOpening.OtherProposals, await rounds.OpenAsync(Round with { Title = "ใหม่", Proposals = [.. Round.Proposals.Reverse()] }));
        Assert.Equal(Text(Round), Text((await rounds.FindAsync(Round.Id))!.Definition));
    }

    [Fact]
    public async Task A_crash_before_the_tambons_are_told_is_mended_by_opening_again()
    {
        var memory = new MemoryTableStore { BeforeWrite = table => { if (table == RoundStore.TambonTable) throw new StorageUnavailableException("away"); } };
        var half = new RoundStore(memory, time);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => half.OpenAsync(Round));
        memory.BeforeWrite = null;
        await half.OpenAsync(Round);
        Assert.Single(half.OfTambonsAsync(["180102"]).ToBlockingEnumerable());
    }

    [Fact]
    public async Task Closing_and_publishing_keep_the_day_and_no_time()
    {
        await rounds.OpenAsync(Round);
        Assert.True(await rounds.CloseAsync(Round.Id));
        time.Advance(TimeSpan.FromDays(1));
        Assert.True(await rounds.CloseAsync(Round.Id));
        Assert.True(await rounds.PublishAsync(Round.Id));
        Assert.False(await rounds.CloseAsync("other"));
        var kept = (await rounds.FindAsync(Round.Id))!;
        Assert.Equal((new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 24)), (kept.ClosedOn, kept.PublishedOn));
        Assert.False(kept.IsOpen(time.Now()));
    }

    [Fact]
    public async Task Choosing_again_replaces_and_choosing_nothing_takes_back()
    {
        await rounds.OpenAsync(Round);
        Assert.Equal(Casting.Kept, await ballots.CastAsync(Round.Id, Person(1), ["road", "water"], "180101", 3));
        Assert.Equal(Casting.Kept, await ballots.CastAsync(Round.Id, Person(1), ["light"], null, null));
        var kept = Assert.Single(ballots.OfRoundAsync(Round.Id).ToBlockingEnumerable());
        Assert.Equal(["light"], kept.Choices);
        Assert.Equal((null, null), (kept.Tambon, kept.Village));
        Assert.Equal(Casting.Kept, await ballots.CastAsync(Round.Id, Person(1), [], null, null));
        Assert.Empty(ballots.OfRoundAsync(Round.Id).ToBlockingEnumerable());
    }

    [Fact]
    public async Task A_closed_round_a_past_one_and_one_that_is_not_there_take_no_ballot()
    {
        await rounds.OpenAsync(Round);
        await rounds.OpenAsync(Round with { Id = "second" });
        await rounds.CloseAsync("second");
        Assert.Equal(Casting.Closed, await ballots.CastAsync("second", Person(1), ["road"], null, null));
        Assert.Equal(Casting.Closed, await ballots.CastAsync("none", Person(1), ["road"], null, null));
        time.SetUtcNow(Closes);
        Assert.Equal(Casting.Closed, await ballots.CastAsync(Round.Id, Person(1), ["road"], null, null));
    }

    [Theory]
    [InlineData("road", "road")]
    [InlineData("bridge")]
    public async Task A_ballot_must_be_of_the_rounds_proposals_each_once(params string[] choices)
    {
        await rounds.OpenAsync(Round);
        Assert.Equal(Casting.NotOfThisRound, await ballots.CastAsync(Round.Id, Person(1), choices, null, null));
        Assert.Null(await ballots.FindAsync(Round.Id, Person(1)));
    }

    [Fact]
    public async Task A_person_has_another_name_in_each_round_and_can_be_forgotten_after_the_close()
    {
        await rounds.OpenAsync(Round);
        await rounds.OpenAsync(Round with { Id = "second" });
        await ballots.CastAsync(Round.Id, Person(1), ["road"], null, null);
        await ballots.CastAsync("second", Person(1), ["road"], null, null);
        Assert.NotEqual((await ballots.FindAsync(Round.Id, Person(1)))!.Person, (await ballots.FindAsync("second", Person(1)))!.Person);
        await rounds.CloseAsync("second");
        Assert.True(await ballots.ForgetAsync("second", Person(1)));
        Assert.False(await ballots.ForgetAsync("second", Person(1)));
        Assert.Null(await ballots.FindAsync("second", Person(1)));
        Assert.NotNull(await ballots.FindAsync(Round.Id, Person(1)));
    }

    [Fact]
    public async Task Counting_the_store_and_counting_its_export_are_the_same()
    {
        await rounds.OpenAsync(Round);
        string[][] choices = [["road", "light"], ["water"], ["light", "water", "road"], ["light"]];
        for (var i = 0; i < 40; i++) await ballots.CastAsync(Round.Id, Person(i), choices[(i * i) % 4], i % 5 == 0 ? null : "180101", i % 3);
        var exported = new BallotExport(rounds, ballots).ReadAsync(["180101", "180102"], everybody: true).ToBlockingEnumerable().ToList();
        Assert.Equal(40, exported.Count);
        using var lines = new StringReader(string.Join('\n', exported.Select(ballot => JsonSerializer.Serialize(ballot, ExportedBallotJson.Default.ExportedBallot))));
        var read = await BallotLines.ReadAsync(lines, "b.jsonl", Round, []);
        Assert.Equal((await ballots.CountAsync(Round.Id))!.ToJson(), RoundResult.Of(Round, read!.Ballots).ToJson());
        Assert.Null(await ballots.CountAsync("other"));
    }

    [Fact]
    public async Task An_export_takes_the_tambon_and_the_days_of_closing_asked_for()
    {
        await rounds.OpenAsync(Round);
        await ballots.CastAsync(Round.Id, Person(1), ["road", "light"], "180101", 1);
        await ballots.CastAsync(Round.Id, Person(2), ["road"], "180102", null);
        await ballots.CastAsync(Round.Id, Person(3), ["road"], null, null);
        List<ExportedBallot> Read(string[] tambons, bool everybody, DateOnly? from = null, DateOnly? to = null) =>
            [.. new BallotExport(rounds, ballots).ReadAsync(tambons, everybody, from, to).ToBlockingEnumerable()];
        var one = Assert.Single(Read(["180101"], everybody: false));
        Assert.Equal(
            $$"""{"round":"water-or-road","person":"{{pseudonyms.PersonIn("round:water-or-road", Person(1))}}","choices":["road","light"],"tambon":"180101","village":1}""",
            JsonSerializer.Serialize(one, ExportedBallotJson.Default.ExportedBallot));
        Assert.Equal(3, Read(["180101"], everybody: true).Count);
        Assert.Equal(3, Read(["180101"], everybody: true, new DateOnly(2026, 12, 20), new DateOnly(2026, 12, 20)).Count);
        Assert.Empty(Read(["180101"], everybody: true, new DateOnly(2026, 12, 21)));
        Assert.Empty(Read(["180101"], everybody: true, null, new DateOnly(2026, 12, 19)));
    }

    [Fact]
    public async Task The_verbs_open_and_close_and_say_what_they_did()
    {
        using var data = new StringWriter(CultureInfo.InvariantCulture);
        using var words = new StringWriter(CultureInfo.InvariantCulture);
        var command = new RoundOpenCommand(rounds, new OpinionExport(store), ["180101"], time, data, words);
        async Task<int> Open(string closes, string proposals, string tambon = "180101")
        {
            await File.WriteAllTextAsync(directory.File("r.yaml"), $"round: r\ntitle: ก\ntambon: [\"{tambon}\"]\ncloses: {closes}\nproposals: [{proposals}]\n");
            return await command.OpenAsync(directory.File("r.yaml"));
        }
        Assert.Equal(1, await Open("2026-11-23T09:59", "{id: a, title: ก}, {id: b, title: ข}"));
        Assert.Contains("r.yaml:4:9: closes is past", data.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await Open("2026-11-23T10:01", "{id: a, title: ก}, {id: b, title: ข}", "180999"));
        Assert.Null(await rounds.FindAsync("r"));
        Assert.Equal(0, await Open("2026-11-23T10:01", "{id: a, title: ก}, {id: b, title: ข}"));
        Assert.Equal(0, await Open("2026-11-24T10:01", "{id: a, title: ก}, {id: b, title: ข}"));
        Assert.Equal(1, await Open("2026-11-24T10:01", "{id: a, title: ก}, {id: c, title: ข}"));
        Assert.Equal(0, await command.CloseAsync("r"));
        Assert.Equal(1, await command.CloseAsync("no/such"));
        Assert.Equal(2, await command.OpenAsync(directory.File("none.yaml")));
        Assert.NotNull((await rounds.FindAsync("r"))!.ClosedOn);
        Assert.Equal(1, await Open("2026-11-25T10:01", "{id: a, title: ก, from: [K7H2]}, {id: b, title: ข}"));
        Assert.Contains("r.yaml:5:38: no opinion of these tambons has the reference “K7H2”", data.ToString(), StringComparison.Ordinal);
        Assert.Equal(9, words.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    public void Dispose()
    {
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        directory.Dispose();
    }

    private ParticipantId Person(int number) => pseudonyms.ParticipantOf($"person {number}");

    private List<string> Ids(params string[] tambons) => [.. rounds.OfTambonsAsync(tambons).ToBlockingEnumerable().Select(round => round.Definition.Id)];

    // Records compare lists by reference.
    private static string Text(RoundDefinition round) => JsonSerializer.Serialize(round);
}
