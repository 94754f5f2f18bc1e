using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Summaries;
using ChainatBot.Understanding;
using Line.Messaging;

namespace ChainatBot.Forums;

/// <summary>The verbs <c>forum …</c>. 0 done, 1 something is wrong with the file or there is no such forum, 2 the request makes no sense.</summary>
/// <param name="data">Where data and problems of the file go (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class ForumCommand(
    ForumDesk desk, ForumStore forums, ForumKeeper keeper, FlowStore flows, SummaryService summaries, LineMessagingClient line, Places places, TimeProvider time, TextWriter data, TextWriter words)
{
    // LINE's limit for a text message.
    private const int MaxNote = 5000;
    private const string Free = " with the bot's next reply to them";

    public async Task<int> CreateAsync(string file, CancellationToken cancellationToken = default)
    {
        if (await ReadAsync(file, cancellationToken) is not { } text) return 2;
        var problems = new List<FlowProblem>();
        var forum = ForumFile.Read(text, file, problems, places.TambonCodes);
        if (forum is not null && ForumFile.CheckInviting(forum, text, file, time.Now(), (await forums.FindAsync(forum.Id, cancellationToken))?.Definition) is { } against) problems.Add(against);
        foreach (var problem in problems) await data.WriteLineAsync(problem.ToString());
        if (forum is null || problems.Count > 0)
        {
            await words.WriteLineAsync("Nobody was invited; mend what is listed and try again.");
            return 1;
        }

        var (keeping, kept) = await desk.KeepAsync(forum, cancellationToken);
        await words.WriteLineAsync(keeping switch
        {
            ForumKeeping.Created => $"The forum “{forum.Id}” is planned: the invitation rides on the bot's replies from now on{Paid(forum)}.{Reminded(forum)}",
            ForumKeeping.Changed => string.Create(CultureInfo.InvariantCulture, $"The forum “{forum.Id}” was changed (for the {Ordinal(kept.Revision)} time): those who answered are told{Others(forum)}."),
            ForumKeeping.Renewed => $"The forum “{forum.Id}” was there; how it is told is as the file now says, and nobody is told anything new.",
            _ => $"The forum “{forum.Id}” is planned just so; nothing was changed.",
        });
        if (keeper.Planned(kept).Calendar is { } calendar && !calendar.StartsWith("https://", StringComparison.Ordinal))
            await words.WriteLineAsync($"The calendar button leads to {calendar}, where telephones can't go; set PublicUrl to the address of this program and change the forum.");
        return 0;
    }

    public async Task<int> CancelAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!IsId(id) || await desk.CancelAsync(id, cancellationToken) is not { } forum) return await NoneAsync(id);
        await words.WriteLineAsync(forum.IsCancelled ? $"The forum “{id}” is called off; those who answered are told{(forum.Definition.Pay ? "" : Free)}." : $"The forum “{id}” is over; there is nothing to call off.");
        return forum.IsCancelled ? 0 : 1;
    }

    /// <summary>One line a forum: id, tambon, when, title, and whether it is off or over.</summary>
    public async Task<int> ListAsync(CancellationToken cancellationToken = default)
    {
        foreach (var kept in await forums.AllAsync(cancellationToken))
        {
            var forum = kept.Definition;
            var state = kept.IsCancelled ? "cancelled" : forum.End <= time.Now() ? "over" : "planned";
            await data.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{forum.Id}\t{forum.Tambon}\t{forum.Start:yyyy-MM-dd'T'HH:mm}\t{state}\t{forum.Title}"));
        }
        return 0;
    }

    /// <summary>The invitation as people see it, and the replies as the team may see them.</summary>
    public async Task<int> ShowAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!IsId(id) || await forums.FindAsync(id, cancellationToken) is not { } kept) return await NoneAsync(id);
        await data.WriteLineAsync(ForumInvitation.Of(flows.Current, keeper.Planned(kept)).Text);
        await data.WriteLineAsync();
        var view = await summaries.SummarizeAsync(kept.Definition.Tambon, cancellationToken: cancellationToken);
        foreach (var sentence in ForumResultWords.Lines(view.Forums.First(f => f.Id == id), view.MinimumGroupSize)) await data.WriteLineAsync(sentence);
        return 0;
    }

    public async Task<int> NoteAsync(string id, string file, CancellationToken cancellationToken = default)
    {
        if (await ReadAsync(file, cancellationToken) is not { } text) return 2;
        text = text.Trim();
        if (text.Length is 0 or > MaxNote)
        {
            await words.WriteLineAsync(text.Length == 0 ? "The file is empty; write what people are to be told." : string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} characters and LINE takes {MaxNote}; shorten it."));
            return 1;
        }
        if (!IsId(id) || await desk.NoteAsync(id, text, cancellationToken) is not { } isNew) return await NoneAsync(id);
        await words.WriteLineAsync(isNew ? $"Those who came to “{id}”, or said they would, are told when the bot next answers them." : "These very words were told before; nobody is told twice.");
        return 0;
    }

    /// <summary>Writes the QR for the door.</summary>
    /// <param name="account">The account's <c>@…</c>; null: LINE is asked.</param>
    public async Task<int> CodeAsync(string id, string output, string? account = null, CancellationToken cancellationToken = default)
    {
        if (!IsId(id) || await forums.FindAsync(id, cancellationToken) is null) return await NoneAsync(id);
        var isPng = output.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
        if (!isPng && !output.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            await words.WriteLineAsync("--output must end with .svg or .png.");
            return 2;
        }
        if (account is not null && (account.Length < 2 || account[0] != '@'))
        {
            await words.WriteLineAsync("--account is the account's basic id, such as @123abcde.");
            return 2;
        }
        try
        {
            account ??= (await line.GetBotInfoAsync(cancellationToken)).BasicId;
        }
        catch (LineException fault)
        {
            await words.WriteLineAsync($"LINE did not tell the account's id ({fault.GetType().Name}); look at Line__ChannelAccessToken, or give it with --account.");
            return 1;
        }
        var link = DoorCode.Link(account, $"{flows.Current.System.Label("check-in")} {keeper.CodeOf(id)}");
        try
        {
            await File.WriteAllBytesAsync(output, isPng ? DoorCode.Png(link) : DoorCode.Svg(link), cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await words.WriteLineAsync($"Can't write the file: {fault.Message}");
            return 1;
        }
        await data.WriteLineAsync(link.AbsoluteUri);
        return 0;
    }

    private async Task<string?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await words.WriteLineAsync($"Can't read the file: {fault.Message}");
            return null;
        }
    }

    private async Task<int> NoneAsync(string id)
    {
        await words.WriteLineAsync($"There is no forum “{id}”; `forum list` tells which there are.");
        return 1;
    }

    // Anything else can't be a key of the store, and so not a forum.
    private static bool IsId(string id) => id.Length is > 0 and <= ForumFile.MaxId && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string Paid(ForumDefinition forum) =>
        forum.PayAfter is { } at ? string.Create(CultureInfo.InvariantCulture, $"; whom it has not reached by {KindHours.From(at):yyyy-MM-dd'T'HH:mm} gets it paid") : "; nothing is paid";

    private static string Reminded(ForumDefinition forum) => forum.Remind ? $" The day before, those who come are reminded{Others(forum)}." : "";

    /// <summary>What is not paid for reaches only those who write by themselves: whoever relies on it should know.</summary>
    private static string Others(ForumDefinition forum) => forum.Pay ? "" : $"{Free}; pay: yes has the others told as well";

    private static string Ordinal(int number) => (number % 10, number % 100) switch
    {
        (1, not 11) => string.Create(CultureInfo.InvariantCulture, $"{number}st"),
        (2, not 12) => string.Create(CultureInfo.InvariantCulture, $"{number}nd"),
        (3, not 13) => string.Create(CultureInfo.InvariantCulture, $"{number}rd"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number}th"),
    };
}
