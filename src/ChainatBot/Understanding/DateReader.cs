namespace ChainatBot.Understanding;

/// <summary>
/// Reads one day, as said in Thai or written in digits. Day comes before month; years are พ.ศ. in two or four digits (“69”, “2569”) or Christian.
/// What is left open is the coming one, today included: “วันเสาร์”, “วันที่ 5”, “3 ธันวา”; “วันเสาร์หน้า” is in the next week (Monday to Sunday), “ที่แล้ว” the one before today.
/// “อาทิตย์หน้า” and “อาทิตย์นี้” without วัน mean a week and are no day; “วันอาทิตย์หน้า” is. “สิ้นเดือน” is its last day, “ต้นเดือน” none. A weekday that contradicts the date, a range or two days give nothing.
/// </summary>
public static class DateReader
{
    private static readonly string[] Denials = ["ไม่ใช่", "ไม่ว่าง", "ไม่ได้", "ไม่สะดวก", "ไม่เอา", "ยกเว้น", "ไม่ไป", "ไม่อยู่", "ติดธุระ", "ก่อนวัน", "ก่อนสิ้น", "ก่อนปี", "หลังวัน", "หลังสิ้น", "หลังปี", "สุดท้าย", "แรกของ", "ทุกวัน", "ทุกๆ", "ทุกเดือน", "ทุกปี", "ทุกอาทิตย์", "ทุกสัปดาห์", "ทุกเสาร์", "ทุกจันทร์", "ทุกศุกร์", "ช่วงวัน", "ช่วงปี", "ช่วงสงกรานต์", "ถึงวัน", "สวัสดี", "สุขสันต์"];

    /// <param name="today">The day in Bangkok.</param>
    /// <param name="past">What is left open is the last one instead, today included: “3 พ.ย.” is that of this year once it has been.</param>
    /// <returns>Null when no day, an impossible day or more than one day is said.</returns>
    public static DateOnly? Read(string text, DateOnly today, bool past = false)
    {
        var normalised = ThaiText.Normalise(text).Replace(" /", "/", StringComparison.Ordinal).Replace("/ ", "/", StringComparison.Ordinal);
        if (normalised.Length is 0 or > 300)
            return null;
        foreach (var denial in Denials)
            if (normalised.Contains(denial, StringComparison.Ordinal))
                return null;
        var scanner = new DateScanner(normalised, today, past);
        return scanner.Read();
    }
}
