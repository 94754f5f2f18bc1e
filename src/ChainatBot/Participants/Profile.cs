using System.Globalization;

namespace ChainatBot.Participants;

/// <summary>What the bot remembers about a person. It is kept encrypted inside the conversation, never beside what was said.</summary>
/// <param name="Consent">null (not answered), <see cref="Given"/> or <see cref="Refused"/>, which withdrawn is as well.</param>
/// <param name="ConsentVersion">Which wording was agreed to.</param>
/// <param name="ConsentOn">yyyy-MM-dd in Bangkok.</param>
/// <param name="TambonCode">Six digits; null while the place is not told.</param>
/// <param name="Blocked">The person has blocked the account: nothing is sent.</param>
/// <param name="WroteOn">yyyy-MM-dd in Bangkok: the last day on which the person said or tapped something.</param>
/// <param name="DaysWritten">On which of the days until then: bit n is n days before. For the forecast of what an announcement costs; no time of day is kept.</param>
public sealed record Profile(
    string? Consent = null, int? ConsentVersion = null, string? ConsentOn = null, string? TambonCode = null, int? VillageNo = null, bool Blocked = false,
    string? WroteOn = null, int DaysWritten = 0)
{
    /// <summary>How far back <see cref="DaysWritten"/> reaches.</summary>
    public const int DaysRemembered = 28;

    public const string Given = "given";
    public const string Refused = "refused";

    public bool HasConsented => Consent == Given;

    /// <summary>The profile after the person wrote on a day; of somebody who has not consented it is not kept.</summary>
    public Profile WithDay(DateOnly today)
    {
        if (!HasConsented) return this;
        var known = DateOnly.TryParseExact(WroteOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last);
        var days = known ? today.DayNumber - last.DayNumber : DaysRemembered;
        // A clock that was set back changes nothing.
        if (known && days <= 0) return this;
        var written = days >= DaysRemembered ? 1 : ((DaysWritten << days) | 1) & ((1 << DaysRemembered) - 1);
        return this with { WroteOn = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), DaysWritten = written };
    }
}
