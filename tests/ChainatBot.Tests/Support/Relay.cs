using System.Net;
using System.Net.Sockets;

namespace ChainatBot.Tests.Support;

/// <summary>A wire between the bot and LINE that can be cut: connections are refused then.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly Uri to;
    private readonly int port = BotHost.FreePort();
    private CancellationTokenSource? open;
    private Task listening = Task.CompletedTask;

    private Relay(Uri to) => this.to = to;

    public static Relay OpenTo(Uri to)
    {
        var relay = new Relay(to);
        relay.Connect();
        return relay;
    }

    public Uri Address => new($"http://127.0.0.1:{port}");

    public void Connect()
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        open = new CancellationTokenSource();
        listening = ListenAsync(listener, open.Token);
    }

    public async Task CutAsync()
    {
        if (open is null) return;
        await open.CancelAsync();
        await listening;
        open.Dispose();
        open = null;
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task ListenAsync(TcpListener listener, CancellationToken stop)
    {
        var pairs = new List<Task>();
        try
        {
            while (true) pairs.Add(CarryAsync(await listener.AcceptTcpClientAsync(stop), stop));
        }
        catch (OperationCanceledException)
        {
            listener.Stop();
        }

        await Task.WhenAll(pairs);
    }

    private async Task CarryAsync(TcpClient from, CancellationToken stop)
    {
        using var near = from;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, to.Port, stop);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), stop), far.GetStream().CopyToAsync(near.GetStream(), stop));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // Cut, or one side hung up.
        }
    }
}
