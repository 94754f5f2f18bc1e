using System.Text.Json.Serialization;

namespace ChainatBot.RichMenus;

[JsonSerializable(typeof(string[]))]
internal sealed partial class RichMenuJson : JsonSerializerContext;
