using ChainatBot.Flows;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Flows;

public sealed class FlowStoreTests
{
    private const string Good = "flow: x\nversion: 1\ntitle: ทดลอง\nsteps:\n  - {id: a, say: ดีค่ะ, next: end}\n";
    private const string Bad = "flow: x\nversion: 2\ntitle: ทดลอง\nsteps:\n  - {id: a, say: ดีค่ะ, next: nowhere}\n";

    private sealed class Lines : ILogger<FlowStore>
    {
        public List<string> Errors { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning) Errors.Add(formatter(state, exception));
        }
    }

    [Fact]
    public void A_reload_with_problems_keeps_the_last_good_flows_and_names_the_place()
    {
        using var files = FlowFiles.With(("x.yaml", Good));
        var log = new Lines();
        using var store = new FlowStore(files.Path, log, TimeProvider.System);
        Assert.True(store.IsReady);
        Assert.Empty(log.Errors);

        files.Write("x.yaml", Bad);
        Assert.False(store.Reload());
        Assert.Equal(1, store.Current.Current("x")!.Version);
        Assert.Contains(log.Errors, e => e.StartsWith("flows/x.yaml:5:", StringComparison.Ordinal));

        files.Write("x.yaml", Bad.Replace("nowhere", "end", StringComparison.Ordinal));
        Assert.True(store.Reload());
        Assert.Equal(2, store.Current.Current("x")!.Version);
        Assert.Empty(store.Problems);
    }

    [Fact]
    public void A_version_changed_in_place_is_warned_of()
    {
        using var files = FlowFiles.With(("x.yaml", Good));
        var log = new Lines();
        using var store = new FlowStore(files.Path, log, TimeProvider.System);
        files.Write("x.yaml", Good.Replace("ดีค่ะ", "ดีมากค่ะ", StringComparison.Ordinal));

        Assert.True(store.Reload());

        Assert.Contains("flows/x.yaml changed while it stayed version 1", Assert.Single(log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_good_load_it_is_not_ready()
    {
        using var files = FlowFiles.With(("x.yaml", Bad));
        using var store = new FlowStore(files.Path, NullLogger<FlowStore>.Instance, TimeProvider.System);
        Assert.False(store.IsReady);
        Assert.NotEmpty(store.Problems);
    }

    [Fact]
    public void A_watched_directory_is_reloaded_when_a_file_changes()
    {
        using var files = FlowFiles.With(("x.yaml", Good));
        var clock = new FakeTimeProvider();
        using var store = new FlowStore(files.Path, NullLogger<FlowStore>.Instance, clock);
        store.Watch();

        files.Write("x.yaml", Good.Replace("version: 1", "version: 2", StringComparison.Ordinal));

        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return store.Current.Current("x")!.Version == 2;
            },
            TimeSpan.FromSeconds(20)));
    }
}
