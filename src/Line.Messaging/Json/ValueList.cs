using System.Collections;

namespace Line.Messaging;

/// <summary>A read-only copy of a list that equals another by its items, so that records holding lists are equal by value.</summary>
internal sealed class ValueList<T>(T[] items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    public T this[int index] => items[index];

    public int Count => items.Length;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public bool Equals(ValueList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    private readonly T[] items = items;
}

internal static class ValueList
{
    /// <summary>Absent and empty lists mean the same to LINE, so both are held as <c>null</c>. Null items are dropped.</summary>
    public static IReadOnlyList<T>? Of<T>(IReadOnlyList<T>? items) => items switch
    {
        null or { Count: 0 } => null,
        ValueList<T> already => already,
        _ => items.Where(item => item is not null).ToArray() is { Length: > 0 } kept ? new ValueList<T>(kept) : null,
    };
}
