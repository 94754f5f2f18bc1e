using System.Buffers;

namespace Line.Messaging;

public sealed partial class LineMessagingClient
{
    /// <summary>The most users of one bulk link or unlink.</summary>
    public const int MaxBulkUsers = 500;

    /// <summary>The most operations of one batch.</summary>
    public const int MaxBatchOperations = 1000;

    private const string AliasPath = "/v2/bot/richmenu/alias/";

    private static readonly SearchValues<char> s_aliasCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Gives one user a menu of their own, at once. Without effect, and without error, for who blocked the account.</summary>
    /// <param name="userId">The user id.</param>
    /// <param name="richMenuId">The menu's id; it must have its picture.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task LinkRichMenuIdToUserAsync(string userId, string richMenuId, CancellationToken cancellationToken = default) =>
        PostAsync(
            "LinkRichMenuIdToUser",
            $"/v2/bot/user/{LinePath.Id(userId)}/richmenu/{LinePath.Id(richMenuId)}",
            body: null,
            LineRepeat.Always,
            cancellationToken);

    /// <summary>The id of the menu that was given to a user; null when there is none.</summary>
    /// <param name="userId">The user id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<string?> GetRichMenuIdOfUserAsync(string userId, CancellationToken cancellationToken = default) =>
        RichMenuIdAsync("GetRichMenuIdOfUser", $"/v2/bot/user/{LinePath.Id(userId)}/richmenu", cancellationToken);

    /// <summary>Takes a user's own menu away, so that the default shows.</summary>
    /// <param name="userId">The user id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task UnlinkRichMenuIdFromUserAsync(string userId, CancellationToken cancellationToken = default) =>
        DeleteAsync("UnlinkRichMenuIdFromUser", $"/v2/bot/user/{LinePath.Id(userId)}/richmenu", LineRepeat.Always, cancellationToken);

    /// <summary>Gives many users a menu. LINE does it later (202).</summary>
    /// <param name="richMenuId">The menu's id; it must have its picture.</param>
    /// <param name="userIds">1 to 500 user ids.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task LinkRichMenuIdToUsersAsync(string richMenuId, IReadOnlyList<string> userIds, CancellationToken cancellationToken = default)
    {
        ThrowUnlessUserIds(userIds, MaxBulkUsers);
        var body = Json(new RichMenuBulkBody(LinePath.Id(richMenuId), userIds), LineClientJson.Context.RichMenuBulkBody);
        return PostAsync("LinkRichMenuIdToUsers", "/v2/bot/richmenu/bulk/link", body, LineRepeat.Always, cancellationToken);
    }

    /// <summary>Takes many users' own menus away. LINE does it later (202).</summary>
    /// <param name="userIds">1 to 500 user ids.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task UnlinkRichMenuIdFromUsersAsync(IReadOnlyList<string> userIds, CancellationToken cancellationToken = default)
    {
        ThrowUnlessUserIds(userIds, MaxBulkUsers);
        var body = Json(new RichMenuBulkBody(null, userIds), LineClientJson.Context.RichMenuBulkBody);
        return PostAsync("UnlinkRichMenuIdFromUsers", "/v2/bot/richmenu/bulk/unlink", body, LineRepeat.Always, cancellationToken);
    }

    /// <summary>Replaces or removes menus for everybody who has them. LINE does it later (202) and allows 3 an hour.</summary>
    /// <param name="operations">1 to 1,000.</param>
    /// <param name="resumeRequestKey">1 to 100 of <c>a–z A–Z 0–9 _ -</c>: with it a failed batch can be repeated for those it missed, for 14 days.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The request id, for <see cref="GetRichMenuBatchProgressAsync"/>.</returns>
    public async Task<string?> RichMenuBatchAsync(
        IReadOnlyList<RichMenuBatchOperation> operations, string? resumeRequestKey = null, CancellationToken cancellationToken = default)
    {
        var call = new LineCall
        {
            Operation = "RichMenuBatch",
            Method = HttpMethod.Post,
            Path = "/v2/bot/richmenu/batch",
            Body = BatchBody(operations, resumeRequestKey),
            Repeat = LineRepeat.Once,
            HasEffect = true,
        };
        using var response = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        return response.HeaderOrNull(LineHeaders.RequestId);
    }

    /// <summary>Asks LINE whether it would take a batch. Changes nothing.</summary>
    /// <param name="operations">1 to 1,000.</param>
    /// <param name="resumeRequestKey">The resume key, if there is one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LineApiException">It would not.</exception>
    public Task ValidateRichMenuBatchRequestAsync(
        IReadOnlyList<RichMenuBatchOperation> operations, string? resumeRequestKey = null, CancellationToken cancellationToken = default) =>
        DoAsync(
            new LineCall
            {
                Operation = "ValidateRichMenuBatchRequest",
                Method = HttpMethod.Post,
                Path = "/v2/bot/richmenu/validate/batch",
                Body = BatchBody(operations, resumeRequestKey),
            },
            cancellationToken);

