using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>Reads and writes one family of LINE objects that are told apart by their <c>type</c>. Done here rather than by
/// System.Text.Json's own polymorphism, which forgets the name of a type it does not know. Public only because contexts
/// generated in other assemblies must see it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KindConverter<TBase> : JsonConverter<TBase> where TBase : LineObject
{
    private protected KindConverter()
    {
    }

    /// <summary>The metadata of the record for this kind, or <c>null</c> when the kind is unknown.</summary>
    private protected abstract JsonTypeInfo? ForKind(string kind);

    /// <summary>The metadata with which to write this value.</summary>
    private protected abstract JsonTypeInfo ForValue(TBase value);

    /// <summary>What to make of a kind that is not known; the default refuses it.</summary>
    private protected virtual TBase Unknown(string kind, JsonElement raw) =>
        throw new JsonException($"There is no {typeof(TBase).Name} of the type '{kind}'.");

    /// <inheritdoc/>
    public override TBase? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"A {typeof(TBase).Name} must be a JSON object.");
        var kind = PeekKind(reader) ?? throw new JsonException($"A {typeof(TBase).Name} must have a type.");
        return ForKind(kind) is { } info
            ? (TBase?)JsonSerializer.Deserialize(ref reader, info)
            : Unknown(kind, JsonElement.ParseValue(ref reader));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TBase value, JsonSerializerOptions options)
    {
        if (value is IRawJson unknown)
            WriteUnknown(writer, value, unknown.Raw);
        else
            JsonSerializer.Serialize(writer, value, ForValue(value));
    }

    private protected virtual void WriteUnknown(Utf8JsonWriter writer, TBase value, JsonElement raw) => raw.WriteTo(writer);

    // The reader is a copy, so the caller's stays at the start of the object; LINE usually puts the type first.
    private static string? PeekKind(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }
        return null;
    }

    [DoesNotReturn]
    private protected static JsonTypeInfo NotOfTheFamily(TBase value) =>
        throw new JsonException($"{value.GetType().Name} can't be written as a {typeof(TBase).Name}.");
}
