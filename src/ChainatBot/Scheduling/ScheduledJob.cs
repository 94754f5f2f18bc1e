namespace ChainatBot.Scheduling;

/// <summary>Something to be done at a moment.</summary>
/// <param name="Kind">The name of the <see cref="IScheduledWork"/> that does it.</param>
/// <param name="Subject">What it is done to, such as a forum's id: a–z, 0–9 and -, at most 80. One job stands for each kind and subject.</param>
/// <param name="Due">When.</param>
/// <param name="StaleAfter">Later than this it is not worth doing and is dropped; null: always worth it.</param>
public sealed record ScheduledJob(string Kind, string Subject, DateTimeOffset Due, DateTimeOffset? StaleAfter = null);

/// <summary>Does the jobs of one kind.</summary>
public interface IScheduledWork
{
    /// <summary>a–z and -.</summary>
    string Kind { get; }

    /// <summary>A job that is always on the schedule, and when it is done for the first time; null where jobs come from elsewhere.</summary>
    ScheduledJob? Standing => null;

    /// <summary>
    /// Does the job. It may be done again after a crash, or while it is still under way on a replica that lost its lease, so it has to bear that. Throwing has it
    /// tried again with growing pauses.
    /// </summary>
    /// <returns>When to do it next, or null where it is done for good.</returns>
    Task<DateTimeOffset?> RunAsync(ScheduledJob job, CancellationToken cancellationToken);
}
