using ChainatBot.Opinions;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Support;

/// <summary>What is in the store, read as the program reads it.</summary>
public static class StoredRows
{
    public static async Task<IReadOnlyList<Opinion>> OpinionsAsync(BotHost bot)
    {
        var all = new List<Opinion>();
        foreach (var tambon in bot.Get<Places>().TambonCodes.Append(Opinion.NoTambon))
            await foreach (var opinion in bot.Get<OpinionStore>().OfTambonAsync(tambon, default)) all.Add(opinion);
        return all;
    }
}
