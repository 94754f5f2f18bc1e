using System.Diagnostics.Metrics;

namespace ChainatBot.Webhooks;

/// <summary>What passes through the inbox, in numbers; the meter is <c>ChainatBot.Webhooks</c>.</summary>
public sealed class WebhookMetrics
{
    public const string MeterName = "ChainatBot.Webhooks";
    private readonly Counter<long> received;
    private readonly Counter<long> duplicates;
    private readonly Counter<long> refused;
    private readonly Counter<long> handled;
    private readonly Counter<long> ignored;
    private readonly Counter<long> buried;

    public WebhookMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        received = meter.CreateCounter<long>("chainatbot.webhook.events", "{event}", "Events accepted and kept");
        duplicates = meter.CreateCounter<long>("chainatbot.webhook.duplicates", "{event}", "Events that had been accepted before");
        refused = meter.CreateCounter<long>("chainatbot.webhook.refused", "{request}", "Requests refused, by status");
        handled = meter.CreateCounter<long>("chainatbot.webhook.handled", "{event}", "Events handled, by kind");
        ignored = meter.CreateCounter<long>("chainatbot.webhook.ignored", "{event}", "Events that ask nothing of the bot, by reason");
        buried = meter.CreateCounter<long>("chainatbot.webhook.dead_letters", "{event}", "Events given up");
    }

    public void Received() => received.Add(1);
    public void Duplicate() => duplicates.Add(1);
    public void Refused(int status) => refused.Add(1, new KeyValuePair<string, object?>("status", status));
    public void Handled(string kind) => handled.Add(1, new KeyValuePair<string, object?>("kind", kind));
    public void Ignored(string reason) => ignored.Add(1, new KeyValuePair<string, object?>("reason", reason));
    public void Buried() => buried.Add(1);
}
