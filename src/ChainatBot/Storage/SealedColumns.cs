using System.Globalization;
using ChainatBot.Privacy;

namespace ChainatBot.Storage;

/// <summary>
/// Encrypted bytes in a row: bound to the table and the row's keys, so that a value copied to another row does not open,
/// and cut into as many columns as the 64 KiB property limit asks for.
/// </summary>
public static class SealedColumns
{
    private const int ChunkBytes = 60 * 1024;

    /// <summary>What one row can carry; the row limit is 1 MiB.</summary>
    public const int MaxBytes = 15 * ChunkBytes - 64;

    /// <exception cref="ArgumentException">The bytes are more than a row can carry.</exception>
    public static void Seal(this FieldCipher cipher, string table, TableRow row, string column, ReadOnlySpan<byte> plain)
    {
        if (plain.Length > MaxBytes) throw new ArgumentException($"{plain.Length} bytes do not fit a row of table {table}; at most {MaxBytes} do.", nameof(plain));
        var sealedBytes = cipher.Encrypt(plain, ContextOf(table, row));
        var chunk = 0;
        for (var at = 0; at < sealedBytes.Length; at += ChunkBytes, chunk++)
            row[NameOf(column, chunk)] = sealedBytes[at..Math.Min(at + ChunkBytes, sealedBytes.Length)];
        for (; row[NameOf(column, chunk)] is not null; chunk++) row[NameOf(column, chunk)] = null;
    }

    /// <summary>The bytes as they were sealed, or null where the row has no such column.</summary>
    public static byte[]? Unseal(this FieldCipher cipher, string table, TableRow row, string column)
    {
        if (row.GetBytes(column) is not { } first) return null;
        if (row.GetBytes(NameOf(column, 1)) is null) return cipher.Decrypt(first, ContextOf(table, row));
        using var whole = new MemoryStream();
        for (var chunk = 0; row.GetBytes(NameOf(column, chunk)) is { } bytes; chunk++) whole.Write(bytes);
        return cipher.Decrypt(whole.ToArray(), ContextOf(table, row));
    }

    private static string ContextOf(string table, TableRow row) => $"{table}/{row.PartitionKey}/{row.RowKey}";

    private static string NameOf(string column, int chunk) =>
        chunk == 0 ? column : column + (chunk + 1).ToString(CultureInfo.InvariantCulture);
}
