using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>What holds between the properties of a rich menu object.</summary>
internal static class RichMenuRules
{
    public const double MinRatio = 1.45;

    public static void Check(JsonObject menu, Findings findings)
    {
        if (Size(menu) is not var (width, height)) return;
        if ((double)width / height < MinRatio) findings.Refuse(menu, "size", "The image size is not allowed for richmenu");
        if (menu["areas"] is not JsonArray areas) return;
        foreach (var bounds in areas.Select(a => (a as JsonObject)?["bounds"]).OfType<JsonObject>())
            if (Number(bounds["x"]) + Number(bounds["width"]) > width || Number(bounds["y"]) + Number(bounds["height"]) > height)
                findings.Warn(bounds, "the area reaches beyond the menu");
    }

    public static (int Width, int Height)? Size(JsonObject menu) =>
        menu["size"] is JsonObject size && Number(size["width"]) is > 0 and var width && Number(size["height"]) is > 0 and var height ? (width, height) : null;

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
