using System.Globalization;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>The place question: district, tambon, village; by buttons, by typing, by a shared location.</content>
internal sealed partial class Conversation
{
    // No open list of villages exists; the largest tambons of the province stay below this.
    internal const int MostVillages = 20;

    private List<Option> PlaceOptions(Question question)
    {
        if (flows.Places is not { } places) return [];
        var stage = Top?.Node == question.Id ? Top.Place : null;
        if (stage?.Candidates is { Count: > 0 } candidates)
        {
            if (stage.Suggested) return [new Option(System.Label("yes"), "t" + candidates[0]), new Option(System.Label("no"), "n")];
            return [.. candidates.Select(places.Tambon).OfType<Tambon>().Select(t => new Option(FullName(t), "t" + t.Code))];
        }
        if (stage?.Tambon is not null)
            return [.. Enumerable.Range(1, MostVillages).Select(n => new Option(Village(n), "v" + n.ToString(CultureInfo.InvariantCulture)))];
        if (stage?.District is { } district)
            return [.. places.TambonsOf(district).Select(t => new Option(t.Name, "t" + t.Code))];
        return [.. places.Districts.Select(d => new Option(d.Name, "d" + d.Code))];
    }

    private string Village(int number) => System.Label("village").Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private string FullName(Tambon tambon) => $"{tambon.Name} {DistrictOf(tambon)?.Name}".Trim();

    private District? DistrictOf(Tambon? tambon) => flows.Places?.Districts.FirstOrDefault(d => d.Code == tambon?.DistrictCode);

    /// <summary>A button of the place question; false when it is none of those there are.</summary>
    private bool ChoosePlace(Question question, string value)
    {
        if (!PlaceOptions(question).Exists(o => o.Value == value)) return false;
        offered = false;
        switch (value[0])
        {
            case 'd':
                ToStage(new PlaceStage(District: value[1..]));
                break;
            case 't' when flows.Places?.Tambon(value[1..]) is { } tambon:
                TambonKnown(question, tambon, Top!.Place?.Village);
                break;
            case 'v' when int.TryParse(value.AsSpan(1), CultureInfo.InvariantCulture, out var number):
                VillageKnown(question, Top!.Place!.Tambon!, number);
                break;
            default:
                ToStage(null);
                break;
        }
        return true;
    }

    private void ToStage(PlaceStage? stage)
    {
        Change(f => f with { Place = stage, Page = 0, Misses = 0 });
        Again();
    }

    private void TambonKnown(Question question, Tambon tambon, int? village)
    {
        if (village is { } number and > 0)
        {
            VillageKnown(question, tambon.Code, number);
            return;
        }
        // The tambon is kept before the village is asked for: leaving now loses nothing.
        if (question.Keep is not null) Keep(question, tambon.Code, input);
        Change(f => f with { Answers = With(f.Answers, question.Id, tambon.Code) });
        ToStage(new PlaceStage(tambon.DistrictCode, tambon.Code));
    }

    private void VillageKnown(Question question, string tambon, int number) =>
        Complete(question, string.Create(CultureInfo.InvariantCulture, $"{tambon}/{number}"), input);

    private bool PlaceSaid(Question question, string text)
    {
        if (flows.Places is not { } places || text.Length > 200) return false;
        var stage = Top!.Place;
        if (stage is { Suggested: true, Candidates.Count: > 0 } && YesNoReader.Read(text) is { } yes)
        {
            return ChoosePlace(question, yes ? "t" + stage.Candidates[0] : "n");
        }
        if (stage is { Tambon: not null, Candidates: null } && NumberReader.Read(text) is { } number && !PlaceNamed(places, text, stage.Tambon))
            return VillageSaid(question, stage.Tambon, number);
        var options = PlaceOptions(question);
        switch (places.Read(text, stage?.Tambon ?? TambonHere))
        {
            case PlaceReading.Found found:
                // Only the person's own tambon read back from a text that names nothing is no answer.
                if (found.Village is null && stage?.Tambon == found.Tambon.Code) return false;
                if (found.Village is null && stage?.Tambon is null && places.Read(text) is not PlaceReading.Found) return false;
                offered = false;
                TambonKnown(question, found.Tambon, found.Village ?? stage?.Village);
                return true;
            case PlaceReading.Ambiguous many when many.Tambons.Count > 0:
                offered = false;
                ToStage(new PlaceStage(Village: stage?.Village, Candidates: [.. many.Tambons.Take(10).Select(t => t.Code)]));
                return true;
            case PlaceReading.Suggestion likely:
                offered = false;
                ToStage(new PlaceStage(Village: likely.Village ?? stage?.Village, Candidates: [likely.Tambon.Code], Suggested: true));
                return true;
            case PlaceReading.InDistrict within:
                offered = false;
                ToStage(new PlaceStage(District: within.District.Code, Village: stage?.Village));
                return true;
            case PlaceReading.VillageOnly only:
                offered = false;
                if (stage?.Tambon is { } tambon) return VillageSaid(question, tambon, only.Village);
                ToStage((stage ?? new PlaceStage()) with { Village = only.Village });
                return true;
        }
        if (text.Length > LongestNearMiss || ChoiceReader.Read(text, [.. options.Select(o => o.Label)]) is not { } index || index < 0 || index >= options.Count)
            return false;
        return ChoosePlace(question, options[index].Value);
    }

    private static bool PlaceNamed(Places places, string text, string tambon) =>
        places.Read(text) is PlaceReading.Found or PlaceReading.Suggestion or PlaceReading.Ambiguous or PlaceReading.InDistrict
        || (places.Read(text, tambon) is PlaceReading.Found found && found.Tambon.Code != tambon);

    private bool VillageSaid(Question question, string tambon, decimal number)
    {
        offered = false;
        if (number >= 1 && number <= MostVillages && number == decimal.Truncate(number)) VillageKnown(question, tambon, (int)number);
        else Missed(question, "place-no-village");
        return true;
    }

    /// <summary>No coordinates of tambons are known; the address that LINE sends with a location is read.</summary>
    private bool LocationShared(Question question, LocationInput location)
    {
        if (flows.Places is { } places && location.Address is { Length: > 0 and <= 500 } address)
        {
            switch (places.Read(address))
            {
                case PlaceReading.Found found:
                    TambonKnown(question, found.Tambon, found.Village);
                    return true;
                case PlaceReading.Suggestion likely:
                    ToStage(new PlaceStage(Village: likely.Village, Candidates: [likely.Tambon.Code], Suggested: true));
                    return true;
                case PlaceReading.Ambiguous many when many.Tambons.Count > 0:
                    ToStage(new PlaceStage(Candidates: [.. many.Tambons.Take(10).Select(t => t.Code)]));
                    return true;
                case PlaceReading.InDistrict within:
                    ToStage(new PlaceStage(District: within.District.Code));
                    return true;
            }
        }
        Missed(question, "place-no-address");
        return true;
    }
}
