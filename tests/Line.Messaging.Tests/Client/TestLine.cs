using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Line.Messaging.Tests.Client;

/// <summary>A client as a program would have it, pointed at a <see cref="LineServer"/>, with everything it logs at any level.</summary>
internal sealed class TestLine : IAsyncDisposable
{
    public const string Token = "token-1";
    public const string User = "U0123456789abcdef0123456789abcdef";

    private readonly ServiceProvider _services;

    public TestLine(LineServer server, Action<LineMessagingOptions>? configure = null, TimeProvider? time = null, Action<IServiceCollection>? register = null)
        : this(server.Url, configure, time, register)
    {
    }

    public TestLine(string url, Action<LineMessagingOptions>? configure = null, TimeProvider? time = null, Action<IServiceCollection>? register = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        Time = new InstantTime(new LineMessagingOptions().Timeout);
        services.AddSingleton(time ?? Time);
        register?.Invoke(services);
        services.AddLineMessaging(options =>
        {
            options.ChannelAccessToken = Token;
            options.ApiBaseUrl = url;
            options.DataApiBaseUrl = url + "/data";
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<LineMessagingClient>();
    }

    public LineMessagingClient Client { get; }

    public InstantTime Time { get; }

    public LogLines Log { get; } = new();

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<(LogLevel Level, string Text)> All => [.. _lines];

    public string Text => string.Join('\n', All.Select(line => line.Text));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines._lines.Enqueue((LogLevel.Trace, $"{category} scope {state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines._lines.Enqueue((logLevel, $"{category} {formatter(state, exception)} {exception}"));
    }
}
