using System.Globalization;
using System.Text;

namespace ChainatBot.Storage;

/// <summary>
/// Column values as SQLite keeps them. Its four kinds say string, int, double and byte[]; the rest is told by a note in
/// the row's own <c>~types</c> column, such as <c>Hidden:bool,SeenOn:time</c>.
/// </summary>
internal static class SqliteValues
{
    public const string Bool = "bool";
    public const string Long = "long";
    public const string Time = "time";
    public const string Text = "text";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The value to bind, and the note that brings its type back (null where SQLite's own kind does).</summary>
    public static (object Value, string? Note) Encode(object value) => value switch
    {
        // The library reads text to the first NUL.
        string text when text.Contains('\0') => (Encoding.UTF8.GetBytes(text), Text),
        string or int or double or byte[] => (value, null),
        bool flag => (flag ? 1 : 0, Bool),
        long number => (number, Long),
        DateTimeOffset time => (time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture), Time),
        _ => throw new ArgumentException($"A value of type {value.GetType().Name} can't be kept.", nameof(value)),
    };

    /// <param name="stored">What the library reads: string, long, double or byte[].</param>
    /// <param name="note">From <see cref="NoteOf"/>.</param>
    public static object Decode(object stored, ReadOnlySpan<char> note) => stored switch
    {
        long number => note switch
        {
            Bool => number != 0,
            Long => number,
            _ => checked((int)number),
        },
        string text when note is Time => new DateTimeOffset(DateTime.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)),
        byte[] bytes when note is Text => Encoding.UTF8.GetString(bytes),
        _ => stored,
    };

    public static void AppendNote(ref StringBuilder? notes, string column, string note)
    {
        notes ??= new StringBuilder();
        if (notes.Length > 0) notes.Append(',');
        notes.Append(column).Append(':').Append(note);
    }

    /// <summary>The note on one column, empty where there is none.</summary>
    public static ReadOnlySpan<char> NoteOf(string? notes, string column)
    {
        for (ReadOnlySpan<char> rest = notes; !rest.IsEmpty;)
        {
            var comma = rest.IndexOf(',');
            var entry = comma < 0 ? rest : rest[..comma];
            var colon = entry.IndexOf(':');
            if (entry[..colon].SequenceEqual(column)) return entry[(colon + 1)..];
            rest = comma < 0 ? [] : rest[(comma + 1)..];
        }
        return [];
    }
}
