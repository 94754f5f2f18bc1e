namespace ChainatBot.Understanding;

/// <summary>Reads yes and no in their many forms.</summary>
public static class YesNoReader
{
    /// <returns>Null when neither is meant for certain.</returns>
    public static bool? Read(string text) => ThaiText.Compact(ThaiText.Normalise(text)) switch
    {
        "ใช่" or "ค่ะ" or "ครับ" => true,
        "ไม่" or "ไม่ใช่" => false,
        _ => null,
    };
}
