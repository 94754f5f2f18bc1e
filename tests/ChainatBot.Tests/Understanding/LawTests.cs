using System.Diagnostics;
using System.Globalization;
using ChainatBot.Understanding;
using CsCheck;

namespace ChainatBot.Tests.Understanding;

/// <summary>What holds for every input, not only for those someone thought of.</summary>
public sealed class LawTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly string[] Units = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
    private static readonly string[] Months = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
    private static readonly string[] ShortMonths = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    // Any code unit at all, lone surrogates and controls included, with Thai weighted up.
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char.Array[0, 200].Select(c => new string(c)),
        Gen.Char['ก', '๛'].Array[0, 300].Select(c => new string(c)),
        Gen.OneOf(Gen.Char['ก', '๛'], Gen.OneOf(' ', '0', '1', '9', '.', '-', '/', '@', ',', '่', 'า', '\u200B', '\uD83D'), Gen.Char).Array[0, 5000].Select(c => new string(c)),
        Gen.OneOf("ไม่", "ใช่", "ข้อ", "2", "๓", " ", "ครับ", "หมู่", "หาดท่าเสา", "อำเภอ", "โหล", "ยี่", "ครึ่ง", "หา", "ปีใหม่", "เดือนหน้า", "วันที่", "กับ", "จัย", "พัน", "ห้า", "โมง", "บ่าย", "วันเสาร์", "หน้า", "081", "234", "5678", "กข", "1234", "ไลน์", "บ้านเลขที่", "12/3", "@a.b", "-", "ทะเบียน", "[เบอร์โทร]").Array[0, 40].Select(string.Concat));

    private static readonly IReadOnlyList<string> Labels = ["ถนน", "น้ำ", "ไม่แน่ใจ", "หมู่ 3"];

    [Fact]
    public void No_text_makes_a_reader_throw() => AnyText.Sample(ReadAll, iter: 400);

    [Fact]
    public void Normalising_twice_changes_nothing_more() =>
        AnyText.Sample(text => ThaiText.Normalise(text) is var once && ThaiText.Normalise(once) == once, iter: 1500);

    [Fact]
    public void Masking_twice_changes_nothing_more() =>
        AnyText.Sample(text =>
        {
            var once = PersonalDetails.Mask(text);
            Assert.Equal(once, PersonalDetails.Mask(once));
        }, iter: 2000);

    [Fact]
    public void A_number_in_formal_words_is_read_back() =>
        Gen.Int[0, 99_999_999].Where(n => !IsColloquial(n)).Sample(n => NumberReader.Read(InWords(n)) == n, iter: 2000);

    [Fact]
    public void A_number_in_digits_is_read_back_in_every_writing() =>
        Gen.Select(Gen.Int[0, 999_999_999], Gen.Int[0, 3]).Sample((n, style) =>
        {
            var text = n.ToString(style % 2 == 0 ? "0" : "#,##0", CultureInfo.InvariantCulture);
            return NumberReader.Read((style > 1 ? InThaiDigits(text) : text) + " บาทค่ะ") == n;
        });

    [Fact]
    public void A_day_is_read_back_in_every_writing() =>
        Gen.Select(Gen.Int[-3000, 7000], Gen.Int[0, 8], Gen.Bool).Sample((ahead, style, thai) =>
        {
            var day = Today.AddDays(ahead);
            var year = day.Year + 543;
            // Two digits mean the century of 2500, and near years only.
            var brief = year % 100;
            var text = style switch
            {
                0 => $"{day.Day}/{day.Month}/{year}",
                1 => $"{day.Day:00}-{day.Month:00}-{year}",
                2 => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                3 => $"{day.Day} {Months[day.Month - 1]} {year}",
                4 => $"วันที่ {day.Day} {Months[day.Month - 1]} พ.ศ. {year}",
                5 => $"{day.Day} {ShortMonths[day.Month - 1]} {brief:00}",
                6 => $"{day.Day}/{day.Month}/{day.Year}",
                7 => $"{InWords(day.Day)} {Months[day.Month - 1]} {year}",
                _ => $"{day.Day}{ShortMonths[day.Month - 1]}{year}",
            };
            return DateReader.Read(thai ? InThaiDigits(text) : text, Today) == day;
        }, iter: 1500);

    [Theory]
    [InlineData("3 พ.ย.", "2026-11-03")]
    [InlineData("3/11", "2026-11-03")]
    [InlineData("3 ธันวา", "2025-12-03")]
    [InlineData("วันที่ 25", "2026-10-25")]
    [InlineData("วันที่ 23", "2026-11-23")]
    [InlineData("วันเสาร์", "2026-11-21")]
    [InlineData("วันจันทร์", "2026-11-23")]
    [InlineData("สิ้นเดือน", "2026-10-31")]
    [InlineData("วันสงกรานต์", "2026-04-13")]
    [InlineData("29 ก.พ.", "2024-02-29")]
    [InlineData("สองปีแล้ว", "2024-11-23")]
    [InlineData("3 เดือนมาแล้วค่ะ", "2026-08-23")]
    [InlineData("เมื่อวาน", "2026-11-22")]
    [InlineData("1 ต.ค. 69", "2026-10-01")]
    [InlineData("3 ธ.ค. 2569", "2026-12-03")]
    public void What_is_left_open_of_a_day_that_has_been_is_the_last_one(string text, string day) =>
        Assert.Equal(day, DateReader.Read(text, Today, past: true)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public void A_time_is_read_back_in_every_writing() =>
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], Gen.Int[0, 3]).Sample((hour, minute, style) =>
        {
            var text = style switch
            {
                0 => $"{hour:00}.{minute:00} น.",
                1 => $"{hour}:{minute:00}",
                2 => InThaiDigits($"{hour:00}.{minute:00} น."),
                _ => $"{hour:00}{minute:00}",
            };
            return TimeReader.Read(text) == new TimeOnly(hour, minute);
        });

    [Fact]
    public void Every_hour_said_in_the_thai_clock_is_read_back()
    {
        string[] said =
        [
            "เที่ยงคืน", "ตีหนึ่ง", "ตีสอง", "ตีสาม", "ตีสี่", "ตีห้า", "หกโมงเช้า", "เจ็ดโมงเช้า", "แปดโมงเช้า", "เก้าโมงเช้า", "สิบโมง", "สิบเอ็ดโมง", "เที่ยง", "บ่ายโมง", "บ่ายสองโมง", "บ่ายสามโมง", "สี่โมงเย็น",
            "ห้าโมงเย็น", "หกโมงเย็น", "หนึ่งทุ่ม", "สองทุ่ม", "สามทุ่ม", "สี่ทุ่ม", "ห้าทุ่ม",
        ];
        for (var hour = 0; hour < 24; hour++)
        {
            Assert.Equal(new TimeOnly(hour, 0), TimeReader.Read(said[hour] + "ค่ะ"));
            Assert.Equal(new TimeOnly(hour, 30), TimeReader.Read(said[hour] + "ครึ่ง"));
        }
    }

    [Fact]
    public void Every_label_is_chosen_by_itself_by_its_number_and_by_its_letter()
    {
        Gen.Shuffle(new[] { "ถนน", "น้ำประปา", "ไฟฟ้า", "ขยะ", "หนี้สิน", "ยาเสพติด", "ผู้สูงอายุ", "การศึกษา" }, 2, 8).Sample(labels =>
        {
            for (var i = 0; i < labels.Length; i++)
            {
                Assert.Equal(i, ChoiceReader.Read(labels[i] + "ค่ะ", labels));
                Assert.Equal(i, ChoiceReader.Read($"ข้อ {i + 1}", labels));
                Assert.Equal(i, ChoiceReader.Read(Units[i + 1], labels));
                Assert.Equal(i, ChoiceReader.Read("กขคงจฉชซ"[i] + ".", labels));
                Assert.Null(ChoiceReader.Read($"ไม่เอาข้อ {i + 1}", labels));
            }
        }, iter: 200);
    }

    [Fact]
    public void Five_thousand_letters_are_read_in_the_time_of_a_blink()
    {
        string[] unkind =
        [
            new('ก', 5000), new('่', 5000), new('1', 5000), new('า', 5000), new('@', 5000), new(' ', 5000), Repeated("ไม่"), Repeated("ข้อ 2 "), Repeated("081-"), Repeated("0 "), Repeated("1.1"), Repeated("หมู่ 3 "),
            Repeated("หนอง"), Repeated("ห้าหก"), Repeated("พันล้าน"), Repeated("a@a."), Repeated("กข "), Repeated("ไลน์ "), Repeated("วันเสาร์"), Repeated("บ่ายสอง"), Repeated("น้ำท่วม"), Repeated("ศูนย์"), Repeated("(a"), Repeated("ใช่ครับ"), Repeated("โหล"), Repeated("หาพัน"), Repeated("ยี่ห้า"), Repeated("จัย"), Repeated("ประ"),
            Repeated("อ.ก "), Repeated("ไม่ใช่ท่าชัย"), Repeated("เดือนหน้าวันที่ "), Repeated("1 พฤจิกา "), Repeated("ถนนกับ"), Repeated("ไม่ค่อย"), Repeated("555"), Repeated("🙏"), Repeated("\u0E4D\u0301"),
        ];
        ReadAll(unkind[0]);
        foreach (var text in unkind)
        {
            var watch = Stopwatch.StartNew();
            ReadAll(text);
            // All readers together take some 10 ms here; a text that made one of them quadratic would take seconds.
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{text[..8]}: {watch.Elapsed}");
        }
    }

    private static void ReadAll(string text)
    {
        _ = ThaiText.Fold(ThaiText.Normalise(text));
        _ = ChoiceReader.Read(text, Labels);
        _ = YesNoReader.Read(text);
        _ = NumberReader.Read(text);
        _ = DateReader.Read(text, Today);
        _ = TimeReader.Read(text);
        _ = OpinionReader.Classify(text);
        _ = ShippedFiles.Places.Read(text);
        _ = ShippedFiles.Places.Read(text, "180106");
        _ = ShippedFiles.Topics.Guess(text);
        _ = ShippedFiles.Topics.Terms(text);
        _ = PersonalDetails.Mask(text);
        _ = PersonalDetails.MentionsAPerson(text);
        foreach (var kind in Understander.Kinds)
            _ = ShippedFiles.Understander.Understand(kind, text, Labels, new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    }

    private static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, 5000 / text.Length));

    private static string InThaiDigits(string text) => string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)('๐' + (c - '0')) : c));

    // “สองพันห้า” is 2500 in speech, so the formal reading of 2005 is given up.
    private static bool IsColloquial(int n)
    {
        var below = n % 1_000_000;
        return Lone(below) || n >= 1_000_000 && (below is > 0 and < 10 || Lone(n / 1_000_000));

        static bool Lone(int part) => part > 1000 && part % 10 > 1 && part % 1000 < 10;
    }

    private static string InWords(int n)
    {
        if (n == 0)
            return "ศูนย์";
        if (n >= 1_000_000)
            return InWords(n / 1_000_000) + "ล้าน" + (n % 1_000_000 == 0 ? "" : InWords(n % 1_000_000));
        var words = "";
        (int Size, string Name)[] places = [(100_000, "แสน"), (10_000, "หมื่น"), (1000, "พัน"), (100, "ร้อย")];
        var rest = n;
        foreach (var (size, name) in places)
        {
            if (rest / size > 0)
                words += Units[rest / size] + name;
            rest %= size;
        }
        if (rest >= 10)
            words += (rest / 10) switch { 1 => "สิบ", 2 => "ยี่สิบ", var tens => Units[tens] + "สิบ" };
        return words + (rest % 10 == 1 && n > 10 ? "เอ็ด" : Units[rest % 10]);
    }
}
