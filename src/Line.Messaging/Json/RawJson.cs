using System.Text.Json;

namespace Line.Messaging;

/// <summary>The bytes of one JSON value as they came, and their parsed form when somebody asks for it.</summary>
internal sealed class RawJson(byte[] bytes) : IEquatable<RawJson>
{
    private JsonElement? element;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public JsonElement Element => element ??= JsonElement.Parse(Bytes.Span);

    public bool Equals(RawJson? other) => other is not null && (Bytes.Span.SequenceEqual(other.Bytes.Span) || JsonText.Same(Element, other.Element));

    public override bool Equals(object? obj) => Equals(obj as RawJson);

    public override int GetHashCode() => (int)Element.ValueKind;
}

/// <summary>A JSON value of a kind that this library does not know: written back as it was read.</summary>
internal interface IRawJson
{
    JsonElement Raw { get; }
}
