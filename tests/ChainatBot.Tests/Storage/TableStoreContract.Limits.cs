using ChainatBot.Storage;

namespace ChainatBot.Tests.Storage;

public abstract partial class TableStoreContract
{
    public static TheoryData<string> ForbiddenKeys => new()
    {
        "", "a/b", "a\\b", "a#b", "a?b", "a\tb", "a\nb", "a\rb", "\u0000", "\u001F", "\u007F", "\u0085", "\u009F", "\uE000", "\uFFFF", "Ａ", new string('a', TableLimits.KeyLength + 1), "\uD83Dx", "x\uDE00",
    };

    [Theory]
    [MemberData(nameof(ForbiddenKeys))]
    public async Task A_forbidden_key_is_refused_in_every_verb(string key)
    {
        await Refused(() => Store.GetAsync(Table, key, "r"));
        await Refused(() => Store.GetAsync(Table, "p", key));
        foreach (var row in new[] { new TableRow(key, "r") { ETag = "x" }, new TableRow("p", key) { ETag = "x" } })
        {
            await Refused(() => Store.InsertAsync(Table, row));
            await Refused(() => Store.UpsertAsync(Table, row));
            await Refused(() => Store.ReplaceAsync(Table, row));
            await Refused(() => Store.BatchAsync(Table, [new TableOperation.Insert(row)]));
            await Refused(() => Store.BatchAsync(Table, [new TableOperation.Upsert(row)]));
            await Refused(() => Store.BatchAsync(Table, [new TableOperation.Replace(row)]));
        }
        await Refused(() => Store.DeleteAsync(Table, key, "r"));
        await Refused(() => Store.DeleteAsync(Table, "p", key));
        await Refused(() => Store.BatchAsync(Table, [new TableOperation.Delete("p", key)]));
        await Refused(() => Store.QueryAsync(Table, key));
    }

    [Fact]
    public async Task An_end_of_a_range_need_not_be_a_key_but_must_have_one_place_in_the_order()
    {
        await Store.QueryAsync(Table, "p", from: "a/", to: "a#?\\");
        foreach (var bound in new[] { "a\uFFFF", "\uE000", "\uD83D", "a\nb", new string('a', TableLimits.KeyLength + 1) })
        {
            await Refused(() => Store.QueryAsync(Table, "p", from: bound));
            await Refused(() => Store.QueryAsync(Table, "p", to: bound));
        }
    }

    public static TheoryData<string> ForbiddenTables => new() { "", "ab", "1abc", "a-b", "a_b", "a.b", "a b", "ตาราง", "tables", "TABLES", "T\"; DROP", new string('a', 64) };

    [Theory]
    [MemberData(nameof(ForbiddenTables))]
    public async Task A_forbidden_table_name_is_refused_in_every_verb(string table)
    {
        var row = new TableRow("p", "r") { ETag = "x" };
        await Refused(() => Store.GetAsync(table, "p", "r"));
        await Refused(() => Store.InsertAsync(table, row));
        await Refused(() => Store.UpsertAsync(table, row));
        await Refused(() => Store.ReplaceAsync(table, row));
        await Refused(() => Store.DeleteAsync(table, "p", "r"));
        await Refused(() => Store.QueryAsync(table, "p"));
        await Refused(() => Store.BatchAsync(table, [new TableOperation.Upsert(row)]));
    }

    public static TheoryData<string> ForbiddenColumns => new()
    {
        "", "1a", "a-b", "a b", "a.b", "a~2", "~types", "ความเห็น", "a\"b", "PartitionKey", "partitionkey", "RowKey", "ROWKEY", "Timestamp", "timestamp", "ETag", "etag", "odata.etag", new string('a', 256),
    };

    [Theory]
    [MemberData(nameof(ForbiddenColumns))]
    public Task A_forbidden_column_name_is_refused(string column) => RowRefused(new TableRow("p", "r") { { column, 1 } });

