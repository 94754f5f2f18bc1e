using System.Threading.Channels;
using ChainatBot.Flows;
using ChainatBot.Hosting;
using Line.Emulator;

namespace ChainatBot.RichMenus;

/// <summary>
/// Publishes the menus to the program's own emulator at the start, and again when somebody resets it, so that the phones in the
/// browser have a menu without anybody knowing the verb.
/// </summary>
internal sealed partial class EmulatorRichMenus(
    RichMenuPublisher publisher, LineEmulator emulator, FlowStore flows, ContentDirectories directories, IHostApplicationLifetime lifetime, ILogger<EmulatorRichMenus> logger) : BackgroundService
{
    private readonly Channel<bool> due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the server listens: the emulator is behind it.
        using var started = lifetime.ApplicationStarted.Register(() => due.Writer.TryWrite(true));
        emulator.WasReset += Again;
        try
        {
            await foreach (var _ in due.Reader.ReadAllAsync(stoppingToken)) await PublishAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            emulator.WasReset -= Again;
        }
    }

    private void Again(object? sender, EventArgs e) => due.Writer.TryWrite(true);

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            var load = RichMenuLoader.Load(directories.RichMenus, flows.IsReady ? flows.Current : null);
            foreach (var problem in load.Problems) Log.Problem(logger, problem.File, problem.Line, problem.Column, problem.Message);
            if (load.Problems.Count == 0 && (await publisher.PublishAsync(load.Menus, dryRun: false, cancellationToken)).Failure is { } failure) Log.NotPublished(logger, failure);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A phone without a menu is a pity; it is no reason to stop the program.
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{File}:{Line}:{Column}: {Problem}")]
        public static partial void Problem(ILogger logger, string file, int line, int column, string problem);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The emulator has no rich menus: {Reason}")]
        public static partial void NotPublished(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The emulator has no rich menus")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