    /// <summary>How far a batch is. LINE allows 100 calls an hour.</summary>
    /// <param name="requestId">What <see cref="RichMenuBatchAsync"/> returned.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<RichMenuBatchProgress> GetRichMenuBatchProgressAsync(string requestId, CancellationToken cancellationToken = default) =>
        GetAsync(
            "GetRichMenuBatchProgress",
            "/v2/bot/richmenu/progress/batch?requestId=" + LinePath.Id(requestId),
            LineClientJson.Context.RichMenuBatchProgress,
            cancellationToken);

    /// <summary>Makes a name for a menu.</summary>
    /// <param name="richMenuAliasId"><c>a–z 0–9 _ -</c>, 1 to 32 characters.</param>
    /// <param name="richMenuId">The menu's id; it must have its picture.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="LineApiException">400 when the name is taken: then use <see cref="UpdateRichMenuAliasAsync"/>.</exception>
    public Task CreateRichMenuAliasAsync(string richMenuAliasId, string richMenuId, CancellationToken cancellationToken = default)
    {
        var body = Json(new RichMenuAlias(AliasId(richMenuAliasId), LinePath.Id(richMenuId)), LineClientJson.Context.RichMenuAlias);
        return PostAsync("CreateRichMenuAlias", "/v2/bot/richmenu/alias", body, LineRepeat.Once, cancellationToken);
    }

    /// <summary>Points a name at another menu.</summary>
    /// <param name="richMenuAliasId">The name.</param>
    /// <param name="richMenuId">The menu's id; it must have its picture.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task UpdateRichMenuAliasAsync(string richMenuAliasId, string richMenuId, CancellationToken cancellationToken = default)
    {
        var body = Json(new RichMenuAliasUpdateBody(LinePath.Id(richMenuId)), LineClientJson.Context.RichMenuAliasUpdateBody);
        return PostAsync("UpdateRichMenuAlias", AliasPath + AliasId(richMenuAliasId), body, LineRepeat.Always, cancellationToken);
    }

    /// <summary>The menu a name stands for; null when there is no such name.</summary>
    /// <param name="richMenuAliasId">The name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<RichMenuAlias?> GetRichMenuAliasAsync(string richMenuAliasId, CancellationToken cancellationToken = default)
    {
        var call = new LineCall { Operation = "GetRichMenuAlias", Method = HttpMethod.Get, Path = AliasPath + AliasId(richMenuAliasId), Expected = [404] };
        using var response = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        return (int)response.StatusCode == 404
            ? null
            : await LineAnswer.ReadAsync(response, call, LineClientJson.Context.RichMenuAlias, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All names.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<RichMenuAlias>> GetRichMenuAliasListAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync("GetRichMenuAliasList", "/v2/bot/richmenu/alias/list", LineClientJson.Context.RichMenuAliasListAnswer, cancellationToken)
            .ConfigureAwait(false)).Aliases ?? [];

    /// <summary>Deletes a name; its menu stays. LINE allows 100 an hour.</summary>
    /// <param name="richMenuAliasId">The name.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task DeleteRichMenuAliasAsync(string richMenuAliasId, CancellationToken cancellationToken = default) =>
        DeleteAsync("DeleteRichMenuAlias", AliasPath + AliasId(richMenuAliasId), LineRepeat.Once, cancellationToken);

    private static string AliasId(string richMenuAliasId)
    {
        ArgumentException.ThrowIfNullOrEmpty(richMenuAliasId);
        // GET …/alias/list is another endpoint: no alias of that name could ever be read.
        return richMenuAliasId.Length <= 32 && !richMenuAliasId.AsSpan().ContainsAnyExcept(s_aliasCharacters) && richMenuAliasId != "list"
            ? richMenuAliasId
            : throw new ArgumentException("A rich menu alias is 1 to 32 of a–z, 0–9, _ and -, and not \"list\".", nameof(richMenuAliasId));
    }

    private static byte[] BatchBody(IReadOnlyList<RichMenuBatchOperation> operations, string? resumeRequestKey)
    {
        ArgumentNullException.ThrowIfNull(operations);
        if (operations.Count is < 1 or > MaxBatchOperations)
            throw new ArgumentException($"There are {operations.Count} operations; LINE takes 1 to {MaxBatchOperations} at a time.", nameof(operations));
        if (resumeRequestKey is { } key && LinePath.Id(key).Length > 100)
            throw new ArgumentException("A resume key is 1 to 100 characters.", nameof(resumeRequestKey));
        return Json(new RichMenuBatchBody(operations, resumeRequestKey), LineClientJson.Context.RichMenuBatchBody);
    }
}
