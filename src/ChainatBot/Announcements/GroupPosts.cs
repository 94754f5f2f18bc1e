using ChainatBot.Groups;
using ChainatBot.Storage;
using Line.Messaging;

namespace ChainatBot.Announcements;

/// <summary>
/// Posts notices to LINE groups of their places, each group once: the retry key is stored before the first try, and trying again uses it again.
/// LINE counts a post once for each member. Table <c>GroupPosts</c>: notice · group.
/// </summary>
internal sealed partial class GroupPosts(ITableStore store, GroupStore groups, NoticeStore notices, Budgets budgets, LineMessagingClient line, TimeProvider time, ILogger<GroupPosts> logger)
{
    internal const string Table = "GroupPosts";
    private const string Key = "Key";
    private const string State = "State";
    private const string TriedAt = "TriedAt";
    private const string Trying = "trying";

    /// <exception cref="LineException">LINE does not answer; to be tried again later, under the same key.</exception>
    public async Task<BatchOutcome> PostAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (!notice.Audience.Groups) return BatchOutcome.Settled;
        var messages = notice.Messages.Select(LineJson.ParseMessage).ToList();
        await foreach (var group in groups.AllAsync(cancellationToken))
        {
            if (!AudienceRules.FitsPlace(notice.Audience, group.Tambon, group.Village)) continue;
            if (await notices.FindAsync(notice.Id, cancellationToken) is not { Stopped: false }) return BatchOutcome.Stopped;
            if (await PostAsync(notice, messages, group, cancellationToken) is var outcome and not BatchOutcome.Settled) return outcome;
        }

        return BatchOutcome.Settled;
    }

    /// <summary>How many groups it was posted to.</summary>
    public async Task<int> CountAsync(string notice, CancellationToken cancellationToken)
    {
        var posted = 0;
        await foreach (var row in store.RowsAsync(Table, notice, cancellationToken: cancellationToken))
            if (row.GetString(State) == "sent") posted++;
        return posted;
    }

    /// <summary>How many people are in the group; a post costs a message for each. Null where the bot is not in it any more, of which it may not have been told.</summary>
    internal static async Task<int?> MembersAsync(LineMessagingClient line, Group group, CancellationToken cancellationToken)
    {
        try
        {
            return group.ChatId.StartsWith('R') ? await line.GetRoomMemberCountAsync(group.ChatId, cancellationToken) : await line.GetGroupMemberCountAsync(group.ChatId, cancellationToken);
        }
        catch (LineApiException e) when (IsOfTheGroup(e))
        {
            return null;
        }
    }

    public async Task RemoveNoticeAsync(string notice, CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Table, notice, cancellationToken: cancellationToken)) await store.DeleteAsync(Table, notice, row.RowKey, cancellationToken: cancellationToken);
    }

    private async Task<BatchOutcome> PostAsync(Notice notice, List<Message> messages, Group group, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, notice.Id, group.Key, cancellationToken);
        if (row is not null && row.GetString(State) != Trying) return BatchOutcome.Settled;
        // A refusal now says nothing of a try before.
        var mayHaveLanded = row is not null;
        if (row is null)
        {
            if (await MembersAsync(line, group, cancellationToken) is not { } members) return BatchOutcome.Settled;
            if (await SetAsideAsync(members, notice.OverBudget) < members)
            {
                // All or nothing: a post can't go to half a group.
                await SetAsideAsync(0);
                return BatchOutcome.Settled;
            }

            row = new TableRow(notice.Id, group.Key) { { Key, Guid.NewGuid().ToString() }, { State, Trying }, { TriedAt, time.GetUtcNow() } };
            if (await store.InsertAsync(Table, row, cancellationToken) is null) return await PostAsync(notice, messages, group, cancellationToken);
        }

        if (time.GetUtcNow() - row.GetDateTimeOffset(TriedAt) > BatchSender.KeyLasts) return await EndAsync("unsure");
        try
        {
            await line.PushMessageAsync(group.ChatId, messages, new SendOptions { RetryKey = Guid.Parse(row.GetString(Key)!) }, cancellationToken);
            return await EndAsync("sent");
        }
        catch (LineApiException e) when (e.Kind == LineErrorKind.MonthlyLimitReached)
        {
            if (!mayHaveLanded && !e.MayHaveLanded)
            {
                await SetAsideAsync(0);
                await store.DeleteAsync(Table, notice.Id, group.Key, cancellationToken: cancellationToken);
            }

            return BatchOutcome.Quota;
        }
        catch (LineApiException e) when (IsOfTheGroup(e))
        {
            // The others are none the worse for it.
            Log.Refused(logger, notice.Id, e.RequestId);
            if (!mayHaveLanded && !e.MayHaveLanded) await SetAsideAsync(0);
            return await EndAsync("refused");
        }

        Task<int> SetAsideAsync(int messages, bool unlimited = true) =>
            budgets.ReserveAsync(group.Tambon ?? Opinions.Opinion.NoTambon, budgets.Month, notice.Id, "g" + group.Key, 1, messages, unlimited, cancellationToken);

        async Task<BatchOutcome> EndAsync(string state)
        {
            await store.UpsertAsync(Table, new TableRow(notice.Id, group.Key) { { State, state } }, cancellationToken);
            return BatchOutcome.Settled;
        }
    }

    /// <summary>The bot is not in that group any more, most likely.</summary>
    private static bool IsOfTheGroup(LineApiException e) => e.Kind is LineErrorKind.BadRequest or LineErrorKind.NotFound or LineErrorKind.Forbidden;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "LINE refused to post {Notice} to a group (request {RequestId})")]
        public static partial void Refused(ILogger logger, string notice, string? requestId);
    }
}
