using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Line.Messaging;

/// <summary>A read-only copy of a map that keeps its order and equals another by its entries.</summary>
internal sealed class ValueMap<T> : IReadOnlyDictionary<string, T>, IEquatable<ValueMap<T>>
{
    private readonly OrderedDictionary<string, T> entries;

    private ValueMap(IReadOnlyDictionary<string, T> entries) => this.entries = new(entries, StringComparer.Ordinal);

    public T this[string key] => entries[key];

    public IEnumerable<string> Keys => entries.Keys;

    public IEnumerable<T> Values => entries.Values;

    public int Count => entries.Count;

    public static IReadOnlyDictionary<string, T>? Of(IReadOnlyDictionary<string, T>? entries) => entries switch
    {
        null or { Count: 0 } => null,
        ValueMap<T> already => already,
        _ => new ValueMap<T>(entries),
    };

    public bool ContainsKey(string key) => entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();

    public bool Equals(ValueMap<T>? other) => other is not null && entries.SequenceEqual(other.entries);

    public override bool Equals(object? obj) => Equals(obj as ValueMap<T>);

    public override int GetHashCode() => entries.Count;
}
