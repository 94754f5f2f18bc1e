using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Line.Emulator;

/// <summary>Tells open pages what happened. Builds nothing while nobody listens; who can't follow is told to start anew.</summary>
internal sealed class EventHub(Platform platform) : IDisposable
{
    private const int Capacity = 2_000;
    private readonly Lock gate = new();
    private Channel<string>[] listeners = [];
    private bool closed;

    public bool HasListeners => Volatile.Read(ref listeners).Length > 0;

    public Channel<string> Listen()
    {
        var listener = Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity));
        lock (gate)
        {
            listeners = [.. listeners, listener];
            if (closed) listener.Writer.TryComplete();
        }
        return listener;
    }

    public void Leave(Channel<string> listener)
    {
        lock (gate) listeners = [.. listeners.Where(l => l != listener)];
    }

    public void User(UserChat user)
    {
        if (HasListeners) Tell("user", ControlJson.User(platform, user, withTimeline: false));
    }

    public void Group(GroupChat group)
    {
        if (HasListeners) Tell("group", ControlJson.Group(group, withTimeline: false));
    }

    public void Item(Chat chat, TimelineItem item)
    {
        if (HasListeners) Tell("item", new JsonObject { ["chatId"] = chat.Id, ["item"] = ControlJson.Item(platform, item) });
    }

    public void Call(ApiCall call)
    {
        if (HasListeners) Tell("call", ControlJson.Call(call));
    }

    public void Faults()
    {
        if (HasListeners) Tell("faults", ControlJson.Faults(platform));
    }

    public void Quota()
    {
        if (HasListeners) Tell("quota", ControlJson.Quota(platform));
    }

    public void Webhook()
    {
        if (HasListeners) Tell("webhook", ControlJson.Webhook(platform));
    }

    public void Reset()
    {
        if (HasListeners) Tell("reset", new JsonObject());
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            foreach (var listener in listeners) listener.Writer.TryComplete();
        }
    }

    public static string Frame(string name, JsonNode value) => $"event: {name}\ndata: {Compact.Text(value)}\n\n";

    private void Tell(string name, JsonNode value)
    {
        var frame = Frame(name, value);
        foreach (var listener in Volatile.Read(ref listeners))
        {
            if (listener.Writer.TryWrite(frame)) continue;
            while (listener.Reader.TryRead(out _)) { }
            listener.Writer.TryWrite(Frame("reset", new JsonObject()));
        }
    }
}
