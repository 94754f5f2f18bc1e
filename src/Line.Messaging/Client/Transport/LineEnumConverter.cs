using System.Text.Json;
using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>LINE's words (<c>out_of_service</c>, <c>succeeded</c>) as an enum; LINE may add words without notice, which read as the enum's 0.</summary>
internal sealed class LineEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }

        var word = reader.GetString()!.Replace("_", "", StringComparison.Ordinal);
        return word.Length > 0 && char.IsLetter(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : default;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
