namespace ChainatBot.Understanding;

/// <summary>Finds e-mails, LINE ids, house numbers and car plates.</summary>
internal static class DetailScanner
{
    public const string Mail = "[อีเมล]";
    public const string LineId = "[ไลน์ไอดี]";
    public const string House = "[บ้านเลขที่]";
    public const string Plate = "[ทะเบียนรถ]";

    private static readonly string[] LineWords =
        ["ไลน์ไอดี", "ไอดีไลน์", "ไลน์ id", "ไลน์id", "ไลน์", "ไลน", "line id", "lineid", "id line", "idline", "line", "แอดไลน์", "ไอดี"];

    private static readonly string[] PlateWords = ["ทะเบียน", "ป้าย", "เลขรถ", "รถ", "คันสี", "เก๋ง", "กระบะ"];

    // Two consonants that are a word or an abbreviation: a number after them is no plate.
    private static readonly HashSet<string> Words =
    [
        "คน", "รถ", "ฝน", "นม", "กก", "ผล", "ลง", "บน", "วน", "ชม", "กม", "ตน", "สส", "สว", "นร", "ตร", "พศ", "คศ", "มค", "กพ", "พค", "กค", "สค", "กย", "ตค", "พย", "ธค", "มย", "ลบ", "จบ", "พบ", "รบ", "ลด", "ปด", "สด", "หด",
        "ผม", "นก", "หก", "ตก", "อก", "ยก", "รก", "กบ", "ทศ", "อด", "มด", "กด", "จด", "งด", "ปม", "ลม", "ชน", "คง", "คบ", "ขน", "จน", "ทน", "บท", "สน", "หน", "ชก", "วด", "วก", "นส", "ศพ", "ซม", "มม", "ตม", "สจ", "รพ", "รร", "มท", "ปณ",
        "จก", "ดง", "ลข", "ทษ", "นท", "รส", "ยศ", "กล", "มล", "ลก", "อบ", "ปน", "ยน", "งบ", "ครบ", "ถก", "ผด", "สบ", "หม", "ฉก", "ธง", "นบ", "ธน", "ภพ", "วง", "ตบ", "กง", "ลน", "ปก", "นน", "ฝก", "ณท",
    ];

    private static readonly string[] Counted = ["บาท", "คน", "ไร่", "ตัว", "ครั้ง", "หลัง", "วัน", "ปี", "เดือน", "เมตร", "กิโล", "กม", "ลิตร", "ครัว", "ชั่วโมง", "นาที", "ล้าน", "พัน", "หมื่น", "แสน", "ร้อย", "%", "น.", ",", "/"];

    private static readonly string[] Provinces =
        ["ชัยนาท", "กรุงเทพมหานคร", "กรุงเทพ", "กทม.", "กทม", "นครสวรรค์", "สิงห์บุรี", "อุทัยธานี", "สุพรรณบุรี", "ลพบุรี", "อ่างทอง", "พระนครศรีอยุธยา", "อยุธยา", "นนทบุรี", "ปทุมธานี", "กาญจนบุรี", "นครปฐม", "สระบุรี", "เบตง"];

