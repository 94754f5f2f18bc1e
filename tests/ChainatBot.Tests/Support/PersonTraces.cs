using System.Text;
using Azure.Data.Tables;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Support;

/// <summary>
/// Everything by which a person could be found in storage: what she said, the pseudonyms in every tambon, the ids of her opinions and
/// their messages, LINE's ids. Taken before an erasure and looked for after it.
/// </summary>
public sealed class PersonTraces
{
    /// <summary>A round of priorities that people in tests choose in.</summary>
    public const string Round = "what-first";

    /// <summary>A survey that people in tests answer.</summary>
    public const string Survey = "swot";

    /// <summary>A forum that people in tests answer to.</summary>
    public const string Forum = "hearing";

    private readonly List<string> texts;

    private PersonTraces(List<string> texts) => this.texts = texts;

    public static async Task<PersonTraces> OfAsync(BotHost bot, Villager villager, params string[] words)
    {
        var pseudonyms = bot.Get<Pseudonyms>();
        var participant = pseudonyms.ParticipantOf(villager.UserId);
        var tambons = bot.Get<Places>().TambonCodes.Append(Opinion.NoTambon);
        var persons = tambons.Select(tambon => pseudonyms.PersonIn("tambon:" + tambon, participant)).ToList();
        List<string> texts = [.. words, villager.UserId, participant.Value, pseudonyms.PersonIn("round:" + Round, participant), pseudonyms.PersonIn("survey:" + Survey, participant), pseudonyms.PersonIn("forum:" + Forum, participant), .. persons];
        foreach (var opinion in (await StoredRows.OpinionsAsync(bot)).Where(o => persons.Contains(o.Person))) texts.Add(opinion.Id);
        foreach (var item in bot.Line.Timeline(villager.UserId).Where(i => i.From == "user"))
        {
            texts.Add(item.Id);
            texts.Add(pseudonyms.KeyOf("message", item.Id));
        }

        return new PersonTraces([.. texts.Distinct()]);
    }

    /// <summary>What of it is in the files, byte by byte.</summary>
    public IReadOnlyList<string> In(BotHost bot)
    {
        var files = bot.RawFiles().ToList();
        return [.. texts.Where(text => files.Any(f => Path.GetFileName(f.File).Contains(text, StringComparison.Ordinal) || f.File.Contains(text, StringComparison.Ordinal) || f.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0))];
    }

    /// <summary>What of it is in an Azure account: every key, property and blob.</summary>
    public async Task<IReadOnlyList<string>> InAsync(AzuriteFixture azurite)
    {
        var found = new HashSet<string>();
        void Look(byte[] bytes) => found.UnionWith(texts.Where(text => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0));
        await foreach (var table in azurite.Tables.QueryAsync())
            await foreach (var entity in azurite.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
                foreach (var (name, value) in entity)
                {
                    Look(Encoding.UTF8.GetBytes(name));
                    Look(value as byte[] ?? Encoding.UTF8.GetBytes(value?.ToString() ?? ""));
                }

        await foreach (var container in azurite.Blobs.GetBlobContainersAsync())
            await foreach (var blob in azurite.Blobs.GetBlobContainerClient(container.Name).GetBlobsAsync())
            {
                Look(Encoding.UTF8.GetBytes(blob.Name));
                Look((await azurite.Blobs.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray());
            }

        return [.. found];
    }

    /// <summary>Whether a summary, whose pieces are compressed, still counts something of it.</summary>
    public async Task<bool> InSummariesAsync(BotHost bot)
    {
        foreach (var tambon in bot.Get<Places>().TambonCodes.Append(Opinion.NoTambon))
        {
            var page = await bot.Get<ITableStore>().QueryAsync(SummaryBucket.Table, tambon, to: SummaryBucket.AfterLast);
            if (page.Rows.SelectMany(SummaryBucket.Unpack).Any(c => texts.Exists(t => c.Key.Contains(t, StringComparison.Ordinal)))) return true;
        }

        return false;
    }
}
