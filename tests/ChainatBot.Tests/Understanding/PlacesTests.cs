using System.Text;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Understanding;

public sealed class PlacesTests
{
    private static readonly Places Places = ShippedFiles.Places;

    [Fact]
    public void The_province_has_eight_districts_and_fifty_three_tambons()
    {
        Assert.Equal(8, Places.Districts.Count);
        var tambons = Places.Districts.SelectMany(d => Places.TambonsOf(d.Code)).ToList();
        Assert.Equal(53, tambons.Count);
        Assert.Equal(53, tambons.Select(t => t.Code).Distinct().Count());
        Assert.Equal(53, tambons.Select(t => t.Name).Distinct().Count());
        Assert.Equal(53, tambons.Select(t => t.English).Distinct().Count());
        Assert.All(tambons, t => Assert.Equal(t, Places.Tambon(t.Code)));
        Assert.All(tambons, t => Assert.StartsWith(t.DistrictCode, t.Code, StringComparison.Ordinal));
        Assert.Null(Places.Tambon("999999"));
        Assert.Empty(Places.TambonsOf("9999"));
    }

    [Fact]
    public void No_two_tambons_fall_together_when_misspelt()
    {
        var folded = All().Select(t => ThaiText.Fold(t.Name)).ToList();
        Assert.Equal(folded.Count, folded.Distinct().Count());
    }

    [Fact]
    public void Every_tambon_is_found_in_every_usual_writing()
    {
        foreach (var tambon in All())
        {
            Assert.Equal(new PlaceReading.Found(tambon, 3), Places.Read($"{tambon.Name} ม.3"));
            Assert.Equal(new PlaceReading.Found(tambon, 3), Places.Read($"ต.{tambon.Name} หมู่ ๓ ค่ะ"));
            Assert.Equal(new PlaceReading.Found(tambon, 12), Places.Read($"ตำบล{tambon.Name}หมู่ที่สิบสอง"));
            Assert.Equal(new PlaceReading.Found(tambon, 1), Places.Read($"หมู่ 1 ต. {tambon.Name}"));
            Assert.Equal(new PlaceReading.Found(tambon, null), Places.Read($"ตำบล{tambon.Name}ครับ"));
            var district = Places.Districts.Single(d => d.Code == tambon.DistrictCode);
            Assert.Equal(new PlaceReading.Found(tambon, 4), Places.Read($"12/3 หมู่ 4 ต.{tambon.Name} อ.{district.Name} จ.ชัยนาท {tambon.Postcodes[0]}"));
            Assert.Equal(new PlaceReading.Found(tambon, null), Places.Read($"{tambon.English}, {district.English} District, Chai Nat {tambon.Postcodes[0]}, Thailand"));
        }
    }

    [Fact]
    public void A_letter_left_out_never_leads_to_another_tambon_for_certain()
    {
        foreach (var tambon in All())
        {
            for (var i = 0; i < tambon.Name.Length; i++)
            {
                var slip = tambon.Name.Remove(i, 1);
                if (Places.Read(slip) is PlaceReading.Found found)
                    Assert.True(found.Tambon == tambon || slip.Contains(found.Tambon.Name, StringComparison.Ordinal), $"{slip} → {found.Tambon.Name}");
            }
        }
    }

    [Theory]
    [InlineData("หาดท่าเสาร์", "180106")]
    [InlineData("หาดท่าสา", "180106")]
    [InlineData("ธรรมามูน", "180107")]
    [InlineData("ห้วยกรดพัดทะนา", "180508")]
    [InlineData("บ้านหนองบัว หมู่ 3", "180304")]
    [InlineData("อยู่ในเมือง", "180101")]
    [InlineData("ต.หนองแซง อ.สรรคบุรี", "180606")]
    public void What_is_likely_but_not_certain_is_confirmed(string text, string code) =>
        Assert.Equal(code, Assert.IsType<PlaceReading.Suggestion>(Places.Read(text)).Tambon.Code);

    [Theory]
    [InlineData("โพนางดำ", "180404 180405")]
    [InlineData("หาดท่าเสา กับ ท่าชัย", "180106 180103")]
    [InlineData("หนองมะโมง เนินขาม", "180701 180801")]
    public void Where_several_fit_they_are_offered(string text, string codes) =>
        Assert.Equal(codes, string.Join(' ', Assert.IsType<PlaceReading.Ambiguous>(Places.Read(text)).Tambons.Select(t => t.Code)));

    [Theory]
    [InlineData("วัดสิงห์", "1803")]
    [InlineData("อ.วัดสิงห์", "1803")]
    [InlineData("หันคา ชัยนาท", "1806")]
    [InlineData("เมืองชัยนาท", "1801")]
    [InlineData("อ.เมือง", "1801")]
    [InlineData("เมือง", "1801")]
    [InlineData("ชัยนาท", "1801")]
    [InlineData("สรรคบุรี", "1805")]
    [InlineData("สันคบุรี", "1805")]
    [InlineData("มโนรมย์ค่ะ", "1802")]
    public void A_district_alone_asks_for_its_tambon(string text, string code) =>
        Assert.Equal(code, Assert.IsType<PlaceReading.InDistrict>(Places.Read(text)).District.Code);

    [Fact]
    public void A_village_number_is_enough_where_the_tambon_is_known()
    {
        var tambon = Places.Tambon("180106")!;
        Assert.Equal(new PlaceReading.Found(tambon, 5), Places.Read("หมู่ 5", tambon.Code));
        Assert.Equal(new PlaceReading.Found(tambon, 5), Places.Read("5", tambon.Code));
        Assert.Equal(new PlaceReading.Found(tambon, 5), Places.Read("ห้าครับ", tambon.Code));
        Assert.IsType<PlaceReading.Unknown>(Places.Read("99", tambon.Code));
        Assert.IsType<PlaceReading.Unknown>(Places.Read("ไม่รู้ค่ะ", tambon.Code));
        Assert.Equal(new PlaceReading.Found(Places.Tambon("180103")!, 2), Places.Read("ท่าชัย ม.2", tambon.Code));
        Assert.Equal(new PlaceReading.VillageOnly(5), Places.Read("หมู่ 5"));
        Assert.IsType<PlaceReading.Unknown>(Places.Read("5"));
    }

    [Theory]
    [InlineData("districts: []", "districts")]
    [InlineData("districts: [{code: '1801', name: ก, tambons: [{code: '190101', name: ข}]}]\nprovince: {code: '18', name: ค}", "six digits")]
    [InlineData("districts: [{code: '1801', nam: ก}]", "nam")]
    public void A_faulty_file_is_refused_with_a_place_and_a_reason(string yaml, string says)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(yaml));
        var error = Assert.Throws<InvalidDataException>(() => Understanding_Load(stream));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"^\d+:\d+: ", error.Message);
    }

    private static Places Understanding_Load(Stream stream) => ChainatBot.Understanding.Places.Load(stream);

    private static IEnumerable<Tambon> All() => Places.Districts.SelectMany(d => Places.TambonsOf(d.Code));
}
