namespace Line.Messaging.Tests.Client;

/// <summary>A test against a server of its own.</summary>
public abstract class AgainstLineServer : IAsyncLifetime
{
    private protected LineServer Server { get; private set; } = null!;

    private protected TestLine Line { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await LineServer.StartAsync();
        Line = new TestLine(Server, Configure);
    }

    public async Task DisposeAsync()
    {
        await Line.DisposeAsync();
        await Server.DisposeAsync();
    }

    private protected virtual void Configure(LineMessagingOptions options)
    {
    }
}
