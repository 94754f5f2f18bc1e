namespace ChainatBot.Flows;

/// <summary>
/// Holds the flows in use. A reload that finds problems keeps the last good set, so that a slip of the pen in a file
/// never silences the bot.
/// </summary>
public sealed partial class FlowStore : IDisposable
{
    // Editors write a file in several steps; the reload waits until they are through.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);

    private readonly string directory;
    private readonly ILogger<FlowStore> logger;
    private readonly TimeProvider clock;
    private readonly Lock reloading = new();
    private FileSystemWatcher? watcher;
    private ITimer? timer;
    private FlowSet current = FlowSet.Empty;

    /// <summary>Loads at once; look at <see cref="Problems"/> whether that went well.</summary>
    public FlowStore(string directory, ILogger<FlowStore> logger, TimeProvider clock)
    {
        this.directory = directory;
        this.logger = logger;
        this.clock = clock;
        Reload();
    }

    /// <summary>The last set without problems; <see cref="FlowSet.Empty"/> until there was one.</summary>
    public FlowSet Current => Volatile.Read(ref current);

    /// <summary>What the last load found wrong.</summary>
    public IReadOnlyList<FlowProblem> Problems { get; private set; } = [];

    /// <summary>A good set has been loaded, so that conversations can be held.</summary>
    public bool IsReady => !ReferenceEquals(Current, FlowSet.Empty);

    /// <summary>Loads again. True when the new set is in use; otherwise its problems are logged and the old set stays.</summary>
    public bool Reload()
    {
        lock (reloading)
        {
            var load = FlowLoader.Load(directory);
            Problems = load.Problems;
            foreach (var problem in load.Problems) Log.FlowProblem(logger, problem.File, problem.Line, problem.Column, problem.Message);
            if (load.Problems.Count > 0)
            {
                Log.KeptLastGood(logger, load.Problems.Count);
                return false;
            }
            foreach (var flow in load.Flows.Flows)
            {
                if (Current.Find(flow.Id, flow.Version) is { } before && before.Fingerprint != flow.Fingerprint)
                    Log.ChangedInPlace(logger, flow.At.File, flow.Id, flow.Version);
            }
            Volatile.Write(ref current, load.Flows);
            Log.Loaded(logger, load.Flows.Count);
            return true;
        }
    }

    /// <summary>Reloads whenever a file of the directory changes. For Development.</summary>
    public void Watch()
    {
        if (watcher is not null || !Directory.Exists(directory)) return;
        timer = clock.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        watcher = new FileSystemWatcher(directory, "*.yaml") { IncludeSubdirectories = true };
        watcher.Changed += Later;
        watcher.Created += Later;
        watcher.Deleted += Later;
        watcher.Renamed += Later;
        watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        watcher?.Dispose();
        timer?.Dispose();
    }

    private void Later(object sender, FileSystemEventArgs change) => timer?.Change(Settle, Timeout.InfiniteTimeSpan);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{File}:{Line}:{Column}: {Problem}")]
        public static partial void FlowProblem(ILogger logger, string file, int line, int column, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "The flows have {Count} problems; the last good ones stay in use")]
        public static partial void KeptLastGood(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{File} changed while it stayed version {Version} of {Flow}; raise the version before people meet it")]
        public static partial void ChangedInPlace(ILogger logger, string file, string flow, int version);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} flows loaded")]
        public static partial void Loaded(ILogger logger, int count);
    }
}
