using ChainatBot.Storage;

namespace ChainatBot.Tests.Storage;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task A_batch_does_every_kind_of_operation()
    {
        await Store.InsertAsync(Table, new TableRow("p", "upserted") { { "Old", 1 } });
        var replaced = await Store.InsertAsync(Table, new TableRow("p", "replaced") { { "Old", 1 } });
        await Store.InsertAsync(Table, new TableRow("p", "deleted"));
        var deletedByETag = await Store.InsertAsync(Table, new TableRow("p", "deleted-by-etag"));
        Assert.True(await Store.BatchAsync(Table,
        [
            new TableOperation.Insert(new TableRow("p", "inserted") { { "N", 1 } }),
            new TableOperation.Upsert(new TableRow("p", "upserted") { { "N", 2 } }),
            new TableOperation.Upsert(new TableRow("p", "new") { { "N", 3 } }),
            new TableOperation.Replace(new TableRow("p", "replaced") { ETag = replaced, ["N"] = 4 }),
            new TableOperation.Delete("p", "deleted"),
            new TableOperation.Delete("p", "deleted-by-etag", deletedByETag),
        ]));
        var rows = (await Store.QueryAsync(Table, "p")).Rows;
        Assert.Equal([("inserted", 1, 1), ("new", 3, 1), ("replaced", 4, 1), ("upserted", 2, 1)], rows.Select(r => (r.RowKey, r.GetInt32("N") ?? 0, r.Count)));
        Assert.All(rows, r => Assert.False(string.IsNullOrEmpty(r.ETag)));
        Assert.NotEqual(replaced, rows[2].ETag);
    }

    [Fact]
    public async Task A_batch_whose_insert_finds_its_row_does_nothing() =>
        await NothingIsDone(_ => new TableOperation.Insert(new TableRow("p", "there")));

    [Fact]
    public async Task A_batch_whose_replace_comes_too_late_does_nothing() =>
        await NothingIsDone(old => new TableOperation.Replace(new TableRow("p", "there") { ETag = old }));

    [Fact]
    public async Task A_batch_whose_replaced_row_is_gone_does_nothing() =>
        await NothingIsDone(old => new TableOperation.Replace(new TableRow("p", "not-there") { ETag = old }));

    [Fact]
    public async Task A_batch_whose_delete_comes_too_late_does_nothing() =>
        await NothingIsDone(old => new TableOperation.Delete("p", "there", old));

    [Fact]
    public async Task A_batch_whose_row_to_delete_by_ETag_is_gone_does_nothing() =>
        await NothingIsDone(old => new TableOperation.Delete("p", "not-there", old));

    private async Task NothingIsDone(Func<string, TableOperation> broken)
    {
        var old = (await Store.InsertAsync(Table, new TableRow("p", "there") { { "N", 0 } }))!;
        var now = await Store.UpsertAsync(Table, new TableRow("p", "there") { { "N", 1 } });
        await Store.InsertAsync(Table, new TableRow("p", "victim"));
        TableOperation[] fine = [new TableOperation.Insert(new TableRow("p", "new")), new TableOperation.Upsert(new TableRow("p", "other")), new TableOperation.Delete("p", "victim")];
        for (var at = 0; at <= fine.Length; at++)
        {
            Assert.False(await Store.BatchAsync(Table, [.. fine[..at], broken(old), .. fine[at..]]));
            var rows = (await Store.QueryAsync(Table, "p")).Rows;
            Assert.Equal(["there", "victim"], rows.Select(r => r.RowKey));
            Assert.Equal((now, 1), (rows[0].ETag, rows[0].GetInt32("N")));
        }
    }

    [Fact]
    public async Task Deleting_what_is_not_there_breaks_no_batch()
    {
        Assert.True(await Store.BatchAsync(Table, [new TableOperation.Delete("p", "never")]));
        Assert.True(await Store.BatchAsync(Table,
        [
            new TableOperation.Delete("p", "never"), new TableOperation.Insert(new TableRow("p", "r")), new TableOperation.Delete("p", "neither"),
        ]));
        Assert.NotNull(await Store.GetAsync(Table, "p", "r"));
    }

    [Fact]
    public async Task A_batch_may_be_a_tables_first_write()
    {
        Assert.True(await Store.BatchAsync(Table, [new TableOperation.Upsert(new TableRow("p", "r"))]));
        Assert.NotNull(await Store.GetAsync(Table, "p", "r"));
    }

    [Fact]
    public async Task A_hundred_rows_fit_in_a_batch()
    {
        Assert.True(await Store.BatchAsync(Table, [.. Enumerable.Range(0, 100).Select(i => new TableOperation.Insert(new TableRow("p", $"r{i:000}") { { "Text", "ถนน" }, { "N", i } }))]));
        Assert.Equal(Enumerable.Range(0, 100), (await Store.QueryAsync(Table, "p")).Rows.Select(r => r.GetInt32("N")!.Value));
    }

    [Fact]
    public async Task Of_batches_that_contend_for_a_row_one_wins_whole()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.BatchAsync(Table,
        [
            new TableOperation.Upsert(new TableRow("p", $"mine-{i}")), new TableOperation.Insert(new TableRow("p", "prize") { { "Winner", i } }),
        ]))));
        var winner = Array.IndexOf(outcomes, true);
        Assert.Single(outcomes, won => won);
        Assert.Equal([$"mine-{winner}", "prize"], (await Store.QueryAsync(Table, "p")).Rows.Select(r => r.RowKey));
        Assert.Equal(winner, (await Store.GetAsync(Table, "p", "prize"))!.GetInt32("Winner"));
    }

    [Fact]
    public async Task Operations_side_by_side_have_each_their_own_outcome()
    {
        await Store.InsertAsync(Table, new TableRow("p", "taken"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () => (i % 3) switch
        {
            0 => await Store.InsertAsync(Table, new TableRow("p", "taken")) is null,
            1 => await Store.InsertAsync(Table, new TableRow("p", $"free{i}")) is not null,
            _ => !await Store.BatchAsync(Table, [new TableOperation.Insert(new TableRow("p", $"half{i}")), new TableOperation.Insert(new TableRow("p", "taken"))]),
        })));
        Assert.All(outcomes, Assert.True);
        Assert.Equal(11, (await Store.QueryAsync(Table, "p")).Rows.Count);
    }
}
