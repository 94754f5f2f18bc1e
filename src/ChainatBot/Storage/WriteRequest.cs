namespace ChainatBot.Storage;

/// <summary>One write on its way through the writer: waiting, then either begun or cancelled, then answered.</summary>
internal abstract class WriteRequest(CancellationToken cancellationToken)
{
    private int state;

    protected CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>False where it was cancelled while it waited.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref state, 1, 0) == 0;

    /// <summary>Cancels it if it has not begun; afterwards its outcome is what the store says.</summary>
    public void TryCancel()
    {
        if (Interlocked.CompareExchange(ref state, 2, 0) == 0) Cancel();
    }

    public abstract void Run(SqliteSession session);

    /// <summary>Answers with what <see cref="Run"/> found. Called after the commit.</summary>
    public abstract void Acknowledge();

    public abstract void Fail(Exception fault);

    protected abstract void Cancel();
}

internal class WriteRequest<T>(Func<SqliteSession, T> act, CancellationToken cancellationToken) : WriteRequest(cancellationToken)
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T outcome = default!;

    public Task<T> Task => completion.Task;

    public override void Run(SqliteSession session) => outcome = act(session);

    public override void Acknowledge() => completion.TrySetResult(outcome);

    public override void Fail(Exception fault) => completion.TrySetException(fault);

    protected override void Cancel() => completion.TrySetCanceled(CancellationToken);
}

/// <summary>A wish to have all deleted content wiped now. Done between transactions.</summary>
internal sealed class ScrubRequest(CancellationToken cancellationToken) : WriteRequest<bool>(static _ => true, cancellationToken);
