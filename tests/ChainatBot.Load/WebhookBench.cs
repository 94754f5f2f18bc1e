using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Line.Emulator;

namespace ChainatBot.Load;

/// <summary>
/// How many webhooks a second the program takes and handles, and how long LINE waits for its 200. The program is a process of
/// its own on SQLite; the LINE emulator, in this process, posts what people say over 64 connections and takes the replies. For
/// comparison the same webhooks go to a server that only checks signatures. Rounds alternate, since machines drift; medians count.
/// </summary>
internal static class WebhookBench
{
    private const int People = 200;
    private const int MessagesEach = 5;
    private const string ReplyTaken = "POST /v2/bot/message/reply 200";
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);

    private sealed record Round(double Acknowledged, double Handled, double P50, double P99, double CpuMicroseconds);

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
        using var limit = new CancellationTokenSource(AtMost);
        var directory = Directory.CreateTempSubdirectory("chainatbot-bench-");
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { RateLimitsEnabled = false, WebhookLogCapacity = 100_000 });
        var (botUrl, bareUrl) = (FreeUrl(), FreeUrl());
        using var bot = await StartBotAsync(line, directory.FullName, botUrl);
        using var bare = await StartAsync(Start(typeof(WebhookBench).Assembly.Location, "only-check-signatures", bareUrl, line.Emulator.Options.ChannelSecret), line, directory.FullName);
        try
        {
            List<Round> program = [], signatures = [];
            for (var round = 0; round <= rounds && !limit.IsCancellationRequested; round++)
            {
                line.Emulator.Options.WebhookUrl = botUrl + "/webhook";
                var people = await JoinAsync(line.Emulator, limit.Token);
                var a = await MeasureAsync(line.Emulator, bot, people, replies: true, limit.Token);
                line.Emulator.Options.WebhookUrl = bareUrl + "/webhook";
                var b = await MeasureAsync(line.Emulator, bare, people, replies: false, limit.Token);
                // The first round only warms up.
                if (round == 0) continue;
                program.Add(a);
                signatures.Add(b);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: {Show(a)} | signature only {Show(b)}"));
            }

            Console.WriteLine($"median:  {Show(Median(program))} | signature only {Show(Median(signatures))}");
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Not done within {AtMost.TotalSeconds} s.");
            return 1;
        }
        finally
        {
            bot.Kill();
            bare.Kill();
            await bot.WaitForExitAsync(CancellationToken.None);
            directory.Delete(recursive: true);
        }
    }

    /// <summary>New people each round, who have agreed and told their place.</summary>
    private static async Task<IReadOnlyList<string>> JoinAsync(LineEmulator line, CancellationToken cancellationToken)
    {
        var people = line.AddUsers(People, isFriend: false);
        await Task.WhenAll(people.Select(async person =>
        {
            await line.FollowAsync(person, cancellationToken);
            var asked = await line.WaitForBotMessagesAsync(person, cancellationToken: cancellationToken);
            await line.TapAsync(person, "ยินยอม", cancellationToken: cancellationToken);
            var agreed = await line.WaitForBotMessagesAsync(person, after: asked[^1], cancellationToken: cancellationToken);
            await line.SendTextAsync(person, "หาดท่าเสา ม.3", cancellationToken: cancellationToken);
            await line.WaitForBotMessagesAsync(person, after: agreed[^1], cancellationToken: cancellationToken);
        }));
        return people;
    }

    private static async Task<Round> MeasureAsync(LineEmulator line, Process server, IReadOnlyList<string> people, bool replies, CancellationToken cancellationToken)
    {
        const int Events = People * MessagesEach;
        var deliveries = line.WebhookDeliveries.Count;
        var repliesBefore = line.CallCounts.GetValueOrDefault(ReplyTaken);
        server.Refresh();
        var cpu = server.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < MessagesEach; i++)
            foreach (var person in people)
                await line.SendTextAsync(person, string.Create(CultureInfo.InvariantCulture, $"ถนนหน้าโรงเรียนเป็นหลุมลึก รถล้มบ่อยมาก ครั้งที่ {i}"), cancellationToken: cancellationToken);
        await line.WaitUntilIdleAsync(AtMost, cancellationToken);
        var acknowledged = Stopwatch.GetElapsedTime(started).TotalSeconds;
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (replies && line.CallCounts.GetValueOrDefault(ReplyTaken) - repliesBefore < Events) await look.WaitForNextTickAsync(cancellationToken);
        var handled = Stopwatch.GetElapsedTime(started).TotalSeconds;
        server.Refresh();
        var times = line.WebhookDeliveries.Skip(deliveries).ToList();
        if (times.Exists(d => !d.Succeeded)) throw new InvalidOperationException("A webhook was not acknowledged.");
        var sorted = times.Select(d => d.Milliseconds).Order().ToList();
        return new Round(Events / acknowledged, Events / handled, sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100], (server.TotalProcessorTime - cpu).TotalMicroseconds / Events);
    }

    private static Round Median(List<Round> rounds)
    {
        return new Round(Of(r => r.Acknowledged), Of(r => r.Handled), Of(r => r.P50), Of(r => r.P99), Of(r => r.CpuMicroseconds));

        double Of(Func<Round, double> value) => rounds.Select(value).Order().ElementAt(rounds.Count / 2);
    }

    private static string Show(Round round) => string.Create(CultureInfo.InvariantCulture,
        $"{round.Acknowledged,6:N0} acknowledged/s {round.Handled,6:N0} handled/s, 200 after {round.P50:N1} ms (p50) {round.P99:N1} ms (p99), {round.CpuMicroseconds:N0} µs CPU an event");

    /// <summary>The program on this LINE and these data.</summary>
    /// <param name="weighed">Where to write how much memory is alive at most; then it is this program that serves.</param>
    internal static Task<Process> StartBotAsync(LineEmulatorServer line, string dataDirectory, string? url = null, string? weighed = null)
    {
        var urls = "--urls=" + (url ?? FreeUrl());
        var program = Path.Combine(AppContext.BaseDirectory.Replace("ChainatBot.Load", "ChainatBot", StringComparison.Ordinal).Replace($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}src{Path.DirectorySeparatorChar}", StringComparison.Ordinal), "ChainatBot.dll");
        return StartAsync(weighed is null ? Start(program, urls) : Start(typeof(WebhookBench).Assembly.Location, "weigh", weighed, urls), line, dataDirectory);
    }

    private static ProcessStartInfo Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    private static async Task<Process> StartAsync(ProcessStartInfo start, LineEmulatorServer line, string dataDirectory)
    {
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Line__ChannelSecret"] = line.Emulator.Options.ChannelSecret;
        start.Environment["Line__ChannelAccessToken"] = line.Emulator.Options.ChannelAccessToken;
        start.Environment["Line__ApiBaseUrl"] = line.ApiBaseUrl.ToString();
        start.Environment["Line__DataApiBaseUrl"] = line.DataApiBaseUrl.ToString();
        start.Environment["Storage__DataDirectory"] = dataDirectory;
        var process = Process.Start(start)!;
        var first = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        _ = process.StandardOutput.ReadToEndAsync();
        return first.Length > 0 ? process : throw new InvalidOperationException("The server said nothing.");
    }

    private static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
