namespace Line.Messaging;

public sealed partial class LineMessagingClient
{
    /// <summary>Creates a rich menu; it needs a picture (<see cref="SetRichMenuImageAsync"/>) before anyone can have it. LINE allows 100 an hour: reuse.</summary>
    /// <param name="richMenu">The menu; checked before it is sent.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The id that LINE gave it.</returns>
    /// <exception cref="LineValidationException">LINE would refuse the menu.</exception>
    public async Task<string> CreateRichMenuAsync(RichMenu richMenu, CancellationToken cancellationToken = default)
    {
        RichMenuValidator.ThrowIfInvalid(richMenu);
        var call = new LineCall
        {
            Operation = "CreateRichMenu",
            Method = HttpMethod.Post,
            Path = "/v2/bot/richmenu",
            Body = Json(richMenu, LineClientJson.Context.RichMenu),
            Repeat = LineRepeat.Once,
            HasEffect = true,
        };
        return (await ReadAsync(call, LineClientJson.Context.RichMenuIdAnswer, cancellationToken).ConfigureAwait(false)).RichMenuId;
    }

    /// <summary>Asks LINE whether it would take the menu. Creates nothing; the local checks are left out.</summary>
    /// <param name="richMenu">The menu.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LineApiException">It would not; <see cref="LineApiException.Details"/> says why.</exception>
    public Task ValidateRichMenuObjectAsync(RichMenu richMenu, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(richMenu);
        var call = new LineCall
        {
            Operation = "ValidateRichMenuObject",
            Method = HttpMethod.Post,
            Path = "/v2/bot/richmenu/validate",
            Body = Json(richMenu, LineClientJson.Context.RichMenu),
        };
        return DoAsync(call, cancellationToken);
    }

    /// <summary>A rich menu made by API (those made in the account manager are not to be had).</summary>
    /// <param name="richMenuId">The menu's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<RichMenuResponse> GetRichMenuAsync(string richMenuId, CancellationToken cancellationToken = default) =>
        GetAsync("GetRichMenu", "/v2/bot/richmenu/" + LinePath.Id(richMenuId), LineClientJson.Context.RichMenuResponse, cancellationToken);

    /// <summary>All rich menus made by API, at most 1,000. LINE allows 10 calls a second.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<RichMenuResponse>> GetRichMenuListAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync("GetRichMenuList", "/v2/bot/richmenu/list", LineClientJson.Context.RichMenuListAnswer, cancellationToken).ConfigureAwait(false))
        .RichMenus ?? [];

    /// <summary>Deletes a rich menu; who had it has none. LINE allows 100 an hour.</summary>
    /// <param name="richMenuId">The menu's id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task DeleteRichMenuAsync(string richMenuId, CancellationToken cancellationToken = default) =>
        DeleteAsync("DeleteRichMenu", "/v2/bot/richmenu/" + LinePath.Id(richMenuId), LineRepeat.Once, cancellationToken);

    /// <summary>Gives a rich menu its picture, once: it can't be replaced, only the menu made anew.</summary>
    /// <param name="richMenuId">The menu's id.</param>
    /// <param name="image">A PNG or JPEG of at most 1 MB; type, bytes and pixels are checked before it is sent.</param>
    /// <param name="size">The menu's size, which the picture must have; null to leave that to LINE.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="LineValidationException">LINE would refuse the picture; the message says why.</exception>
    public Task SetRichMenuImageAsync(
        string richMenuId, ReadOnlyMemory<byte> image, RichMenuSize? size = null, CancellationToken cancellationToken = default)
    {
        var path = $"/v2/bot/richmenu/{LinePath.Id(richMenuId)}/content";
        if (RichMenuImage.Problem(image.Span, size) is { } problem)
            throw new LineValidationException([new LimitViolation("image", problem, LimitSeverity.Error)]);
        _ = RichMenuImage.TryRead(image.Span, out var header);
        var call = new LineCall
        {
            Operation = "SetRichMenuImage",
            Method = HttpMethod.Post,
            Host = LineHost.Data,
            Path = path,
            Body = image.ToArray(),
            ContentType = header!.ContentType,
            Repeat = LineRepeat.Once,
            HasEffect = true,
        };
        return DoAsync(call, cancellationToken);
    }

    /// <summary>A rich menu's picture: <see cref="ContentResult.Ready"/>, or <see cref="ContentResult.NotFound"/> when there is no such menu or it has none yet.</summary>
    /// <param name="richMenuId">The menu's id.</param>
    /// <param name="cancellationToken">Cancels the wait for the answer.</param>
    public Task<ContentResult> GetRichMenuImageAsync(string richMenuId, CancellationToken cancellationToken = default) =>
        ContentAsync("GetRichMenuImage", $"/v2/bot/richmenu/{LinePath.Id(richMenuId)}/content", cancellationToken);

    /// <summary>Makes a menu the one that everybody sees who has none of their own. Shows when a chat is opened anew, within a minute.</summary>
    /// <param name="richMenuId">The menu's id; it must have its picture.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task SetDefaultRichMenuAsync(string richMenuId, CancellationToken cancellationToken = default) =>
        PostAsync("SetDefaultRichMenu", "/v2/bot/user/all/richmenu/" + LinePath.Id(richMenuId), body: null, LineRepeat.Always, cancellationToken);

    /// <summary>The default menu's id; null when none is set by API.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<string?> GetDefaultRichMenuIdAsync(CancellationToken cancellationToken = default) =>
        RichMenuIdAsync("GetDefaultRichMenuId", "/v2/bot/user/all/richmenu", cancellationToken);

    /// <summary>There is no default menu any more.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task CancelDefaultRichMenuAsync(CancellationToken cancellationToken = default) =>
        DeleteAsync("CancelDefaultRichMenu", "/v2/bot/user/all/richmenu", LineRepeat.Always, cancellationToken);

    /// <summary>A GET of one id, of which there may be none.</summary>
    private async Task<string?> RichMenuIdAsync(string operation, string path, CancellationToken cancellationToken)
    {
        var call = new LineCall { Operation = operation, Method = HttpMethod.Get, Path = path, Expected = [404] };
        using var response = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        return (int)response.StatusCode == 404
            ? null
            : (await LineAnswer.ReadAsync(response, call, LineClientJson.Context.RichMenuIdAnswer, cancellationToken).ConfigureAwait(false)).RichMenuId;
    }
}
