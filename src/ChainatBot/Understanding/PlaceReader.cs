namespace ChainatBot.Understanding;

/// <summary>Decides which place a text means. It prefers asking to guessing.</summary>
internal sealed class PlaceReader(PlaceNames names)
{
    /// <summary>An address fits; what follows in a longer text is a story.</summary>
    private const int LongestRead = 400;

    /// <summary>Misspelt names are looked for in short answers only.</summary>
    private const int LongestGuess = 60;

    /// <summary>“บ่อ” and “เขา” are any pond and any hill.</summary>
    private const int ShortestPart = 4;

    private static readonly string[] Before =
        ["ผมอยู่", "ฉันอยู่", "หนูอยู่", "บ้านอยู่", "อาศัยอยู่", "อยู่ที่", "อยู่", "บ้านผม", "บ้านฉัน", "เป็นคน", "คน", "ชาว", "แถว", "ที่", "ตำบล", "อบต", "อำเภอ", "หมู่บ้าน", "บ้าน", "ต"];

    public PlaceReading Read(string text, Tambon? known)
    {
        var normalised = ThaiText.Normalise(text);
        if (normalised.Length > LongestRead)
            normalised = normalised[..LongestRead];
        var scan = new PlaceScanner(names, normalised);
        if (scan.IsElsewhere())
            return new PlaceReading.Unknown();
        return RunningOn(scan) ?? Named(scan) ?? (normalised.Length <= LongestGuess ? Guessed(scan) : null) ?? VillageOf(scan, known, normalised);
    }

    // “ห้วยกรดพัดทะนา” begins with one name and is another, misspelt.
    private PlaceReading.Suggestion? RunningOn(PlaceScanner scan)
    {
        if (scan.Mentions.Where(m => m.Runs && m.Name.Tambon is not null).ToList() is not [var mention])
            return null;
        var whole = ThaiText.Fold(Politeness.Strip(scan.RunFrom(mention)));
        var near = Nearest(whole, [.. names.All.Where(n => n.Key.Length > mention.Name.Key.Length)]);
        return near is { Tambons: [var tambon] } ? new PlaceReading.Suggestion(tambon, scan.Village) : null;
    }

    private static PlaceReading? Named(PlaceScanner scan)
    {
        var said = scan.Mentions.Where(m => m.Lead != PlaceLead.Province).ToList();
        var districts = said.Where(m => m.Name.District is not null && m.Lead is PlaceLead.District or PlaceLead.None && m.Name.Tambon is null).Select(m => m.Name.District!)
            .Concat(said.Where(m => m.Lead == PlaceLead.District && m.Name.District is not null).Select(m => m.Name.District!)).Distinct().ToList();
        var led = said.Where(m => m.Lead == PlaceLead.Tambon && m.Name.Tambon is not null).ToList();
        if (led.Count > 0)
            return Chosen(scan, led, districts);

        var plain = said.Where(m => m.Lead == PlaceLead.None && m.Name is { Tambon: not null, District: null }).ToList();
        var both = said.Where(m => m.Lead == PlaceLead.None && m.Name is { Tambon: not null, District: not null }).ToList();
        var landmarks = said.Where(m => m.Lead == PlaceLead.Landmark && m.Name.Tambon is not null).ToList();
        if (plain.Count > 0)
            return Chosen(scan, plain, [.. districts, .. both.Where(m => !m.Name.Province).Select(m => m.Name.District!)]);

        // The province's name at the end of an address is no tambon, unless it stands there twice: “ชัยนาท เมืองชัยนาท ชัยนาท”.
        if (both.Find(m => m.Name.Province) is { Name.District: { } capital } inCapital && districts.Contains(capital) && scan.Mentions.Count(m => m.Name.Province) > 1)
            return Chosen(scan, [inCapital], districts);
        var withoutProvince = both.Where(m => !m.Name.Province).ToList();
        if (withoutProvince.Count > 0 || districts.Count > 0 || landmarks.Count > 0)
            both = withoutProvince;
        if (both.Count > 0)
        {
            var distinct = both.Select(m => m.Name).Distinct().ToList();
            var asTambon = distinct.Count > 1 || both.Count > 1 || districts.Contains(distinct[0].District!) || scan.Village is not null || scan.LooseNumber() is not null;
            return asTambon ? Chosen(scan, both, districts) : new PlaceReading.InDistrict(distinct[0].District!);
        }
        if (landmarks.Count > 0)
            return Chosen(scan, landmarks, districts);
        return districts.Count == 1 && !scan.Leftovers().Any(l => l.Length > 5) ? new PlaceReading.InDistrict(districts[0]) : null;
    }

