using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>The stickers a bot may send: LINE's "List of available stickers".</summary>
internal static class Stickers
{
    private static readonly Dictionary<int, (int First, int Last)> Packages = new()
    {
        [446] = (1988, 2027), [789] = (10855, 10894), [1070] = (17839, 17878), [6136] = (10551376, 10551399), [6325] = (10979904, 10979927),
        [6359] = (11069848, 11069871), [6362] = (11087920, 11087943), [6370] = (11088016, 11088039), [6632] = (11825374, 11825397),
        [8515] = (16581242, 16581265), [8522] = (16581266, 16581289), [8525] = (16581290, 16581313), [11537] = (52002734, 52002773),
        [11538] = (51626494, 51626533), [11539] = (52114110, 52114149),
    };

    public static void Check(JsonObject message, Findings findings)
    {
        if (Number(message["packageId"]) is { } package && Packages.TryGetValue(package, out var range)
            && Number(message["stickerId"]) is { } sticker && sticker >= range.First && sticker <= range.Last) return;
        findings.Refuse(message, "packageId", "invalid sticker: not on the list of available stickers");
    }

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
