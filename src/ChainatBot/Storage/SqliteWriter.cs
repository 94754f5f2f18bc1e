using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace ChainatBot.Storage;

/// <summary>
/// The one writer: a thread that takes whatever is waiting, writes it in one transaction and acknowledges each request
/// after the commit. Under load many writes share one flush to the disk; a lone write waits for nobody.
/// </summary>
/// <param name="groupSize">The most requests that share a transaction.</param>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // Long enough that a burst is not interrupted, short enough that deleted words are gone while the person looks on.
    private static readonly TimeSpan QuietBeforeTruncation = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuietBeforeRewrite = TimeSpan.FromSeconds(1);
    // Every event overwrites some row; rewriting a large file for each would wear out the disk.
    private static readonly TimeSpan RestAfterOverwriting = TimeSpan.FromHours(6);
    // Under load that never pauses, the promises are kept all the same.
    private static readonly TimeSpan LongestTruncationDebt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRewriteDebt = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ScrubPatience = TimeSpan.FromSeconds(10);
    // Rewriting takes at most a hundredth of the writer's time.
    private const int RewriteRest = 100;

    private readonly Channel<WriteRequest> queue = Channel.CreateBounded<WriteRequest>(
        new BoundedChannelOptions(4096) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly SqliteDatabase database;
    private readonly int groupSize;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteSession? session;
    private long truncationDue;
    private long rewriteDue;
    private RewriteDebt rewriteDueFor;
    private long rewriteNotBefore;

    public SqliteWriter(SqliteDatabase database, int groupSize)
    {
        this.database = database;
        this.groupSize = groupSize;
        new Thread(Loop) { IsBackground = true, Name = "storage writer" }.Start();
    }

    /// <exception cref="StorageUnavailableException">The file can't be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the write began; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> act, CancellationToken cancellationToken) =>
        AnswerAsync(new WriteRequest<T>(act, cancellationToken), cancellationToken);

    /// <exception cref="StorageUnavailableException">Others read or write all the time.</exception>
    public Task ScrubAsync(CancellationToken cancellationToken) => AnswerAsync(new ScrubRequest(cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopped.Task.ConfigureAwait(false);
    }

    private async Task<T> AnswerAsync<T>(WriteRequest<T> request, CancellationToken cancellationToken)
    {
        try
        {
            await queue.Writer.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteTableStore));
        }
        await using var registration = cancellationToken.UnsafeRegister(static r => ((WriteRequest)r!).TryCancel(), request).ConfigureAwait(false);
        return await request.Task.ConfigureAwait(false);
    }

    private void Loop()
    {
        var group = new List<WriteRequest>(groupSize);
        try
        {
            while (WaitForWork())
            {
                group.Clear();
                WriteRequest? scrub = null;
                while (group.Count < groupSize && scrub is null && queue.Reader.TryRead(out var request))
                {
                    if (!request.TryStart()) continue;
                    if (request is ScrubRequest) scrub = request;
                    else group.Add(request);
                }
                if (group.Count > 0) Write(group);
                if (scrub is not null) Scrub(scrub);
                PayOverdue();
            }
            PayBeforeClosing();
        }
        finally
        {
            queue.Writer.TryComplete();
            session?.Dispose();
            stopped.SetResult();
        }
    }

    private bool WaitForWork()
    {
        var work = queue.Reader.WaitToReadAsync();
        if (work.IsCompletedSuccessfully) return work.Result;
        var waiting = work.AsTask();
        while (QuietBeforePaying() is { } quiet)
        {
            if (waiting.Wait(quiet)) return waiting.Result;
            if (session!.OwesTruncation) TryPay(static s => s.TryTruncate());
            else Rewrite();
        }
        return waiting.GetAwaiter().GetResult();
    }

    private void Write(List<WriteRequest> group)
    {
        try
        {
            session ??= new SqliteSession(database);
            session.Begin();
        }
        catch (Exception fault)
        {
            Fail(group, fault);
            return;
        }
        try
        {
            foreach (var request in group) request.Run(session);
            session.Commit();
        }
        catch (SqliteException fault) when (SqliteDatabase.IsUnavailable(fault))
        {
            TryRollback();
            Fail(group, fault);
            return;
        }
        catch (Exception fault)
        {
            TryRollback();
            if (group.Count == 1) group[0].Fail(fault);
            // One of them is wrong by itself; it must not take its neighbours along.
            else foreach (var request in group) Write([request]);
            return;
        }
        foreach (var request in group) request.Acknowledge();
        NoteDebts();
    }

    private void TryRollback()
    {
        try
        {
            session!.Rollback();
        }
        catch (SqliteException)
        {
            // The connection is of no use any more; the next group opens another, and SQLite undoes the rest.
            session!.Dispose();
            session = null;
        }
    }

    private static void Fail(List<WriteRequest> group, Exception fault)
    {
        foreach (var request in group) request.Fail(fault is SqliteException sqlite ? SqliteDatabase.Unavailable(sqlite) : fault);
    }

    /// <summary>How long the writer must be idle before it pays what it owes; null where it owes nothing.</summary>
    private TimeSpan? QuietBeforePaying() => session switch
    {
        null => null,
        { OwesTruncation: true } => QuietBeforeTruncation,
        { RewriteDebt: RewriteDebt.None } => null,
        _ => Left(Math.Max(rewriteNotBefore, session.RewriteDebt == RewriteDebt.Overwritten ? rewriteDue : 0)) is var left && left > QuietBeforeRewrite ? left : QuietBeforeRewrite,
    };

    private void NoteDebts()
    {
        if (session!.OwesTruncation && truncationDue == 0) truncationDue = In(LongestTruncationDebt);
        if (session.RewriteDebt <= rewriteDueFor) return;
        rewriteDueFor = session.RewriteDebt;
        rewriteDue = In(rewriteDueFor == RewriteDebt.Overwritten ? RestAfterOverwriting : LongestRewriteDebt);
    }

    private void PayOverdue()
    {
        if (session is null) return;
        var now = Stopwatch.GetTimestamp();
        if (rewriteDue != 0 && now >= rewriteDue && now >= rewriteNotBefore) Rewrite();
        if (truncationDue != 0 && now >= truncationDue) TryPay(static s => s.TryTruncate());
    }

    private void Rewrite()
    {
        var started = Stopwatch.GetTimestamp();
        TryPay(static s => s.TryRewrite() && s.TryTruncate());
        var ended = Stopwatch.GetTimestamp();
        rewriteNotBefore = ended + RewriteRest * (ended - started);
    }

    private void TryPay(Func<SqliteSession, bool> pay)
    {
        try
        {
            pay(session!);
        }
        catch (SqliteException)
        {
            // The debt stays, and is tried again; a disk that is full or gone shows in the next write.
        }
        NotePayments();
    }

    private void NotePayments()
    {
        truncationDue = session!.OwesTruncation ? In(LongestTruncationDebt) : 0;
        if (session.RewriteDebt == RewriteDebt.None) (rewriteDue, rewriteDueFor) = (0, RewriteDebt.None);
    }

    private static long In(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    private static TimeSpan Left(long until) => TimeSpan.FromSeconds(Math.Max(0, until - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency);

    private void Scrub(WriteRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            session ??= new SqliteSession(database);
            var rewritten = false;
            while (true)
            {
                rewritten = rewritten || session.TryRewrite();
                if (rewritten && session.TryTruncate()) break;
                if (Stopwatch.GetElapsedTime(started) > ScrubPatience)
                {
                    request.Fail(new StorageUnavailableException("The database file is read or written by another process all the time; deleted content could not be wiped from it now."));
                    return;
                }
            }
            NotePayments();
            request.Acknowledge();
        }
        catch (Exception fault)
        {
            Fail([request], fault);
        }
    }

    private void PayBeforeClosing()
    {
        if (session is null) return;
        if (session.RewriteDebt == RewriteDebt.Deleted) TryPay(static s => s.TryRewrite());
        if (session.OwesTruncation) TryPay(static s => s.TryTruncate());
    }
}
