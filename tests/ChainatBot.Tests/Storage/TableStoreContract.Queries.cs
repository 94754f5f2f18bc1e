using ChainatBot.Storage;

namespace ChainatBot.Tests.Storage;

public abstract partial class TableStoreContract
{
    [Fact]
    public async Task A_partition_that_is_not_there_is_an_empty_page_also_where_there_is_no_table()
    {
        Assert.Equal((0, null), Shape(await Store.QueryAsync(Table, "p")));
        await Store.InsertAsync(Table, new TableRow("q", "r"));
        Assert.Equal((0, null), Shape(await Store.QueryAsync(Table, "p")));

        static (int, string?) Shape(TablePage page) => (page.Rows.Count, page.Continuation);
    }

    [Fact]
    public async Task A_query_gives_one_partition_with_columns_and_ETags()
    {
        var etag = await Store.InsertAsync(Table, new TableRow("p", "r") { { "N", 1 }, { "At", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) } });
        await Store.InsertAsync(Table, new TableRow("p2", "r"));
        await Store.InsertAsync(Table, new TableRow("o", "r"));
        var row = Assert.Single((await Store.QueryAsync(Table, "p")).Rows);
        Assert.Equal((etag, 2, 1), (row.ETag, row.Count, row.GetInt32("N")));
        Assert.NotNull(row.GetDateTimeOffset("At"));
    }

    [Fact]
    public async Task Rows_come_in_ordinal_order_of_their_keys_whatever_the_script()
    {
        string[] keys =
        [
            "b", "a", "B", "A", "10", "9", "a-", "a.", "a0", "aa", "ab", "_", "~", " ", "!", "é", "z", "Ω", "ก", "ข", "กก", "กา", "เก", "๑", "ฮ", "中", "한", "\uD7A3", "😀", "👩🏽‍🌾", "a😀", "aก", "𝒜", "\U0010FFFD",
        ];
        await Fill("p", keys);
        Assert.Equal(keys.Order(StringComparer.Ordinal), await Keys("p"));
    }

    [Fact]
    public async Task From_is_inclusive_and_to_is_exclusive()
    {
        await Fill("p", ["a", "b", "c", "d"]);
        Assert.Equal(["b", "c"], await Keys("p", from: "b", to: "d"));
        Assert.Equal(["b", "c", "d"], await Keys("p", from: "b"));
        Assert.Equal(["a", "b", "c"], await Keys("p", to: "d"));
        Assert.Equal(["b"], await Keys("p", from: "aa", to: "ba"));
    }

    [Fact]
    public async Task A_range_that_ends_where_it_begins_or_before_is_empty()
    {
        await Fill("p", ["a", "b", "c"]);
        Assert.Empty(await Keys("p", from: "b", to: "b"));
        Assert.Empty(await Keys("p", from: "c", to: "a"));
        Assert.Empty(await Keys("p", to: ""));
        Assert.Equal(["a", "b", "c"], await Keys("p", from: ""));
    }

    [Fact]
    public async Task A_prefix_is_a_range_that_ends_after_it()
    {
        await Fill("p", ["a", "ab-", "ab-1", "ab-ก", "ab-😀", "ab-~", "ab.", "ab.1", "ab0", "abc", "ab", "หมู่", "หมู่ ๑", "หมู", "😀", "😀x", "😁"]);
        Assert.Equal(["ab-", "ab-1", "ab-~", "ab-ก", "ab-😀"], await Keys("p", "ab-", RowKeys.After("ab-")));
        Assert.Equal(["ab.", "ab.1"], await Keys("p", "ab.", RowKeys.After("ab.")));
        Assert.Equal(["หมู่", "หมู่ ๑"], await Keys("p", "หมู่", RowKeys.After("หมู่")));
        Assert.Equal(["😀", "😀x"], await Keys("p", "😀", RowKeys.After("😀")));
        Assert.Equal(17, (await Keys("p", "", RowKeys.After(""))).Count);
    }

    [Fact]
    public async Task Pages_join_to_the_whole_without_gap_or_double()
    {
        var keys = Enumerable.Range(0, 25).Select(i => $"r{i:00}").ToArray();
        await Fill("p", keys);
        foreach (var size in new[] { 1, 7, 24, 25, 26, 1000 })
        {
            var found = new List<string>();
            string? continuation = null;
            do
            {
                var page = await Store.QueryAsync(Table, "p", pageSize: size, continuation: continuation);
                Assert.InRange(page.Rows.Count, 0, size);
                found.AddRange(page.Rows.Select(r => r.RowKey));
                continuation = page.Continuation;
            }
            while (continuation is not null);
            Assert.Equal(keys, found);
        }
    }

    [Fact]
    public async Task Pages_keep_to_their_range()
    {
        await Fill("p", [.. Enumerable.Range(0, 20).Select(i => $"r{i:00}")]);
        Assert.Equal(Enumerable.Range(5, 10).Select(i => $"r{i:00}"), await Keys("p", "r05", "r15", pageSize: 3));
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_one_ended_though_rows_came_and_went()
    {
        await Fill("p", ["a", "b", "c", "d", "e", "f"]);
        var first = await Store.QueryAsync(Table, "p", pageSize: 2);
        await Store.DeleteAsync(Table, "p", "b");
        await Store.DeleteAsync(Table, "p", "c");
        await Store.InsertAsync(Table, new TableRow("p", "aa"));
        await Store.InsertAsync(Table, new TableRow("p", "dd"));
        var rest = new List<string>();
        for (var continuation = first.Continuation; continuation is not null;)
        {
            var page = await Store.QueryAsync(Table, "p", pageSize: 2, continuation: continuation);
            rest.AddRange(page.Rows.Select(r => r.RowKey));
            continuation = page.Continuation;
        }
        Assert.Equal(["a", "b"], first.Rows.Select(r => r.RowKey));
        Assert.Equal(["d", "dd", "e", "f"], rest);
    }

    [Fact]
    public async Task A_thousand_rows_and_more_are_read_in_pages_of_the_greatest_size()
    {
        var keys = Enumerable.Range(0, 1_050).Select(i => $"r{i:0000}").ToArray();
        await Fill("p", keys);
        var page = await Store.QueryAsync(Table, "p");
        Assert.Equal(1_000, page.Rows.Count);
        Assert.NotNull(page.Continuation);
        Assert.Equal(keys, await Keys("p"));
    }

    private async Task Fill(string partition, IReadOnlyList<string> keys)
    {
        foreach (var chunk in keys.Chunk(TableLimits.BatchCount))
            Assert.True(await Store.BatchAsync(Table, [.. chunk.Select(key => new TableOperation.Insert(new TableRow(partition, key) { { "Key", key } }))]));
    }

    private async Task<List<string>> Keys(string partition, string? from = null, string? to = null, int pageSize = 1000)
    {
        var keys = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Store.QueryAsync(Table, partition, from, to, pageSize, continuation);
            Assert.All(page.Rows, r => Assert.Equal((partition, r.GetString("Key") ?? r.RowKey), (r.PartitionKey, r.RowKey)));
            keys.AddRange(page.Rows.Select(r => r.RowKey));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return keys;
    }
}
