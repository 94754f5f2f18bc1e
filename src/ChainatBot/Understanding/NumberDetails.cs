namespace ChainatBot.Understanding;

/// <summary>Finds phone numbers, citizen ids and account numbers: long digits, however they are grouped.</summary>
internal static class NumberDetails
{
    public const string Phone = "[เบอร์โทร]";
    public const string Citizen = "[เลขบัตรประชาชน]";
    public const string Account = "[เลขบัญชี]";

    private static readonly string[] PhoneWords = ["โทร", "เบอร์", "มือถือ", "tel", "phone", "ติดต่อ", "แฟกซ์"];
    private static readonly string[] CitizenWords = ["บัตรประชาชน", "เลขบัตร", "เลขประจำตัว", "ปชช"];
    private static readonly string[] AccountWords = ["บัญชี", "ธนาคาร", "เลขที่บ", "พร้อมเพย์", "กสิกร", "กรุงไทย", "ออมสิน", "ธกส", "ธ.ก.ส", "โอน"];
    private static readonly string[] Counted = ["บาท", "ล้าน", "ไร่", "คน", "ตัน", "กิโล", "ลิตร"];

    private readonly record struct Group(int Start, int End)
    {
        public int Length => End - Start;
    }

    public static void Find(TextView text)
    {
        var groups = new List<Group>();
        for (var at = 0; at < text.Length;)
        {
            if (!text.IsDigit(at))
            {
                if (SpokenPhone(text, at, out var spokenEnd))
                {
                    text.Take(at, spokenEnd, Phone);
                    at = spokenEnd;
                    continue;
                }
                at++;
                continue;
            }
            groups.Clear();
            at = Chain(text, at, groups);
            Read(text, groups);
        }
    }

    // Digits with at most a space, dash, dot or bracket between them.
    private static int Chain(TextView text, int at, List<Group> groups)
    {
        while (text.IsDigit(at))
        {
            var start = at;
            while (text.IsDigit(at))
                at++;
            groups.Add(new Group(start, at));
            var next = at;
            while (next - at < 3 && (text[next] is ' ' or '-' or '.' or '(' or ')' or '\u00A0' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' || ThaiText.IsInvisible(text[next])))
                next++;
            if (!text.IsDigit(next))
                return at;
            at = next;
        }
        return at;
    }

    // From one group on, the longest reading wins.
    private static void Read(TextView text, List<Group> groups)
    {
        for (var i = 0; i < groups.Count;)
        {
            var taken = 1;
            Detail? best = null;
            for (int j = i, digits = 0; j < groups.Count && digits <= 15; j++)
            {
                digits += groups[j].Length;
                if (digits < 8 || MaskOf(text, groups, i, j, digits) is not { } mask)
                    continue;
                var start = groups[i].Start;
                best = new Detail(mask == Phone && text[start - 1] is '+' or '(' ? start - 1 : start, groups[j].End, mask);
                taken = j - i + 1;
            }
            if (best is { } detail)
                text.Take(detail.Start, detail.End, detail.Mask);
            i += taken;
        }
    }

    private static string? MaskOf(TextView text, List<Group> groups, int first, int last, int digits)
    {
        Span<char> number = stackalloc char[32];
        var length = 0;
        for (var g = first; g <= last; g++)
            for (var at = groups[g].Start; at < groups[g].End && length < number.Length; at++)
                number[length++] = text[at];
        var value = number[..length];
        var start = groups[first].Start;
        var end = groups[last].End;
        var single = first == last;
        var singles = true;
        for (var g = first; g <= last; g++)
            singles &= groups[g].Length == 1;
        var grouped = single || singles || groups[last].Length >= 3;
        if (digits is 9 or 10 && value[0] == '0' && value[1] != '0' && grouped && !IsDate(groups, first))
            return Phone;
        if (value is ['6', '6', ..] && (digits is 10 or 11 || digits is 12 && value[2] == '0') && (text[start - 1] == '+' || grouped && digits == 11 && value[2] is '6' or '8' or '9'))
            return Phone;
        if (single && digits is 8 or 9 or 10 && value[0] != '0' && text.SaysBefore(start, 12, PhoneWords) && !IsCounted(text, end))
            return Phone;
        if (digits == 13 && (single || IsCitizenForm(groups, first, last) || HasCheckDigit(value) || text.SaysBefore(start, 24, CitizenWords)) && !IsCounted(text, end))
            return Citizen;
        if (digits is >= 10 and <= 15 && !IsCounted(text, end) && text[end] != ',' && text[start - 1] != ','
            && (single || IsAccountForm(groups, first, last) || grouped && text.SaysBefore(start, 24, AccountWords)))
            return Account;
        return null;
    }

    // “03-12-2569 0900” is a day and an hour.
    private static bool IsDate(List<Group> groups, int first) =>
        first + 2 < groups.Count && groups[first].Length <= 2 && groups[first + 1].Length <= 2 && groups[first + 2].Length is 2 or 4 && groups[first + 2].Length != groups[first + 1].Length;

    private static bool IsCounted(TextView text, int end) => text.SaysAny(text.SkipSpace(end), Counted);

    // 1-2345-67890-12-1
    private static bool IsCitizenForm(List<Group> groups, int first, int last) =>
        last - first == 4 && groups[first].Length == 1 && groups[first + 1].Length == 4 && groups[first + 2].Length == 5 && groups[first + 3].Length == 2 && groups[last].Length == 1;

    // 123-4-56789-0
    private static bool IsAccountForm(List<Group> groups, int first, int last) =>
        last - first == 3 && groups[first].Length == 3 && groups[first + 1].Length == 1 && groups[first + 2].Length is 5 or 6 && groups[last].Length == 1;

    private static bool HasCheckDigit(ReadOnlySpan<char> id)
    {
        var sum = 0;
        for (var i = 0; i < 12; i++)
            sum += (id[i] - '0') * (13 - i);
        return (11 - sum % 11) % 10 == id[12] - '0';
    }

    // “ศูนย์แปดหนึ่ง…”: nine or ten digits read out.
    private static bool SpokenPhone(TextView text, int at, out int end)
    {
        end = at;
        if (!text.Says(at, "ศูนย์"))
            return false;
        var digits = 0;
        for (var next = at; digits < 10; digits++)
        {
            var length = SpokenDigit(text, next);
            if (length == 0)
                break;
            end = next + length;
            next = text.SkipSpace(end);
        }
        return digits >= 9;
    }

    private static int SpokenDigit(TextView text, int at)
    {
        foreach (var word in (ReadOnlySpan<string>)["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"])
            if (text.Says(at, word))
                return word.Length;
        return 0;
    }
}
