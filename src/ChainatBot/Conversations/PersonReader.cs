using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Hosting;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Understanding;
using Microsoft.Extensions.Options;

namespace ChainatBot.Conversations;

/// <summary>What the engine may know about a person, and the values that texts may name.</summary>
public sealed class PersonReader(TeamMembers team, Places places, PublicAddress address, IOptions<PrivacyOptions> privacy)
{
    public FlowPerson Read(ParticipantId participant, Profile profile)
    {
        var variables = new Dictionary<string, string>
        {
            ["privacy_url"] = address.PrivacyPage,
            ["retention"] = Retained(privacy.Value.RetentionDays),
        };
        if (profile.TambonCode is { } code && places.Tambon(code) is { } tambon) variables["tambon"] = tambon.Name;
        if (profile.VillageNo is { } village) variables["village"] = village.ToString(CultureInfo.InvariantCulture);
        return new FlowPerson(profile.Consent, profile.TambonCode, profile.VillageNo, team.IsMember(participant), variables);
    }

    private static string Retained(int days) => days switch
    {
        >= 365 when days % 365 == 0 => string.Create(CultureInfo.InvariantCulture, $"{days / 365} ปี"),
        >= 60 when days % 30 == 0 => string.Create(CultureInfo.InvariantCulture, $"{days / 30} เดือน"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{days} วัน"),
    };
}
