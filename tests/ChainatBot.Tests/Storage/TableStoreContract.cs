using ChainatBot.Storage;

namespace ChainatBot.Tests.Storage;

/// <summary>What <see cref="ITableStore"/> promises. Run on each backend; every test has a table of its own.</summary>
public abstract partial class TableStoreContract
{
    protected abstract ITableStore Store { get; }

    /// <summary>A new table for each test.</summary>
    protected string Table { get; } = "T" + Guid.NewGuid().ToString("n");

    [Fact]
    public async Task A_row_that_is_not_there_is_null_also_where_there_is_no_table()
    {
        Assert.Null(await Store.GetAsync(Table, "p", "r"));
        await Store.InsertAsync(Table, new TableRow("p", "r"));
        Assert.Null(await Store.GetAsync(Table, "p", "q"));
        Assert.Null(await Store.GetAsync(Table, "q", "r"));
    }

    [Fact]
    public async Task An_inserted_row_is_read_back_with_the_ETag_that_insert_gave()
    {
        var etag = await Store.InsertAsync(Table, new TableRow("p", "r") { { "Kind", "text" } });
        var row = await Store.GetAsync(Table, "p", "r");
        Assert.NotNull(etag);
        Assert.NotNull(row);
        Assert.Equal((etag, "p", "r", "text", 1), (row.ETag!, row.PartitionKey, row.RowKey, row.GetString("Kind"), row.Count));
    }

    [Fact]
    public async Task A_row_without_columns_is_a_row()
    {
        await Store.InsertAsync(Table, new TableRow("p", "r"));
        Assert.Equal(0, (await Store.GetAsync(Table, "p", "r"))!.Count);
    }

    [Fact]
    public async Task A_second_insert_gives_null_and_changes_nothing()
    {
        var first = await Store.InsertAsync(Table, new TableRow("p", "r") { { "N", 1 } });
        Assert.Null(await Store.InsertAsync(Table, new TableRow("p", "r") { { "N", 2 }, { "More", "x" } }));
        var row = await Store.GetAsync(Table, "p", "r");
        Assert.Equal((first, 1, 1), (row!.ETag, row.GetInt32("N"), row.Count));
    }

    [Fact]
    public async Task Rows_differ_by_partition_and_by_row_key_and_by_case()
    {
        foreach (var (partition, key) in new[] { ("p", "r"), ("p", "R"), ("P", "r"), ("r", "p") })
            Assert.NotNull(await Store.InsertAsync(Table, new TableRow(partition, key) { { "Who", partition + key } }));
        Assert.Equal("pR", (await Store.GetAsync(Table, "p", "R"))!.GetString("Who"));
        Assert.Equal("rp", (await Store.GetAsync(Table, "r", "p"))!.GetString("Who"));
    }

    [Fact]
    public async Task Upsert_adds_where_there_is_none()
    {
        var etag = await Store.UpsertAsync(Table, new TableRow("p", "r") { { "N", 1 } });
        Assert.Equal(etag, (await Store.GetAsync(Table, "p", "r"))!.ETag);
    }

    [Fact]
    public async Task Upsert_replaces_the_row_whole_and_changes_its_ETag()
    {
        var first = await Store.InsertAsync(Table, new TableRow("p", "r") { { "Old", "x" }, { "N", 1 } });
        var second = await Store.UpsertAsync(Table, new TableRow("p", "r") { { "N", 2 } });
        var row = await Store.GetAsync(Table, "p", "r");
        Assert.NotEqual(first, second);
        Assert.Equal((second, 1, 2), (row!.ETag, row.Count, row.GetInt32("N")));
    }

    [Fact]
    public async Task Replace_with_the_ETag_it_was_read_with_replaces_the_row_whole()
    {
        await Store.InsertAsync(Table, new TableRow("p", "r") { { "Old", "x" }, { "N", 1 } });
        var read = await Store.GetAsync(Table, "p", "r");
        var etag = await Store.ReplaceAsync(Table, new TableRow("p", "r") { ETag = read!.ETag, ["N"] = 2 });
        var row = await Store.GetAsync(Table, "p", "r");
        Assert.NotNull(etag);
        Assert.NotEqual(read.ETag, etag);
        Assert.Equal((etag, 1, 2), (row!.ETag, row.Count, row.GetInt32("N")));
    }

    [Fact]
    public async Task Replace_with_an_old_ETag_gives_null_and_changes_nothing()
    {
        var old = await Store.InsertAsync(Table, new TableRow("p", "r") { { "N", 1 } });
        var now = await Store.UpsertAsync(Table, new TableRow("p", "r") { { "N", 2 } });
        Assert.Null(await Store.ReplaceAsync(Table, new TableRow("p", "r") { ETag = old, ["N"] = 3 }));
        var row = await Store.GetAsync(Table, "p", "r");
        Assert.Equal((now, 2), (row!.ETag, row.GetInt32("N")));
    }