    /// <summary>E-mails and LINE ids.</summary>
    public static void Addresses(TextView text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '@')
            {
                var start = at;
                while (IsAddress(text[start - 1]) && at - start < 64)
                    start--;
                var end = at + 1;
                while (IsAddress(text[end]) && end - at < 128)
                    end++;
                while (end > at + 1 && text[end - 1] is '.' or '-')
                    end--;
                if (end - at < 4)
                    continue;
                var mail = start < at && text.Slice(at, end).Contains('.');
                if (start == at || mail)
                    text.Take(start, end, mail ? Mail : LineId);
                at = end - 1;
            }
            else if (LineWordAt(text, at) is { } length)
            {
                var id = at + length;
                while (text[id] is ' ' or ':' or '=' or '.' or '-' or 'ๆ' || ThaiText.IsInvisible(text[id]) || text.Says(id, "คือ"))
                    id += text.Says(id, "คือ") ? 3 : 1;
                var end = id;
                while (IsAddress(text[end]) && end - id < 40)
                    end++;
                while (end > id && text[end - 1] == '.')
                    end--;
                // An id is Latin or digits; “ไลน์กลุ่ม” and “line 3 เส้น” are not.
                if (end - id >= 4 && !text.Says(id, "http") && !text.Says(id, "line.me"))
                {
                    text.Take(id, end, LineId);
                    at = end - 1;
                }
                else
                {
                    at += length - 1;
                }
            }
        }
    }

    /// <summary>“บ้านเลขที่ 12/3”, “เลขที่ 12/3”, “12/3 หมู่ 4” after a word of dwelling.</summary>
    public static void HouseNumbers(TextView text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text.Says(at, "บ้านเลขที่") || text.Says(at, "เลขที่บ้าน") || text.Says(at, "เลขที่"))
            {
                var plain = text.Says(at, "เลขที่") && !text.Says(at, "เลขที่บ้าน");
                var number = text.SkipSpace(at + (plain ? 6 : 10));
                var end = HouseNumber(text, number, out var slashed);
                if (end > number && (!plain || slashed))
                {
                    text.Take(at, end, House);
                    at = end - 1;
                }
            }
            else if (text.IsDigit(at) && !text.IsDigit(at - 1) && text[at - 1] is not ('/' or '-' or '.'))
            {
                var end = HouseNumber(text, at, out var slashed);
                if (slashed && text.SaysAny(text.SkipSpace(end), ["หมู่", "ม.", "ม "]) && text.SaysBefore(at, 14, ["บ้าน", "อยู่", "เลขที่"]))
                    text.Take(at, end, House);
            }
        }
    }

    /// <summary>“กข 1234”, “1กข 1234 ชัยนาท”.</summary>
    public static void Plates(TextView text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!ThaiText.IsConsonant(text[at]) || ThaiText.IsConsonant(text[at - 1]) && !text.SaysBefore(at, 7, ["ทะเบียน"]))
                continue;
            var letters = at;
            while (ThaiText.IsConsonant(text[letters]) && letters - at < 4)
                letters++;
            var numbers = letters;
            while (text[numbers] is ' ' or '-' or '\u00A0' && numbers - letters < 3)
                numbers++;
            var end = numbers;
            while (text.IsDigit(end) && end - numbers < 5)
                end++;
            var digits = end - numbers;
            var count = letters - at;
            if (count is < 1 or > 3 || digits is 0 or > 4 || text[end] is '/' or ',' || text.IsDigit(end))
                continue;
            var start = at;
            var classed = text.IsDigit(at - 1) && !text.IsDigit(at - 2) && text[at - 2] is not ('/' or '.' or ',' or '-');
            if (classed)
                start--;
            else if (ThaiText.IsWordCharacter(text[at - 1]) && !text.SaysBefore(at, 7, ["ทะเบียน"]))
                continue;
            var word = text.Slice(at, letters).ToString();
            // Beside the word ทะเบียน even กอ 12 is one; otherwise two letters and three digits that count nothing.
            var told = text.SaysBefore(start, 30, PlateWords);
            var counted = Words.Contains(word) || word[^1] == 'อ' || text.SaysAny(text.SkipSpace(end), Counted);
            if (counted && !text.SaysBefore(start, 16, ["ทะเบียน"]) || count != 2 && !told || !told && !classed && digits < 3)
                continue;
            end = WithProvince(text, end);
            text.Take(start, end, Plate);
            at = end - 1;
        }
    }

    private static int WithProvince(TextView text, int end)
    {
        var next = text.SkipSpace(end);
        foreach (var province in Provinces)
            if (text.Says(next, province))
                return next + province.Length;
        return end;
    }

    private static int HouseNumber(TextView text, int at, out bool slashed)
    {
        var end = at;
        slashed = false;
        while (text.IsDigit(end) && end - at < 6)
            end++;
        if (end == at || text[end] != '/' || !text.IsDigit(end + 1))
            return end;
        slashed = true;
        end++;
        var second = end;
        while (text.IsDigit(end) && end - second < 6)
            end++;
        return end;
    }

    private static int? LineWordAt(TextView text, int at)
    {
        foreach (var word in LineWords)
            if (text.Says(at, word) && !(char.IsAsciiLetter(word[0]) && (char.IsAsciiLetterOrDigit(text[at - 1]) || char.IsAsciiLetter(text[at + word.Length]))))
                return word.Length;
        return null;
    }

    private static bool IsAddress(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+';
}
