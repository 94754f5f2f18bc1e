using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChainatBot.Storage;

namespace ChainatBot.Tests.Summaries;

/// <summary>One opinion of a made-up village; the number of the person stands for a pseudonym.</summary>
public sealed record Spoken(int Person, int Number, DateOnly Day, int? Village = null, string? Topic = null, string? Reach = null, string? Text = null, bool Hidden = false);

/// <summary>Writes and deletes opinions the way the opinion store does: the row first, then the mark.</summary>
public static class StoredOpinions
{
    public static string Pseudonym(int person) => Hash($"person {person}")[..32];

    public static string IdOf(Spoken spoken) => Hash($"opinion {spoken.Person}/{spoken.Number}")[..16];

    public static string RowKey(Spoken spoken) => $"{Pseudonym(spoken.Person)}-{IdOf(spoken)}";

    public static async Task KeepAsync(this ITableStore store, string tambon, Spoken spoken)
    {
        var person = Pseudonym(spoken.Person);
        await store.UpsertAsync("Opinions", new TableRow($"{tambon}-{person[0]}", RowKey(spoken))
        {
            { "Reference", IdOf(spoken)[..4].ToUpperInvariant() },
            { "Tambon", tambon },
            { "Village", spoken.Village },
            { "Topic", spoken.Topic },
            { "Reach", spoken.Reach },
            { "Kind", "text" },
            { "Text", spoken.Text },
            { "ReceivedOn", spoken.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
            { "Status", "new" },
            { "Person", person },
            { "OpinionId", IdOf(spoken) },
            { "Hidden", spoken.Hidden ? true : null },
        });
        await store.MarkAsync(tambon, spoken);
    }

    public static async Task ForgetAsync(this ITableStore store, string tambon, Spoken spoken)
    {
        await store.DeleteAsync("Opinions", $"{tambon}-{Pseudonym(spoken.Person)[0]}", RowKey(spoken));
        await store.MarkAsync(tambon, spoken);
    }

    private static Task<string> MarkAsync(this ITableStore store, string tambon, Spoken spoken) =>
        store.UpsertAsync("OpinionChanges", new TableRow($"{tambon}-{Pseudonym(spoken.Person)[0]}", RowKey(spoken)));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
