namespace Line.Messaging;

public sealed partial class LineMessagingClient
{
    /// <summary>Someone's profile.</summary>
    /// <param name="userId">The user id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LineApiException"><see cref="LineErrorKind.NotFound"/>: not a friend, blocked, or never wrote.</exception>
    public Task<UserProfile> GetProfileAsync(string userId, CancellationToken cancellationToken = default) =>
        GetAsync("GetProfile", "/v2/bot/profile/" + LinePath.Id(userId), LineClientJson.Context.UserProfile, cancellationToken);

    /// <summary>
    /// The user ids of all friends, fetched page by page while you read. Only for verified and premium accounts; others keep their own list from follow,
    /// unfollow and message events.
    /// </summary>
    /// <param name="limit">How many a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="LineApiException"><see cref="LineErrorKind.Forbidden"/> for an account that is neither verified nor premium.</exception>
    public IAsyncEnumerable<string> GetFollowersAsync(int limit = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        return PagesAsync(
            LineCall.GetFollowers,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/v2/bot/followers/ids?limit={limit}"),
            LineClientJson.Context.FollowersPage,
            page => (page.UserIds, page.Next),
            cancellationToken);
    }

    /// <summary>The official account itself: its name, its <c>@</c> id, how its chat is set.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<BotInfo> GetBotInfoAsync(CancellationToken cancellationToken = default) =>
        GetAsync("GetBotInfo", "/v2/bot/info", LineClientJson.Context.BotInfo, cancellationToken);

    /// <summary>A token that begins linking someone's LINE account with one of yours; valid for 10 minutes, once.</summary>
    /// <param name="userId">The user id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<string> IssueLinkTokenAsync(string userId, CancellationToken cancellationToken = default)
    {
        var call = new LineCall { Operation = "IssueLinkToken", Method = HttpMethod.Post, Path = $"/v2/bot/user/{LinePath.Id(userId)}/linkToken" };
        return (await ReadAsync(call, LineClientJson.Context.LinkTokenAnswer, cancellationToken).ConfigureAwait(false)).LinkToken;
    }

    /// <summary>A group's name and picture; the bot must be in it.</summary>
    /// <param name="groupId">The group id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<GroupSummary> GetGroupSummaryAsync(string groupId, CancellationToken cancellationToken = default) =>
        GetAsync("GetGroupSummary", $"/v2/bot/group/{LinePath.Id(groupId)}/summary", LineClientJson.Context.GroupSummary, cancellationToken);

    /// <summary>How many people are in a group, the bot not counted. A push to it costs as many messages.</summary>
    /// <inheritdoc cref="GetGroupSummaryAsync"/>
    public async Task<int> GetGroupMemberCountAsync(string groupId, CancellationToken cancellationToken = default) =>
        (await GetAsync("GetGroupMemberCount", $"/v2/bot/group/{LinePath.Id(groupId)}/members/count", LineClientJson.Context.MemberCountAnswer, cancellationToken)
            .ConfigureAwait(false)).Count;

    /// <summary>How many people are in a room, the bot not counted. A push to it costs as many messages.</summary>
    /// <param name="roomId">The room id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<int> GetRoomMemberCountAsync(string roomId, CancellationToken cancellationToken = default) =>
        (await GetAsync("GetRoomMemberCount", $"/v2/bot/room/{LinePath.Id(roomId)}/members/count", LineClientJson.Context.MemberCountAnswer, cancellationToken)
            .ConfigureAwait(false)).Count;

    /// <summary>The user ids of a group's members, fetched page by page while you read. Only for verified and premium accounts.</summary>
    /// <param name="groupId">The group id.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="LineApiException"><see cref="LineErrorKind.Forbidden"/> for an account that is neither verified nor premium.</exception>
    public IAsyncEnumerable<string> GetGroupMembersIdsAsync(string groupId, CancellationToken cancellationToken = default) =>
        PagesAsync(
            LineCall.GetGroupMembersIds,
            $"/v2/bot/group/{LinePath.Id(groupId)}/members/ids",
            LineClientJson.Context.MembersPage,
            page => (page.MemberIds, page.Next),
            cancellationToken);

    /// <summary>The user ids of a room's members, fetched page by page while you read. Only for verified and premium accounts.</summary>
    /// <param name="roomId">The room id.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="LineApiException"><see cref="LineErrorKind.Forbidden"/> for an account that is neither verified nor premium.</exception>
    public IAsyncEnumerable<string> GetRoomMembersIdsAsync(string roomId, CancellationToken cancellationToken = default) =>
        PagesAsync(
            LineCall.GetRoomMembersIds,
            $"/v2/bot/room/{LinePath.Id(roomId)}/members/ids",
            LineClientJson.Context.MembersPage,
            page => (page.MemberIds, page.Next),
            cancellationToken);

    /// <summary>The profile of a member of a group, friend or not.</summary>
    /// <param name="groupId">The group id.</param>
    /// <param name="userId">The user id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<MemberProfile> GetGroupMemberProfileAsync(string groupId, string userId, CancellationToken cancellationToken = default) =>
        GetAsync(
            "GetGroupMemberProfile",
            $"/v2/bot/group/{LinePath.Id(groupId)}/member/{LinePath.Id(userId)}",
            LineClientJson.Context.MemberProfile,
            cancellationToken);

    /// <summary>The profile of a member of a room, friend or not.</summary>
    /// <param name="roomId">The room id.</param>
    /// <param name="userId">The user id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<MemberProfile> GetRoomMemberProfileAsync(string roomId, string userId, CancellationToken cancellationToken = default) =>
        GetAsync(
            "GetRoomMemberProfile",
            $"/v2/bot/room/{LinePath.Id(roomId)}/member/{LinePath.Id(userId)}",
            LineClientJson.Context.MemberProfile,
            cancellationToken);

    /// <summary>The bot leaves a group.</summary>
    /// <param name="groupId">The group id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task LeaveGroupAsync(string groupId, CancellationToken cancellationToken = default) =>
        PostAsync("LeaveGroup", $"/v2/bot/group/{LinePath.Id(groupId)}/leave", body: null, LineRepeat.Once, cancellationToken);

    /// <summary>The bot leaves a room.</summary>
    /// <param name="roomId">The room id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task LeaveRoomAsync(string roomId, CancellationToken cancellationToken = default) =>
        PostAsync("LeaveRoom", $"/v2/bot/room/{LinePath.Id(roomId)}/leave", body: null, LineRepeat.Once, cancellationToken);
}
