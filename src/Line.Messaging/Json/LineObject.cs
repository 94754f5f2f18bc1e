using System.Text.Json;
using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>Base of every object that travels between LINE and the bot. LINE adds properties without notice, so what this
/// library does not know is kept and written back.</summary>
public abstract record LineObject
{
    /// <summary>Properties of the JSON object that this library does not know; <c>null</c> when there are none.</summary>
    [JsonExtensionData, JsonPropertyOrder(1000)]
    public AdditionalProperties? AdditionalProperties { get; set; }

    /// <summary>The name of the type and nothing else: these objects hold what people wrote and who they are, and
    /// anything that can be put into a log one day is.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>JSON properties by name, equal to another set when names and values are equal.</summary>
public sealed class AdditionalProperties : Dictionary<string, JsonElement>, IEquatable<AdditionalProperties>
{
    /// <summary>An empty set; names are compared ordinally.</summary>
    public AdditionalProperties() : base(StringComparer.Ordinal)
    {
    }

    /// <inheritdoc/>
    public bool Equals(AdditionalProperties? other)
    {
        if (other is null || other.Count != Count)
            return false;
        foreach (var (name, value) in this)
        {
            if (!other.TryGetValue(name, out var theirs) || !JsonText.Same(value, theirs))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AdditionalProperties);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var name in Keys)
            hash ^= name.GetHashCode(StringComparison.Ordinal);
        return hash;
    }
}
