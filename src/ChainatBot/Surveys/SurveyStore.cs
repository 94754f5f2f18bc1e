using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Storage;

namespace ChainatBot.Surveys;

/// <summary>A survey in a tambon: which version is asked, and from when to when.</summary>
/// <param name="Survey">The id of a flow of kind survey.</param>
/// <param name="From">The first day, in Bangkok.</param>
/// <param name="Until">The last day; null: until it is closed.</param>
/// <param name="ClosedOn">The day on which the team closed it; it is closed from then on.</param>
public sealed record OpenedSurvey(string Survey, int Version, string Tambon, DateOnly From, DateOnly? Until = null, DateOnly? ClosedOn = null)
{
    public bool IsOpen(DateOnly day) => ClosedOn is null && From <= day && (Until is not { } last || day <= last);
}

/// <summary>
/// Which survey is open where. A few rows, read in every turn: they are kept in memory and read anew only when the stamp row,
/// written after each change, is another one, so that what one process opens another one knows at its next turn.
/// </summary>
public sealed class SurveyStore(ITableStore store, TimeProvider time)
{
    private const string Table = "Surveys";
    private const string Opened = "opened";
    private const string Stamp = "stamp";
    private const string Day = "yyyy-MM-dd";

    private Known? known;

    /// <summary>Opens the survey in these tambons, or changes its version and days where it is open already.</summary>
    public async Task OpenAsync(string survey, int version, IReadOnlyCollection<string> tambons, DateOnly? from, DateOnly? until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tambons);
        foreach (var tambon in tambons)
            await store.UpsertAsync(Table, ToRow(new OpenedSurvey(survey, version, tambon, from ?? time.Today(), until)), cancellationToken);
        await StampAsync(cancellationToken);
    }

    /// <summary>
    /// Notes that the survey has answers in a tambon where it was never opened, as from papers: it counts as closed there, and its answers are found
    /// when they have been kept long enough.
    /// </summary>
    public async Task NoteAsync(string survey, int version, string tambon, CancellationToken cancellationToken)
    {
        var today = time.Today();
        if (await store.InsertAsync(Table, ToRow(new OpenedSurvey(survey, version, tambon, today, today, today)), cancellationToken) is not null) await StampAsync(cancellationToken);
    }

    /// <summary>Closes the survey in these tambons, or everywhere where none is named. Returns where it was not closed before.</summary>
    public async Task<IReadOnlyList<string>> CloseAsync(string survey, IReadOnlyCollection<string> tambons, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tambons);
        var closed = new List<string>();
        foreach (var opened in await AllAsync(cancellationToken))
        {
            if (opened.Survey != survey || opened.ClosedOn is not null || (tambons.Count > 0 && !tambons.Contains(opened.Tambon))) continue;
            await store.UpsertAsync(Table, ToRow(opened with { ClosedOn = time.Today() }), cancellationToken);
            closed.Add(opened.Tambon);
        }

        await StampAsync(cancellationToken);
        return closed;
    }

    /// <summary>Everything that was ever opened, by survey and tambon.</summary>
    public async Task<IReadOnlyList<OpenedSurvey>> AllAsync(CancellationToken cancellationToken)
    {
        if (await store.GetAsync(Table, Stamp, Stamp, cancellationToken) is not { ETag: { } stamp }) return [];
        if (Volatile.Read(ref known) is { } before && before.Stamp == stamp) return before.Surveys;

        var surveys = await store.RowsAsync(Table, Opened, cancellationToken: cancellationToken).Select(FromRow).ToListAsync(cancellationToken);

        // Rows are written before the stamp: these are at least as new as the stamp that was read first.
        Volatile.Write(ref known, new Known(stamp, surveys));
        return surveys;
    }

    private Task<string> StampAsync(CancellationToken cancellationToken) =>
        store.UpsertAsync(Table, new TableRow(Stamp, Stamp) { { "ChangedOn", Text(time.Today()) } }, cancellationToken);

    private static TableRow ToRow(OpenedSurvey opened) => new(Opened, $"{opened.Survey}~{opened.Tambon}")
    {
        { "Survey", opened.Survey }, { "Version", opened.Version }, { "Tambon", opened.Tambon },
        { "From", Text(opened.From) }, { "Until", Text(opened.Until) }, { "ClosedOn", Text(opened.ClosedOn) },
    };

    private static OpenedSurvey FromRow(TableRow row) => new(
        row.GetString("Survey")!, row.GetInt32("Version") ?? 0, row.GetString("Tambon")!, DayOf(row, "From") ?? DateOnly.MinValue, DayOf(row, "Until"), DayOf(row, "ClosedOn"));

    private static string? Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(TableRow row, string column) =>
        DateOnly.TryParseExact(row.GetString(column), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private sealed record Known(string Stamp, IReadOnlyList<OpenedSurvey> Surveys);
}