    [Fact]
    public async Task A_value_that_is_too_great_or_has_no_type_of_the_store_is_refused()
    {
        object[] values =
        [
            new string('a', TableLimits.StringLength + 1), new byte[TableLimits.BytesLength + 1], TableLimits.EarliestTime.AddTicks(-1), "\uD83D", "\uDE00\uD83D", "x\uD83D", double.NaN, double.PositiveInfinity, double.NegativeInfinity,
            1m, 1f, (short)1, 1u, Guid.Empty, DateTime.UnixEpoch, 'x', new[] { 1 }, DayOfWeek.Monday, new object(),
        ];
        foreach (var value in values) await RowRefused(new TableRow("p", "r") { { "Value", value } });
    }

    [Fact]
    public Task A_row_of_too_many_columns_is_refused()
    {
        var row = new TableRow("p", "r");
        for (var i = 0; i <= TableLimits.ColumnCount; i++) row[$"C{i}"] = i;
        return RowRefused(row);
    }

    [Fact]
    public Task A_row_of_more_than_a_mebibyte_is_refused()
    {
        var row = new TableRow("p", "r");
        for (var i = 0; i < 16; i++) row[$"C{i}"] = new string('a', TableLimits.StringLength);
        return RowRefused(row);
    }

    [Fact]
    public async Task A_replacement_or_a_delete_with_a_forgotten_ETag_is_refused()
    {
        await Refused(() => Store.ReplaceAsync(Table, new TableRow("p", "r")));
        await Refused(() => Store.ReplaceAsync(Table, new TableRow("p", "r") { ETag = "" }));
        await Refused(() => Store.DeleteAsync(Table, "p", "r", ""));
        await Refused(() => Store.BatchAsync(Table, [new TableOperation.Replace(new TableRow("p", "r"))]));
        await Refused(() => Store.BatchAsync(Table, [new TableOperation.Delete("p", "r", "")]));
    }

    [Fact]
    public async Task A_batch_of_nothing_of_too_much_of_two_partitions_or_of_one_row_twice_is_refused()
    {
        await Refused(() => Store.BatchAsync(Table, []));
        await Refused(() => Store.BatchAsync(Table, [.. Enumerable.Range(0, 101).Select(i => new TableOperation.Upsert(new TableRow("p", $"{i}")))]));
        await Refused(() => Store.BatchAsync(Table, [new TableOperation.Upsert(new TableRow("p", "r")), new TableOperation.Upsert(new TableRow("q", "s"))]));
        await Refused(() => Store.BatchAsync(Table, [new TableOperation.Upsert(new TableRow("p", "r")), new TableOperation.Delete("q", "s")]));
        await Refused(() => Store.BatchAsync(Table, [new TableOperation.Upsert(new TableRow("p", "r")), new TableOperation.Delete("p", "r")]));
        Assert.Empty((await Store.QueryAsync(Table, "p")).Rows);
    }

    [Fact]
    public async Task A_batch_of_more_than_four_mebibytes_on_the_wire_is_refused()
    {
        var half = new string('ก', TableLimits.StringLength);
        Task<bool> Batch(int rows) => Store.BatchAsync(Table, [.. Enumerable.Range(0, rows).Select(i => new TableOperation.Upsert(new TableRow("p", $"r{i}") { { "Text", half } }))]);
        await Refused(() => Batch(22));
        Assert.True(await Batch(20));
    }

    [Fact]
    public async Task A_page_of_no_rows_or_of_more_than_a_thousand_is_refused()
    {
        await Refused(() => Store.QueryAsync(Table, "p", pageSize: 0));
        await Refused(() => Store.QueryAsync(Table, "p", pageSize: -1));
        await Refused(() => Store.QueryAsync(Table, "p", pageSize: 1001));
    }

    private async Task RowRefused(TableRow row)
    {
        await Refused(() => Store.InsertAsync(Table, row));
        await Refused(() => Store.UpsertAsync(Table, row));
        var replacement = new TableRow(row.PartitionKey, row.RowKey) { ETag = "x" };
        foreach (var (column, value) in row) replacement[column] = value;
        await Refused(() => Store.ReplaceAsync(Table, replacement));
        await Refused(() => Store.BatchAsync(Table, [new TableOperation.Upsert(row)]));
        Assert.Null(await Store.GetAsync(Table, "p", "r"));
    }

    private static async Task Refused(Func<Task> call)
    {
        var fault = await Assert.ThrowsAnyAsync<ArgumentException>(call);
        Assert.Matches(@"\.( |$)", fault.Message);
    }
}
