using ChainatBot.Storage;

namespace ChainatBot.Tests.Storage;

/// <content>Types, names, keys and sizes.</content>
public abstract partial class TableStoreContract
{
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
}