    private static PlaceReading Chosen(PlaceScanner scan, List<PlaceMention> mentions, List<District> districts)
    {
        var tambons = mentions.Select(m => m.Name.Tambon!).Distinct().ToList();
        if (tambons.Count > 1 && districts.Count == 1 && tambons.Where(t => t.DistrictCode == districts[0].Code).ToList() is { Count: > 0 } inside)
            tambons = inside;
        if (tambons.Count > 1)
            return new PlaceReading.Ambiguous(tambons);
        var tambon = tambons[0];
        var village = scan.SaysVillage ? scan.Village : scan.LooseNumber();
        var mention = mentions.First(m => m.Name.Tambon == tambon);
        var elsewhere = districts.Count > 0 && districts.All(d => d.Code != tambon.DistrictCode);
        var certain = !mention.Runs && !elsewhere && mention.Lead != PlaceLead.Landmark
            && !(mention.Name.Phrase && mention.Lead == PlaceLead.None && mention.Start > 0)
            && !(mention.Name.English && scan.Mentions.All(m => !m.Name.Province));
        return certain ? new PlaceReading.Found(tambon, village) : new PlaceReading.Suggestion(tambon, village) { Contradicted = elsewhere };
    }

    private PlaceReading? Guessed(PlaceScanner scan)
    {
        var district = scan.Mentions.Where(m => m.Name.District is not null && m.Lead != PlaceLead.Province && !m.Name.Province).Select(m => m.Name.District).FirstOrDefault();
        var pieces = scan.Leftovers().ToList();
        if (pieces.Count > 1)
            pieces.Insert(0, string.Concat(pieces));
        // “บ้านเชียน” first as it stands: what looks like a lead may be a part of the name.
        foreach (var core in pieces.SelectMany(p => (IEnumerable<string>)[ThaiText.Compact(Politeness.Strip(p)), Core(p)]).Distinct())
        {
            if (core.Count(ThaiText.IsConsonant) < 2 || core.Length < 3)
                continue;
            var fits = names.All.Where(n => !n.English && (n.Tambon is null || district is null || n.Tambon.DistrictCode == district.Code)).ToList();
            var parts = core.Length < ShortestPart ? [] : fits.Where(n => n.Tambon is not null && n.District is null && (n.Key.StartsWith(core, StringComparison.Ordinal) || core.Length >= 5 && n.Key.Contains(core, StringComparison.Ordinal)))
                .Select(n => n.Tambon!).Distinct().OrderBy(t => t.Code, StringComparer.Ordinal).ToList();
            if (parts.Count > 0)
                return One(parts, scan);
            if (Nearest(ThaiText.Fold(core), fits, scan.SaysVillage || scan.LooseNumber() is not null) is { } near)
                return near.Tambons.Count > 0 ? One(near.Tambons, scan) : new PlaceReading.InDistrict(near.District!);
        }
        return district is null ? null : new PlaceReading.InDistrict(district);
    }

    private static PlaceReading One(IReadOnlyList<Tambon> tambons, PlaceScanner scan) =>
        tambons.Count == 1 ? new PlaceReading.Suggestion(tambons[0], scan.SaysVillage ? scan.Village : scan.LooseNumber()) : new PlaceReading.Ambiguous(tambons);

    private static (IReadOnlyList<Tambon> Tambons, District? District)? Nearest(string folded, List<PlaceNames.Name> fits, bool asTambon = true)
    {
        var least = int.MaxValue;
        var best = new List<PlaceNames.Name>();
        foreach (var name in fits)
        {
            if (name.Short)
                continue;
            var limit = Math.Min(EditDistance.Forgiven(name.Folded.Length), least);
            var distance = EditDistance.Slips(folded, name.Folded, limit);
            if (distance > limit)
                continue;
            if (distance < least)
                best.Clear();
            least = distance;
            best.Add(name);
        }
        if (best.Count == 0)
            return null;
        var tambons = best.Where(n => n.Tambon is not null && (asTambon || n.District is null || best.Count > 1)).Select(n => n.Tambon!).Distinct().OrderBy(t => t.Code, StringComparer.Ordinal).ToList();
        return (tambons, best[0].District);
    }

    private static string Core(string piece)
    {
        var core = ThaiText.Compact(Politeness.Strip(piece));
        for (var i = 0; i < Before.Length; i++)
        {
            if (core.Length <= Before[i].Length + 2 || !core.StartsWith(Before[i], StringComparison.Ordinal) || ThaiText.IsDependent(core[Before[i].Length]))
                continue;
            core = core[Before[i].Length..];
            i = -1;
        }
        return core;
    }

    private static PlaceReading VillageOf(PlaceScanner scan, Tambon? known, string normalised)
    {
        if (scan.Village is { } village)
            return known is null ? new PlaceReading.VillageOnly(village) : new PlaceReading.Found(known, village);
        // A bare number is a village only where the tambon is known and the village is what was asked.
        if (known is not null && !scan.SaysVillage && NumberScanner.Find(Politeness.Strip(normalised)) is [{ Value: >= 1 and <= PlaceScanner.LastVillage and var value } number]
            && value == decimal.Truncate(value) && number.End - number.Start == Politeness.Strip(normalised).Length)
            return new PlaceReading.Found(known, (int)value);
        return new PlaceReading.Unknown();
    }
}
