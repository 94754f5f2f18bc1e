using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Tests.Support;
using CsCheck;

namespace ChainatBot.Tests.Summaries;

public sealed class SummaryLedgerTests
{
    private const string Tambon = "180101";
    private static readonly DateOnly Day = new(2026, 11, 23);

    /// <summary>What a random history may do: say (or correct), hide, forget, fold, or lose the process while folding.</summary>
    private static readonly Gen<(int Act, int Person, int Number, int Day, int Village, int Topic)> Act =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 30], Gen.Int[0, 2], Gen.Int[0, 20], Gen.Int[0, 4], Gen.Int[0, 3]);

    [Fact]
    public void Folding_change_by_change_gives_what_a_rebuild_gives() => Act.Array[0, 120].Sample(acts =>
    {
        var store = new MemoryTableStore();
        var ledger = NewLedger(store);
        var expected = new SortedDictionary<string, Spoken>(StringComparer.Ordinal);
        foreach (var act in acts)
        {
            var spoken = new Spoken(act.Person, act.Number, Day.AddDays(-act.Day), act.Village == 0 ? null : act.Village, act.Topic == 0 ? null : $"topic{act.Topic}", "village", $"dust term{act.Topic}", act.Act == 5);
            switch (act.Act)
            {
                case < 6:
                    Wait(store.KeepAsync(Tambon, spoken));
                    if (spoken.Hidden) expected.Remove(StoredOpinions.RowKey(spoken));
                    else expected[StoredOpinions.RowKey(spoken)] = spoken;
                    break;
                case 6:
                    Wait(store.ForgetAsync(Tambon, spoken));
                    expected.Remove(StoredOpinions.RowKey(spoken));
                    break;
                case 7:
                    var calls = act.Person % 4;
                    store.BeforeWrite = _ => { if (calls-- == 0) throw new StorageUnavailableException("The power went."); };
                    try { Wait(ledger.FoldAsync(Tambon)); }
                    catch (StorageUnavailableException) { }
                    store.BeforeWrite = null;
                    ledger = NewLedger(store);
                    break;
                default:
                    Wait(ledger.FoldAsync(Tambon));
                    break;
            }
        }

        var folded = Json(Wait(ledger.LoadAsync(Tambon)));
        Wait(ledger.RebuildAsync(Tambon));
        Assert.Equal(folded, Json(Wait(ledger.LoadAsync(Tambon))));
        Assert.Equal(folded, Json(new SummaryState(Tambon, [.. expected.Values.Select(Populations.Of)])));
    }, iter: 100, threads: 1);

    [Fact]
    public async Task Folding_reads_what_changed_and_not_what_is_there()
    {
        var store = new MemoryTableStore();
        var ledger = NewLedger(store);
        for (var person = 0; person < 2_000; person++) await store.KeepAsync(Tambon, new Spoken(person, 0, Day, 1, "road"));
        await ledger.FoldAsync(Tambon);
        store.RowsRead.Clear();

        await ledger.FoldAsync(Tambon);
        Assert.Equal(1, store.RowsRead.Values.Sum());

        store.RowsRead.Clear();
        await store.KeepAsync(Tambon, new Spoken(7, 0, Day, 2, "water"));
        await store.KeepAsync(Tambon, new Spoken(3_000, 0, Day, 2, "water"));
        await ledger.FoldAsync(Tambon);
        Assert.Equal(2, store.RowsRead["OpinionChanges"]);
        Assert.Equal(2, store.RowsRead["Opinions"]);
        Assert.True(store.RowsRead["Summaries"] <= 3);
    }

    [Fact]
    public async Task An_opinion_changed_while_it_is_folded_is_folded_again()
    {
        var store = new MemoryTableStore();
        var ledger = NewLedger(store);
        await ledger.FoldAsync(Tambon);
        await store.KeepAsync(Tambon, new Spoken(1, 0, Day, 1, "road"));
        // Between reading the opinion and saving the snapshot, the villager mends the topic.
        store.BeforeWrite = table =>
        {
            if (table != "Summaries") return;
            store.BeforeWrite = null;
            Wait(store.KeepAsync(Tambon, new Spoken(1, 0, Day, 1, "water")));
        };
        await ledger.FoldAsync(Tambon);
        Assert.NotEmpty((await store.QueryAsync("OpinionChanges", $"{Tambon}-{StoredOpinions.Pseudonym(1)[0]}")).Rows);
        Assert.Equal("water", Assert.Single((await ledger.LoadAsync(Tambon)).Contributions).Topic);
    }

    [Fact]
    public async Task Of_two_who_fold_at_once_none_overwrites_the_other()
    {
        var store = new MemoryTableStore();
        await NewLedger(store).FoldAsync(Tambon);
        // Same bucket: two opinions of one person.
        await store.KeepAsync(Tambon, new Spoken(1, 0, Day, 1, "road"));
        store.BeforeWrite = table =>
        {
            if (table != "Summaries") return;
            store.BeforeWrite = null;
            Wait(store.KeepAsync(Tambon, new Spoken(1, 1, Day, 1, "water")));
            Wait(NewLedger(store).FoldAsync(Tambon));
        };
        await NewLedger(store).FoldAsync(Tambon);
        Assert.Equal(2, (await NewLedger(store).LoadAsync(Tambon)).Contributions.Count);
    }

    [Fact]
    public async Task A_rebuild_that_is_overtaken_by_a_fold_counts_both()
    {
        var store = new MemoryTableStore();
        await store.KeepAsync(Tambon, new Spoken(1, 0, Day, 1, "road"));
        await NewLedger(store).FoldAsync(Tambon);
        store.BeforeWrite = table =>
        {
            if (table != "Summaries") return;
            store.BeforeWrite = null;
            Wait(store.KeepAsync(Tambon, new Spoken(1, 1, Day, 1, "water")));
            Wait(NewLedger(store).FoldAsync(Tambon));
        };
        await NewLedger(store).RebuildAsync(Tambon);
        Assert.Equal(2, (await NewLedger(store).LoadAsync(Tambon)).Contributions.Count);
    }

    [Fact]
    public async Task Another_lexicon_makes_the_snapshot_anew()
    {
        var store = new MemoryTableStore();
        await store.KeepAsync(Tambon, new Spoken(1, 0, Day, 1, "road", Text: "dust"));
        await new SummaryLedger(store, "old", _ => ["old"]).FoldAsync(Tambon);
        var state = await new SummaryLedger(store, "new", _ => ["new"]).LoadAsync(Tambon);
        Assert.Equal(["new"], Assert.Single(state.Contributions).Terms);
    }

    [Fact]
    public async Task The_last_deletion_leaves_nothing_in_the_snapshot()
    {
        var store = new MemoryTableStore();
        var ledger = NewLedger(store);
        var spoken = new Spoken(1, 0, Day, 1, "road");
        await store.KeepAsync(Tambon, spoken);
        await ledger.FoldAsync(Tambon);
        await store.ForgetAsync(Tambon, spoken);
        await ledger.FoldAsync(Tambon);
        Assert.Equal(["head"], (await store.QueryAsync("Summaries", Tambon)).Rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_piece_larger_than_a_property_is_kept_in_several()
    {
        var store = new MemoryTableStore();
        for (var number = 0; number < 6_000; number++) await store.KeepAsync(Tambon, new Spoken(1, number, Day, 1, "road"));
        var ledger = NewLedger(store);
        Assert.Equal(6_000, (await ledger.LoadAsync(Tambon)).Contributions.Count);
        var row = Assert.Single((await store.QueryAsync("Summaries", Tambon, "0", "g")).Rows);
        var parts = row.Select(column => column.Value).OfType<byte[]>().ToArray();
        Assert.True(parts.Length > 1);
        Assert.All(parts, part => Assert.True(part.Length <= 64 * 1024));
    }

    private static SummaryLedger NewLedger(ITableStore store) => new(store, "test", Populations.Options.Terms);

    private static string Json(SummaryState state) => System.Text.Json.JsonSerializer.Serialize(state);

    // CsCheck's laws and the double's hook are synchronous, and so is everything the double does.
    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
