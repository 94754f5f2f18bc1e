using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChainatBot.Tests.Support;

/// <summary>Keeps all that is logged, at every level, with state and exceptions, so that a test can look for what must not be there.</summary>
public sealed class TestLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> entries = new();

    public IReadOnlyList<string> All => [.. entries.Select(e => e.Text)];

    public IReadOnlyList<string> WarningsAndWorse => [.. entries.Where(e => e.Level >= LogLevel.Warning).Select(e => e.Text)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(TestLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            log.entries.Enqueue((LogLevel.Trace, $"{category} scope {Describe(state)}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.entries.Enqueue((logLevel, $"{logLevel} {category}: {formatter(state, exception)} {Describe(state)} {exception}"));

        private static string Describe<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(v => $"{v.Key}={v.Value}")) : state?.ToString() ?? "";
    }
}
