using ChainatBot.Opinions;
using ChainatBot.Storage;
using ChainatBot.Understanding;
using ChainatBot.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Support;

/// <summary>What is in the store, read as the program reads it.</summary>
public static class StoredRows
{
    public static Task<IReadOnlyList<Opinion>> OpinionsAsync(BotHost bot) => OpinionsAsync(bot.App.Services);

    public static async Task<IReadOnlyList<Opinion>> OpinionsAsync(IServiceProvider services)
    {
        var all = new List<Opinion>();
        foreach (var tambon in services.GetRequiredService<Places>().TambonCodes.Append(Opinion.NoTambon))
            await foreach (var opinion in services.GetRequiredService<OpinionStore>().OfTambonAsync(tambon, default)) all.Add(opinion);
        return all;
    }

    /// <summary>Each line of text that anybody's opinion holds, as often as it is stored.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(IServiceProvider services) =>
        [.. (await OpinionsAsync(services)).Where(o => o.Text is not null).SelectMany(o => o.Text!.Split('\n'))];

    /// <summary>All messages that opinions are made of: kind and text.</summary>
    public static async Task<IReadOnlyList<(string Kind, string? Text)>> MessagesAsync(IServiceProvider services)
    {
        var all = new List<(string, string?)>();
        foreach (var tambon in services.GetRequiredService<Places>().TambonCodes.Append(Opinion.NoTambon))
        {
            foreach (var shard in "0123456789abcdef")
            {
                string? continuation = null;
                do
                {
                    var page = await services.GetRequiredService<ITableStore>().QueryAsync("OpinionMessages", $"{tambon}-{shard}", continuation: continuation);
                    all.AddRange(page.Rows.Select(row => (row.GetString("Kind")!, row.GetString("Text"))));
                    continuation = page.Continuation;
                }
                while (continuation is not null);
            }
        }

        return all;
    }

    /// <summary>Events that wait to be handled.</summary>
    public static async Task<IReadOnlyList<PendingEvent>> PendingAsync(IServiceProvider services)
    {
        var pending = new List<PendingEvent>();
        for (var lane = 0; lane < InboxKey.Lanes; lane++)
            await foreach (var waiting in services.GetRequiredService<Inbox>().PendingAsync(lane, default)) pending.Add(waiting);
        return pending;
    }

    /// <summary>Waits until nothing is on its way to the bot and the bot has handled all that it took.</summary>
    public static async Task SettledAsync(Line.Emulator.LineEmulator line, IServiceProvider services, TimeSpan? patience = null)
    {
        await line.WaitUntilIdleAsync(patience);
        await Eventually.TrueAsync(async () => (await PendingAsync(services)).Count == 0, patience);
    }

    public static async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(IServiceProvider services)
    {
        var letters = new List<DeadLetter>();
        await foreach (var letter in services.GetRequiredService<DeadLetters>().ListAsync(default)) letters.Add(letter);
        return letters;
    }
}
