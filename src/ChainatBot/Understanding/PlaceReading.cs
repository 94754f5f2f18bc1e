namespace ChainatBot.Understanding;

/// <summary>A sub-district: the place a development plan is made for.</summary>
/// <param name="Code">Six digits, the official code.</param>
public sealed record Tambon(string Code, string Name, string English, string DistrictCode, IReadOnlyList<string> Postcodes);

/// <param name="Code">Four digits, the official code.</param>
public sealed record District(string Code, string Name, string English);

/// <summary>What a text says about where a person lives.</summary>
public abstract record PlaceReading
{
    private PlaceReading()
    {
    }

    /// <summary>One tambon beyond doubt, and the village number if one was said and can be one.</summary>
    public sealed record Found(Tambon Tambon, int? Village) : PlaceReading;

    /// <summary>Several tambons fit equally: ask which.</summary>
    public sealed record Ambiguous(IReadOnlyList<Tambon> Tambons) : PlaceReading;

    /// <summary>Only a village number was said, and no tambon is known yet.</summary>
    public sealed record VillageOnly(int Village) : PlaceReading;

    /// <summary>Likely, but misspelt or said by the way: confirm before it is kept.</summary>
    public sealed record Suggestion(Tambon Tambon, int? Village) : PlaceReading
    {
        /// <summary>The text names a district that the tambon is not in.</summary>
        public bool Contradicted { get; init; }
    }

    /// <summary>Only a district was named: offer its tambons. A name that is both a district and a tambon, said alone, reads as the district, which lists the tambon too.</summary>
    public sealed record InDistrict(District District) : PlaceReading;

    /// <summary>No place of the province was recognised.</summary>
    public sealed record Unknown : PlaceReading;
}
