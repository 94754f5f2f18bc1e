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

    /// <summary>How many people are in the group; a post costs a message for each.</summary>
    internal static Task<int> MembersAsync(LineMessagingClient line, Group group, CancellationToken cancellationToken) =>
        group.ChatId.StartsWith('R') ? line.GetRoomMemberCountAsync(group.ChatId, cancellationToken) : line.GetGroupMemberCountAsync(group.ChatId, cancellationToken);

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
            var members = await MembersAsync(line, group, cancellationToken);
            if (await budgets.ReserveAsync(group.Tambon ?? Opinions.Opinion.NoTambon, budgets.Month, notice.Id, "g" + group.Key, 1, members, notice.OverBudget, cancellationToken) < members)
            {
                // All or nothing: a post can't go to half a group.
                await budgets.ReserveAsync(group.Tambon ?? Opinions.Opinion.NoTambon, budgets.Month, notice.Id, "g" + group.Key, 1, 0, unlimited: true, cancellationToken);
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
                await budgets.ReserveAsync(group.Tambon ?? Opinions.Opinion.NoTambon, budgets.Month, notice.Id, "g" + group.Key, 1, 0, unlimited: true, cancellationToken);
                await store.DeleteAsync(Table, notice.Id, group.Key, cancellationToken: cancellationToken);
            }

            return BatchOutcome.Quota;
        }
        catch (LineApiException e) when (e.Kind is LineErrorKind.BadRequest or LineErrorKind.NotFound or LineErrorKind.Forbidden)
        {
            // The bot is no longer in that group, most likely; the others are none the worse for it.
            Log.Refused(logger, notice.Id, e.RequestId);
            return await EndAsync("refused");
        }

        async Task<BatchOutcome> EndAsync(string state)
        {
            await store.UpsertAsync(Table, new TableRow(notice.Id, group.Key) { { State, state } }, cancellationToken);
            return BatchOutcome.Settled;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "LINE refused to post {Notice} to a group (request {RequestId})")]
        public static partial void Refused(ILogger logger, string notice, string? requestId);
    }
}
