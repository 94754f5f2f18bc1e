using System.Globalization;

namespace Line.Emulator;

/// <summary>The troubles that wait for a call or webhook they fit.</summary>
internal sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly List<Fault> waiting = [];
    private volatile bool any;
    private int lastId;

    /// <summary>Told after every change.</summary>
    public Action? Changed { get; set; }

    public Fault[] Waiting
    {
        get { lock (gate) return [.. waiting]; }
    }

    public Fault Add(Fault fault)
    {
        if (!FaultKinds.All.Contains(fault.Kind, StringComparer.Ordinal)) throw new LineEmulatorException($"There is no fault “{fault.Kind}”; there are {string.Join(", ", FaultKinds.All)}.");
        if (fault.Times < 1) throw new LineEmulatorException("A fault happens at least once.");
        lock (gate)
        {
            fault = fault with { Id = (++lastId).ToString(CultureInfo.InvariantCulture) };
            waiting.Add(fault);
            any = true;
        }
        Changed?.Invoke();
        return fault;
    }

    public void Clear()
    {
        lock (gate)
        {
            waiting.Clear();
            any = false;
        }
        Changed?.Invoke();
    }

    /// <summary>The first fault that fits a call; it is used up by one.</summary>
    public Fault? TakeForCall(Operation operation, string path) => Take(f => !FaultKinds.Webhook.Contains(f.Kind, StringComparer.Ordinal)
        && (f.Method is null || f.Method.Equals(operation.Method, StringComparison.OrdinalIgnoreCase))
        && (f.Path is null || path.StartsWith(f.Path, StringComparison.Ordinal))
        && Suits(f.Kind, operation));

    public Fault? TakeForWebhook(string kind) => Take(f => f.Kind == kind);

    private static bool Suits(string kind, Operation operation) => kind switch
    {
        FaultKinds.MonthlyLimit => operation.IsPaid,
        FaultKinds.ContentNotReady => operation.Host == LineHost.Data && operation.Method == "GET" && operation.Template.EndsWith("/content", StringComparison.Ordinal),
        _ => true,
    };

    private Fault? Take(Predicate<Fault> fits)
    {
        if (!any) return null;
        Fault fault;
        lock (gate)
        {
            var at = waiting.FindIndex(fits);
            if (at < 0) return null;
            fault = waiting[at];
            if (fault.Times > 1) waiting[at] = fault with { Times = fault.Times - 1 };
            else waiting.RemoveAt(at);
            any = waiting.Count > 0;
        }
        Changed?.Invoke();
        return fault;
    }
}
