using System.Text;

namespace ChainatBot.Understanding;

/// <summary>Finds “หมู่ 3”, “ม.๓”, “moo 3” and house numbers in a place as typed.</summary>
internal static class VillageNumbers
{
    private static readonly string[] VillageHeads = ["หมู่บ้านที่", "หมู่ที่", "หมุ่ที่", "หมูที่", "หมู่", "หมุ่", "หมู้", "หมู", "moo", "mu", "ม.", "ม", "m."];

    /// <summary>The text with every village and house number gone, so that what stands around them closes up.</summary>
    /// <param name="gap">What stands where one was.</param>
    /// <param name="villages">One for each that was said; null where it can be none, or was several.</param>
    public static string CutOut(string text, char gap, out List<int?> villages)
    {
        villages = [];
        var rest = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (VillageAt(text, at, out var end, out var village))
            {
                villages.Add(village);
                rest.Append(gap);
                at = end;
            }
            else if (HouseAt(text, at) is { } after)
            {
                rest.Append(gap);
                at = after;
            }
            else
            {
                rest.Append(text[at++]);
            }
        }
        return rest.ToString();
    }

    private static bool VillageAt(string text, int at, out int end, out int? village)
    {
        foreach (var head in VillageHeads)
        {
            if (!text.AsSpan(at).StartsWith(head, StringComparison.Ordinal) || head[0] is 'ม' && !LetterHead(text, at) || char.IsAsciiLetter(head[0]) && at > 0 && char.IsAsciiLetter(text[at - 1]))
                continue;
            var next = at + head.Length;
            while (next < text.Length && text[next] is ' ' or '.' or ':' or '#')
                next++;
            // “ม” needs digits after it: “มสอง” is a slip of something else.
            if (NumberScanner.At(text, next) is not { } number || head == "ม" && number.InWords)
                continue;
            end = number.End;
            village = number.Value is >= 1 and <= PlaceScanner.LastVillage && number.Value == decimal.Truncate(number.Value.Value) ? (int)number.Value : null;
            var after = end;
            while (after < text.Length && text[after] == ' ')
                after++;
            // “หมู่ 3-5” and “หมู่ 3 กับ 4” are several villages.
            foreach (var joint in (ReadOnlySpan<string>)["-", "ถึง", "กับ", "และ", ",", "หรือ"])
            {
                if (!text.AsSpan(after).StartsWith(joint, StringComparison.Ordinal))
                    continue;
                var other = after + joint.Length;
                while (other < text.Length && text[other] == ' ')
                    other++;
                if (NumberScanner.At(text, other) is { } second)
                    (village, end) = (null, second.End);
            }
            return true;
        }
        (end, village) = (at, null);
        return false;
    }

    // Not the ม of กม., ชม. or ตร.ม.
    private static bool LetterHead(string text, int at) => at == 0 || text[at - 1] is not ('ก' or 'ช' or 'ซ') && !(at > 1 && text[at - 1] == '.' && ThaiText.IsConsonant(text[at - 2]));

    private static int? HouseAt(string text, int at)
    {
        foreach (var head in (ReadOnlySpan<string>)["บ้านเลขที่", "เลขที่"])
            if (text.AsSpan(at).StartsWith(head, StringComparison.Ordinal) && NumberScanner.At(text, at + head.Length + (at + head.Length < text.Length && text[at + head.Length] == ' ' ? 1 : 0)) is { } house)
                return house.End;
        if (!char.IsAsciiDigit(text[at]) || at > 0 && char.IsAsciiDigit(text[at - 1]))
            return null;
        return NumberScanner.At(text, at) is { InWords: false } number && text.AsSpan(at, number.End - at).Contains('/') ? number.End : null;
    }
}
