namespace ChainatBot.Understanding;

/// <summary>Every name a place goes by, Thai and English, longest first.</summary>
internal sealed class PlaceNames
{
    /// <param name="Key">Compact and normalised.</param>
    /// <param name="Tambon">The tambon of that name, if there is one.</param>
    /// <param name="District">The district of that name; the provincial capital also goes by the province's name.</param>
    /// <param name="Province">The province's own name.</param>
    /// <param name="Phrase">Also a turn of speech.</param>
    /// <param name="Short">Counts only after อำเภอ or by itself (“เมือง”).</param>
    public sealed record Name(string Key, string Folded, Tambon? Tambon, District? District, bool Province, bool Phrase, bool Short, bool English);

    public PlaceNames(PlacesFile file, IReadOnlyList<District> districts, IReadOnlyDictionary<string, Tambon> tambons)
    {
        var names = new Dictionary<string, Name>(StringComparer.Ordinal);
        Add(names, file.Province.Name, districts.FirstOrDefault(d => d.Name.EndsWith(file.Province.Name, StringComparison.Ordinal)), null, province: true);
        Add(names, file.Province.English, districts.FirstOrDefault(d => d.English.EndsWith(file.Province.English, StringComparison.Ordinal)), null, province: true, english: true);
        foreach (var (entry, district) in file.Districts.Zip(districts))
        {
            Add(names, entry.Name, district, null);
            Add(names, entry.English, district, null, english: true);
            foreach (var also in entry.Also)
                Add(names, also, district, null, brief: also.Length <= 5);
            foreach (var t in entry.Tambons)
            {
                Add(names, t.Name, null, tambons[t.Code], phrase: t.Phrase);
                Add(names, t.English, null, tambons[t.Code], english: true);
                foreach (var also in t.Also)
                    Add(names, also, null, tambons[t.Code]);
            }
        }
        All = [.. names.Values.OrderByDescending(n => n.Key.Length)];
        Elsewhere = [.. file.Elsewhere.Select(e => ThaiText.Compact(ThaiText.Normalise(e)))];
        Postcodes = [.. tambons.Values.SelectMany(t => t.Postcodes)];
        ProvinceKeys = [.. names.Values.Where(n => n.Province).Select(n => n.Key)];
    }

    public IReadOnlyList<Name> All { get; }

    public IReadOnlyList<string> Elsewhere { get; }

    public HashSet<string> Postcodes { get; }

    public IReadOnlyList<string> ProvinceKeys { get; }

    // A tambon and a district of one name are one entry with both.
    private static void Add(Dictionary<string, Name> names, string name, District? district, Tambon? tambon, bool province = false, bool phrase = false, bool brief = false, bool english = false)
    {
        var normalised = ThaiText.Normalise(name);
        var key = ThaiText.Compact(normalised);
        if (key.Length == 0)
            return;
        names.TryGetValue(key, out var had);
        names[key] = new Name(
            key, ThaiText.Fold(normalised), had?.Tambon ?? tambon, had?.District ?? district, province || had is { Province: true }, phrase || had is { Phrase: true }, brief || had is { Short: true }, english);
    }
}
