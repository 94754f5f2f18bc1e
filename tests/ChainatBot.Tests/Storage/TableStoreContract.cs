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
    public async Task Every_type_comes_back_as_it_was()
    {
        var row = new TableRow("p", "r")
        {
            { "String", "ถนนหมู่ 3 เป็นหลุม" }, { "True", true }, { "False", false }, { "Int", 7 }, { "Long", 7L }, { "Double", 7.0 },
            { "Time", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero) }, { "Bytes", new byte[] { 0, 1, 255 } },
        };
        await Store.InsertAsync(Table, row);
        var read = (await Store.GetAsync(Table, "p", "r"))!;
        Assert.Equal(row.Count, read.Count);
        foreach (var (column, value) in row)
        {
            Assert.IsType(value.GetType(), read[column]);
            Assert.Equal(value, read[column]);
        }
    }

    public static TheoryData<object> EdgeValues => new()
    {
        int.MinValue, int.MaxValue, 0, -1, long.MinValue, long.MaxValue, 0L, 9_007_199_254_740_993L, (long)int.MaxValue,
        double.MinValue, double.MaxValue, double.Epsilon, 0.1, 1.0 / 3, 1e300, -1e-300, 3.0,
        "", " ", "  both ends  ", "a\r\nb\tc", "quote ' \" ` \\ /", "null\0inside", "กำ เก็ ปี๊ ที่สุด", "👩🏽‍🌾🇹🇭", "\uFEFFbom", "\uE000\uFFFD", "123", "1e5", "true", "2026-11-23T09:00:00Z",
    };

    [Theory]
    [MemberData(nameof(EdgeValues))]
    public async Task A_value_at_the_edge_comes_back_as_it_was(object value)
    {
        await Store.InsertAsync(Table, new TableRow("p", "r") { { "Value", value } });
        var read = (await Store.GetAsync(Table, "p", "r"))!["Value"];
        Assert.IsType(value.GetType(), read);
        Assert.Equal(value, read);
    }

    [Fact]
    public async Task Times_keep_a_hundred_nanoseconds_and_come_back_in_UTC()
    {
        var times = new[]
        {
            TableLimits.EarliestTime, new DateTimeOffset(2026, 11, 23, 23, 59, 59, TimeSpan.FromHours(7)).AddTicks(1),
            new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(7)).AddTicks(9_999_999), new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero).AddTicks(9_999_999),
        };
        var row = new TableRow("p", "r");
        for (var i = 0; i < times.Length; i++) row[$"T{i}"] = times[i];
        await Store.InsertAsync(Table, row);
        var read = (await Store.GetAsync(Table, "p", "r"))!;
        for (var i = 0; i < times.Length; i++)
        {
            var time = read.GetDateTimeOffset($"T{i}")!.Value;
            Assert.Equal((times[i].UtcTicks, TimeSpan.Zero), (time.Ticks, time.Offset));
        }
    }

    [Fact]
    public async Task Empty_bytes_are_not_null()
    {
        await Store.InsertAsync(Table, new TableRow("p", "r") { { "Bytes", Array.Empty<byte>() } });
        Assert.Empty(Assert.IsType<byte[]>((await Store.GetAsync(Table, "p", "r"))!["Bytes"]));
    }

    [Fact]
    public async Task Rows_of_one_table_may_differ_in_their_columns_and_in_a_columns_type()
    {
        object[] values = ["text", 1, 1L, 1.5, true, new byte[] { 1 }, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "2026"];
        for (var i = 0; i < values.Length; i++) await Store.InsertAsync(Table, new TableRow("p", $"r{i}") { { "Value", values[i] }, { $"Own{i}", i } });
        for (var i = 0; i < values.Length; i++)
        {
            var row = (await Store.GetAsync(Table, "p", $"r{i}"))!;
            Assert.Equal(values[i], row["Value"]);
            Assert.IsType(values[i].GetType(), row["Value"]);
            Assert.Equal((2, i), (row.Count, row.GetInt32($"Own{i}")));
        }
    }

    [Fact]
    public async Task Column_names_differ_by_case()
    {
        await Store.InsertAsync(Table, new TableRow("p", "1") { { "Kind", "a" }, { "kind", "b" }, { "KIND", 3L } });
        await Store.InsertAsync(Table, new TableRow("p", "2") { { "kind", "c" } });
        var both = (await Store.GetAsync(Table, "p", "1"))!;
        Assert.Equal(("a", "b", 3L, 3), (both.GetString("Kind"), both.GetString("kind"), both.GetInt64("KIND"), both.Count));
        Assert.Equal(("c", 1), ((await Store.GetAsync(Table, "p", "2"))!.GetString("kind"), (await Store.GetAsync(Table, "p", "2"))!.Count));
    }

    [Fact]
    public async Task Column_names_that_are_words_of_SQL_or_of_the_store_itself_are_names()
    {
        string[] names = ["Select", "Order", "Group", "Index", "Value", "rowid", "oid", "_rowid_", "types", "Types", "_", "Key", "Etags", "odata"];
        var row = new TableRow("p", "r");
        foreach (var name in names) row[name] = name;
        await Store.InsertAsync(Table, row);
        var read = (await Store.GetAsync(Table, "p", "r"))!;
        Assert.Equal(names.Order(StringComparer.Ordinal), read.Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(name, read.GetString(name)));
    }

    [Fact]
    public async Task Table_names_do_not_differ_by_case()
    {
        await Store.InsertAsync(Table, new TableRow("p", "r") { { "N", 1 } });
        Assert.Equal(1, (await Store.GetAsync(Table.ToLowerInvariant(), "p", "r"))?.GetInt32("N"));
        Assert.Null(await Store.InsertAsync(Table.ToUpperInvariant(), new TableRow("p", "r")));
    }

    public static TheoryData<string> OddButLegalKeys => new()
    {
        "หาดท่าเสา", "หมู่ ๓", " ", " leading", "trailing ", "it's", "''", "\"quoted\"", "100%", "%41", "%2F", "a+b", "a b", "a&b=c", "(a)", "a,b", "a;b", "$batch", "@me", "!", "~", "..", ".", "-", "*", "[]", "{}", "<>", "|", "`", "^",
        "emoji👩🏽‍🌾", "🇹🇭", "\u00A0", "ปี๊บ", "é", "e\u0301", "null", "a'; DROP TABLE x; --", "180106-f", "x:y",
    };

    [Theory]
    [MemberData(nameof(OddButLegalKeys))]
    public async Task An_odd_but_legal_key_works_in_every_verb(string key)
    {
        var etag = await Store.InsertAsync(Table, new TableRow(key, key) { { "N", 1 } });
        Assert.NotNull(etag);
        Assert.Null(await Store.InsertAsync(Table, new TableRow(key, key)));
        var row = (await Store.GetAsync(Table, key, key))!;
        Assert.Equal((key, key, 1), (row.PartitionKey, row.RowKey, row.GetInt32("N")));
        Assert.NotNull(await Store.ReplaceAsync(Table, new TableRow(key, key) { ETag = etag, ["N"] = 2 }));
        await Store.UpsertAsync(Table, new TableRow(key, key) { { "N", 3 } });
        Assert.True(await Store.BatchAsync(Table, [new TableOperation.Upsert(new TableRow(key, key) { { "N", 4 } }), new TableOperation.Insert(new TableRow(key, key + "2"))]));
        var page = await Store.QueryAsync(Table, key, from: key, to: RowKeys.After(key));
        Assert.Equal([(key, 4), (key + "2", null)], page.Rows.Select(r => (r.RowKey, r.GetInt32("N"))));
        Assert.True(await Store.DeleteAsync(Table, key, key));
        Assert.Null(await Store.GetAsync(Table, key, key));
    }

    [Fact]
    public async Task The_longest_key_the_longest_string_and_the_most_bytes_are_kept()
    {
        var key = new string('ก', TableLimits.KeyLength);
        var text = string.Concat(Enumerable.Repeat("ก\u0E49😀", TableLimits.StringLength / 4));
        var bytes = new byte[TableLimits.BytesLength];
        new Random(1).NextBytes(bytes);
        await Store.InsertAsync(Table, new TableRow("p", key) { { "Text", text }, { "Bytes", bytes } });
        var row = (await Store.GetAsync(Table, "p", key))!;
        Assert.Equal(text, row.GetString("Text"));
        Assert.Equal(bytes, row.GetBytes("Bytes"));
    }

    [Fact]
    public async Task A_row_of_the_most_columns_is_kept()
    {
        var row = new TableRow("p", "r");
        for (var i = 0; i < TableLimits.ColumnCount; i++) row[$"C{i}"] = i;
        await Store.InsertAsync(Table, row);
        var read = (await Store.GetAsync(Table, "p", "r"))!;
        Assert.Equal(TableLimits.ColumnCount, read.Count);
        Assert.All(Enumerable.Range(0, TableLimits.ColumnCount), i => Assert.Equal(i, read.GetInt32($"C{i}")));
    }

    [Fact]
    public async Task A_row_of_almost_a_mebibyte_is_kept()
    {
        var row = new TableRow("p", "r");
        for (var i = 0; i < 15; i++) row[$"C{i:00}"] = new string((char)('ก' + i), TableLimits.StringLength);
        await Store.InsertAsync(Table, row);
        var read = (await Store.GetAsync(Table, "p", "r"))!;
        Assert.All(row, c => Assert.Equal(c.Value, read[c.Key]));
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
