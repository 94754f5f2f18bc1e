using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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
/// process, keeps LINE's limits (200 multicasts a second). Beside each measurement stands what the emulator takes from somebody who does nothing but post
/// ready-made multicasts, as machines drift. A second run weighs: the garbage collector is made to collect all the time, and what is alive after it counts.
/// </summary>
internal static class AnnounceBench
{
    private const string Tambon = "180106";
    private const int Most = LineMessagingClient.MaxMulticastRecipients;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(120);

    public static async Task<int> RunAsync(string[] args)
    {
        var most = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        var rounds = args is [_, var times] ? int.Parse(times, CultureInfo.InvariantCulture) : 1;
        for (var round = 0; round < rounds; round++)
            foreach (var people in new[] { most / 10, most / 2, most }) await MeasureAsync(people);
        return 0;
    }

    /// <summary>Serves as the program does, and keeps writing into a file how much memory was alive at most.</summary>
    public static async Task<int> WeighAsync(string file, string[] args)
    {
        await using var app = Server.Build(args);
        await app.StartAsync();
        Console.WriteLine("weighing");
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var (next, most) = (file + ".next", 0L);
        while (await look.WaitForNextTickAsync())
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            await File.WriteAllTextAsync(next, most.ToString(CultureInfo.InvariantCulture));
            File.Move(next, file, overwrite: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(int count)
    {
        using var limit = new CancellationTokenSource(AtMost);
        var bare = await BareAsync(Math.Min(count, 100_000), limit.Token);
        var (sent, before, peak) = await SendAsync(count, weighed: null, limit.Token);
        var weights = Directory.CreateTempSubdirectory("chainatbot-weights-");
        var weight = Path.Combine(weights.FullName, "alive");
        await SendAsync(count, weight, limit.Token);
        var alive = long.Parse(await File.ReadAllTextAsync(weight, limit.Token), CultureInfo.InvariantCulture);
        weights.Delete(recursive: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count,9:N0} people: {sent} | bare multicasts {bare:N0}/s | memory {before >> 20} MB before, {peak >> 20} MB at most, alive at most {alive / 1048576.0:N1} MB"));
    }

    private static async Task<(string Sent, long Before, long Peak)> SendAsync(int count, string? weighed, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("chainatbot-bench-");
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { MonthlyQuota = 10_000_000, TimelineCapacity = 2, CallLogCapacity = 10 }, cancellationToken);
        var emulator = line.Emulator;
        await SeedAsync(line, directory.FullName, emulator.AddUsers(count), cancellationToken);

        using var bot = await WebhookBench.StartBotAsync(line, directory.FullName, weighed: weighed);
        try
        {
            var (before, peak, cpu) = (0L, 0L, TimeSpan.Zero);
            using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (emulator.QuotaUsed < count)
            {
                await look.WaitForNextTickAsync(cancellationToken);
                bot.Refresh();
                if (emulator.QuotaUsed == 0) (before, cpu) = (bot.WorkingSet64, bot.TotalProcessorTime);
                peak = Math.Max(peak, bot.WorkingSet64);
            }

            var deliveries = emulator.Deliveries;
            var sending = deliveries.Max(d => d.At) - deliveries.Min(d => d.At);
            bot.Refresh();
            var twice = emulator.CountRecipients(_ => true).Count(r => r.Value != 1);
            if (twice > 0) throw new InvalidOperationException($"{twice} people were told other than once.");
            return (string.Create(CultureInfo.InvariantCulture,
                $"{(count - deliveries[0].Recipients.Count) / sending.TotalSeconds,7:N0}/s handed to LINE, {(bot.TotalProcessorTime - cpu).TotalMilliseconds / count * 1000,5:N1} ms CPU for 1,000"), before, peak);
        }
        finally
        {
            bot.Kill();
            await bot.WaitForExitAsync(CancellationToken.None);
            directory.Delete(recursive: true);
        }
    }

    /// <summary>What the emulator takes: bodies made beforehand, as many at once as the program sends, no store, no limit.</summary>
    private static async Task<double> BareAsync(int count, CancellationToken cancellationToken)
    {
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { MonthlyQuota = 10_000_000, TimelineCapacity = 2, CallLogCapacity = 10, RateLimitsEnabled = false }, cancellationToken);
        var bodies = new ConcurrentQueue<byte[]>(line.Emulator.AddUsers(count).Chunk(Most).Select(to =>
            Encoding.UTF8.GetBytes($$"""{"to":{{JsonSerializer.Serialize(to)}},"messages":[{{LineJson.Format(Message.Text("งดจ่ายน้ำวันเสาร์นี้ค่ะ"))}}]}""")));
        using var http = new HttpClient { BaseAddress = line.ApiBaseUrl };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", line.Emulator.Options.ChannelAccessToken);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, PayWork.AtOnce).Select(async _ =>
        {
            while (bodies.TryDequeue(out var body))
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await http.PostAsync(new Uri("/v2/bot/message/multicast", UriKind.Relative), content, cancellationToken);
                answer.EnsureSuccessStatusCode();
            }
        }));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
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
