using System.Diagnostics;
using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Hosting;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using Line.Emulator;
using Line.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Load;

/// <summary>
/// How fast an announcement is handed to LINE, and whether memory grows with the number of people. The program is a process of its own on SQLite; the emulator, in this
/// process, keeps LINE's limits (200 multicasts a second).
/// </summary>
internal static class AnnounceBench
{
    private const string Tambon = "180106";
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(120);

    public static async Task<int> RunAsync(string[] args)
    {
        var most = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        foreach (var people in new[] { most / 10, most }) await MeasureAsync(people);
        return 0;
    }

    private static async Task MeasureAsync(int count)
    {
        using var limit = new CancellationTokenSource(AtMost);
        var directory = Directory.CreateTempSubdirectory("chainatbot-bench-");
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { MonthlyQuota = 10_000_000, TimelineCapacity = 2, CallLogCapacity = 10 });
        var emulator = line.Emulator;
        await SeedAsync(line, directory.FullName, emulator.AddUsers(count), limit.Token);

        var started = Stopwatch.GetTimestamp();
        using var bot = await WebhookBench.StartBotAsync(line, directory.FullName);
        try
        {
            var (before, peak) = (0L, 0L);
            using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            TimeSpan? first = null;
            while (emulator.QuotaUsed < count)
            {
                await look.WaitForNextTickAsync(limit.Token);
                bot.Refresh();
                if (emulator.QuotaUsed == 0) before = bot.WorkingSet64;
                else first ??= Stopwatch.GetElapsedTime(started);
                peak = Math.Max(peak, bot.WorkingSet64);
            }

            var deliveries = emulator.Deliveries;
            var sending = deliveries.Max(d => d.At) - deliveries.Min(d => d.At);
            bot.Refresh();
            var twice = emulator.CountRecipients(_ => true).Count(r => r.Value != 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{count,9:N0} people: {(count - deliveries[0].Recipients.Count) / sending.TotalSeconds,9:N0} recipients/s handed to LINE in {sending.TotalSeconds:N2} s; {bot.TotalProcessorTime.TotalSeconds:N1} s CPU with the start; memory {before >> 20} MB before, {peak >> 20} MB at most; told other than once: {twice}"));
        }
        finally
        {
            bot.Kill();
            await bot.WaitForExitAsync(CancellationToken.None);
            directory.Delete(recursive: true);
        }
    }

    private static async Task SeedAsync(LineEmulatorServer line, string dataDirectory, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        await using var app = Server.Build(
        [
            "--environment=Testing", $"--Storage:DataDirectory={dataDirectory}", $"--Line:ChannelSecret={line.Emulator.Options.ChannelSecret}",
            $"--Line:ChannelAccessToken={line.Emulator.Options.ChannelAccessToken}",
        ]);
        var (subscribers, pseudonyms) = (app.Services.GetRequiredService<Subscribers>(), app.Services.GetRequiredService<Pseudonyms>());
        var profile = new Profile(Profile.Given, 1, "2026-01-01", Tambon, 3);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = cancellationToken }, async (person, cancel) =>
            await subscribers.ProjectAsync(pseudonyms.ParticipantOf(person), person, profile, profile, cancel));
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await app.Services.GetRequiredService<NoticeStore>().AddAsync(
            new Notice("bench", NoticeKind.Announcement, "งดจ่ายน้ำ", new Audience([Tambon], []), [LineJson.Format(Message.Text("งดจ่ายน้ำวันเสาร์นี้ค่ะ"))], now.AddMinutes(-1), now, now.AddDays(1)), cancellationToken);
    }
}
