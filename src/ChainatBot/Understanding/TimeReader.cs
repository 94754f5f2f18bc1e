namespace ChainatBot.Understanding;

/// <summary>
/// Reads one time of day, in the Thai six-hour clock or in digits: “เก้าโมงเช้า”, “บ่ายสองครึ่ง”, “ห้าทุ่ม”, “ตีสาม”, “09.00 น.”, “1330”.
/// Without a part of the day one to five โมง are the afternoon and seven to eleven the morning; หกโมง could be either and is not guessed, nor is a bare hour (“9”).
/// One to five โมงเช้า count from six in the old way (“สามโมงเช้า” 09.00). About (“ประมาณ”, “กว่า”) is taken at the hour named; before, after and between are no time.
/// </summary>
public static class TimeReader
{
    private static readonly string[] Bounds = ["ก่อน", "หลัง", "ถึง", "หรือ", "ไม่ก็", "ไม่เกิน", "อีก", "ไม่ใช่", "ไม่ว่าง", "ระหว่าง", "ตั้งแต่"];

    // They begin with a time and say none.
    private static readonly string[] OtherWords = ["ทุ่มเท", "เที่ยงธรรม", "เที่ยงแท้", "เทียงแท้", "ตีสองหน้า"];

    /// <returns>Null when no time, an impossible time or more than one is said.</returns>
    public static TimeOnly? Read(string text)
    {
        var normalised = ThaiText.Normalise(text);
        if (normalised.Length is 0 or > 300)
            return null;
        foreach (var bound in Bounds)
            if (normalised.Contains(bound, StringComparison.Ordinal))
                return null;
        foreach (var word in OtherWords)
            normalised = normalised.Replace(word, "", StringComparison.Ordinal);
        return new TimeScanner(normalised).Read();
    }
}
