namespace ChainatBot.Understanding;

/// <summary>
/// The districts and tambons of the province, and the reading of a place as typed or as a shared location's address.
/// No coordinates are kept: a location is read by its address text. Immutable, thread-safe.
/// </summary>
public sealed class Places
{
    private readonly Dictionary<string, Tambon> _tambons;
    private readonly Dictionary<string, List<Tambon>> _byDistrict;

    private readonly PlaceReader _reader;

    private Places(PlacesFile file)
    {
        Districts = [.. file.Districts.Select(d => new District(d.Code, d.Name, d.English))];
        _byDistrict = file.Districts.ToDictionary(
            d => d.Code,
            d => d.Tambons.Select(t => new Tambon(t.Code, t.Name, t.English, d.Code, t.Postcodes)).ToList());
        _tambons = _byDistrict.Values.SelectMany(t => t).ToDictionary(t => t.Code);
        _reader = new PlaceReader(new PlaceNames(file, Districts, _tambons));
    }

    /// <summary>In official order.</summary>
    public IReadOnlyList<District> Districts { get; }

    /// <exception cref="InvalidDataException">The file is not valid; the message begins with <c>line:column:</c>.</exception>
    public static Places Load(string path)
    {
        using var reader = new StreamReader(path);
        return new Places(PlacesFile.Read(reader));
    }

    /// <inheritdoc cref="Load(string)"/>
    public static Places Load(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return new Places(PlacesFile.Read(reader));
    }

    /// <summary>In official order; empty for a code that is not a district.</summary>
    public IReadOnlyList<Tambon> TambonsOf(string districtCode) => _byDistrict.GetValueOrDefault(districtCode) ?? [];

    /// <summary>The codes of all tambons, in official order.</summary>
    public IReadOnlyList<string> TambonCodes => [.. Districts.SelectMany(d => TambonsOf(d.Code)).Select(t => t.Code)];

    /// <summary>Null for a code that is not one of the province's.</summary>
    public Tambon? Tambon(string code) => _tambons.GetValueOrDefault(code);

    /// <summary>Reads a place.</summary>
    /// <param name="tambonCode">The tambon already known of this person: then a village number alone is enough.</param>
    public PlaceReading Read(string text, string? tambonCode = null) => _reader.Read(text, tambonCode is null ? null : Tambon(tambonCode));
}
