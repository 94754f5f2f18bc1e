using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Summaries;

/// <summary>The snapshot on the stores that people run.</summary>
public abstract class SummaryOnRealStoresTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    protected abstract ITableStore Store { get; }

    /// <summary>A tambon of the test's own, where tests share a server.</summary>
    protected virtual string Tambon => "180101";

    [Fact]
    public async Task Many_who_fold_while_people_speak_agree_with_a_rebuild()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async part =>
        {
            var ledger = NewLedger();
            for (var i = 0; i < 30; i++)
            {
                // Few persons, so that all write to the same pieces.
                await Store.KeepAsync(Tambon, new Spoken(i % 6, part * 100 + i, Day, 1 + i % 3, "road"));
                if (i % 7 == part) await ledger.FoldAsync(Tambon);
                await Store.KeepAsync(Tambon, new Spoken(i % 6, part * 100 + i, Day, 1 + i % 3, "water"));
            }
        }));
        var folded = await NewLedger().LoadAsync(Tambon);
        for (var shard = 0; shard < 16; shard++)
            Assert.Empty((await Store.QueryAsync("OpinionChanges", $"{Tambon}-{shard:x}")).Rows);
        await NewLedger().RebuildAsync(Tambon);
        var rebuilt = await NewLedger().LoadAsync(Tambon);
        Assert.Equal(rebuilt.Contributions.Select(c => (c.Key, c.Village, c.Topic, c.Day)), folded.Contributions.Select(c => (c.Key, c.Village, c.Topic, c.Day)));
        Assert.Equal(4 * 30, folded.Contributions.Count);
        Assert.All(folded.Contributions, c => Assert.Equal("water", c.Topic));
    }

    private SummaryLedger NewLedger() => new(Store, "test", Populations.Options.Terms);
}

public sealed class SummaryOnSqliteTests : SummaryOnRealStoresTests, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly SqliteTableStore store;

    public SummaryOnSqliteTests() => store = new SqliteTableStore(directory.File("chainatbot.db"));

    protected override ITableStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }
}

[Collection(AzuriteCollection.Name)]
public sealed class SummaryOnAzureTests(AzuriteFixture azurite) : SummaryOnRealStoresTests
{
    protected override string Tambon => "180909";

    protected override ITableStore Store { get; } = new AzureTableStore(azurite.Tables);
}