    [Fact]
    public async Task Replace_of_a_row_that_is_gone_gives_null_and_brings_nothing_back()
    {
        var etag = await Store.InsertAsync(Table, new TableRow("p", "r"));
        Assert.True(await Store.DeleteAsync(Table, "p", "r"));
        Assert.Null(await Store.ReplaceAsync(Table, new TableRow("p", "r") { ETag = etag }));
        Assert.Null(await Store.GetAsync(Table, "p", "r"));
    }

    [Fact]
    public async Task Replace_in_a_table_that_is_not_there_gives_null() =>
        Assert.Null(await Store.ReplaceAsync(Table, new TableRow("p", "r") { ETag = await SomeETagAsync() }));

    [Fact]
    public async Task A_row_deleted_and_added_again_has_another_ETag()
    {
        var first = await Store.InsertAsync(Table, new TableRow("p", "r"));
        await Store.DeleteAsync(Table, "p", "r");
        Assert.NotNull(await Store.InsertAsync(Table, new TableRow("p", "r")));
        Assert.Null(await Store.ReplaceAsync(Table, new TableRow("p", "r") { ETag = first }));
    }

    [Fact]
    public async Task Delete_without_ETag_deletes_whatever_is_there()
    {
        await Store.InsertAsync(Table, new TableRow("p", "r"));
        await Store.UpsertAsync(Table, new TableRow("p", "r"));
        Assert.True(await Store.DeleteAsync(Table, "p", "r"));
        Assert.Null(await Store.GetAsync(Table, "p", "r"));
    }

    [Fact]
    public async Task Delete_of_what_is_not_there_is_false_also_where_there_is_no_table()
    {
        var etag = await SomeETagAsync();
        Assert.False(await Store.DeleteAsync(Table, "p", "r"));
        Assert.False(await Store.DeleteAsync(Table, "p", "r", etag));
        await Store.InsertAsync(Table, new TableRow("p", "q"));
        Assert.False(await Store.DeleteAsync(Table, "p", "r"));
        Assert.False(await Store.DeleteAsync(Table, "p", "r", etag));
    }

    [Fact]
    public async Task Delete_with_an_ETag_deletes_only_that_state_of_the_row()
    {
        var old = await Store.InsertAsync(Table, new TableRow("p", "r"));
        var now = await Store.UpsertAsync(Table, new TableRow("p", "r"));
        Assert.False(await Store.DeleteAsync(Table, "p", "r", old));
        Assert.NotNull(await Store.GetAsync(Table, "p", "r"));
        Assert.True(await Store.DeleteAsync(Table, "p", "r", now));
        Assert.Null(await Store.GetAsync(Table, "p", "r"));
    }

    [Fact]
    public async Task Of_32_inserts_of_one_key_at_once_exactly_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => Store.InsertAsync(Table, new TableRow("p", "r") { { "N", i } }))));
        var won = Assert.Single(outcomes, etag => etag is not null);
        var row = await Store.GetAsync(Table, "p", "r");
        Assert.Equal((won, Array.IndexOf(outcomes, won)), (row!.ETag, row.GetInt32("N")));
    }

    [Fact]
    public async Task A_counter_raised_by_replace_in_parallel_loses_nothing()
    {
        await Store.InsertAsync(Table, new TableRow("p", "r") { { "N", 0 } });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 5;)
            {
                var row = (await Store.GetAsync(Table, "p", "r"))!;
                if (await Store.ReplaceAsync(Table, new TableRow("p", "r") { ETag = row.ETag, ["N"] = row.GetInt32("N") + 1 }) is not null) done++;
            }
        })));
        Assert.Equal(40, (await Store.GetAsync(Table, "p", "r"))!.GetInt32("N"));
    }

    [Fact]
    public async Task What_was_cancelled_before_it_began_is_not_done()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.InsertAsync(Table, new TableRow("p", "r"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.UpsertAsync(Table, new TableRow("p", "r"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.BatchAsync(Table, [new TableOperation.Insert(new TableRow("p", "r"))], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync(Table, "p", "r", cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.QueryAsync(Table, "p", cancellationToken: cancelled.Token));
        Assert.Null(await Store.GetAsync(Table, "p", "r"));
    }

    /// <summary>An ETag in this store's form that belongs to no row of the test's table.</summary>
    private async Task<string> SomeETagAsync() => (await Store.InsertAsync(Table + "b", new TableRow("p", Guid.NewGuid().ToString("n"))))!;
}
