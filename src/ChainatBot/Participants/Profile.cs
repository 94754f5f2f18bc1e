namespace ChainatBot.Participants;

/// <summary>What the bot remembers about a person. It is kept encrypted inside the conversation, never beside what was said.</summary>
/// <param name="Consent">null (not answered), <see cref="Given"/> or <see cref="Refused"/>, which withdrawn is as well.</param>
/// <param name="ConsentVersion">Which wording was agreed to.</param>
/// <param name="ConsentOn">yyyy-MM-dd in Bangkok.</param>
/// <param name="TambonCode">Six digits; null while the place is not told.</param>
/// <param name="Blocked">The person has blocked the account: nothing is sent.</param>
public sealed record Profile(
    string? Consent = null, int? ConsentVersion = null, string? ConsentOn = null, string? TambonCode = null, int? VillageNo = null, bool Blocked = false)
{
    public const string Given = "given";
    public const string Refused = "refused";

    public bool HasConsented => Consent == Given;
}
