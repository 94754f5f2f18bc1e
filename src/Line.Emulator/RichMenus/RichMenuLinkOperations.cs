using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Which menu who sees.</summary>
internal static class RichMenuLinkOperations
{
    public static ApiAnswer SetDefault(ApiRequest request)
    {
        if (Usable(request, request.Value(0), "richMenuId") is { } refused) return refused;
        request.Platform.Menus.DefaultId = request.Value(0);
        ShowAll(request.Platform);
        return ApiAnswer.Ok;
    }

    public static ApiAnswer ReadDefault(ApiRequest request) => Id(request.Platform.Menus.DefaultId, "no default richmenu");

    public static ApiAnswer CancelDefault(ApiRequest request)
    {
        request.Platform.Menus.DefaultId = null;
        ShowAll(request.Platform);
        return ApiAnswer.Ok;
    }

    public static ApiAnswer Link(ApiRequest request)
    {
        if (BadUser(request) is { } bad) return bad;
        if (Usable(request, request.Value(1), "richMenuId") is { } refused) return refused;
        Set(request.Platform, request.Value(0), request.Value(1));
        return ApiAnswer.Ok;
    }

    public static ApiAnswer ReadUser(ApiRequest request) =>
        BadUser(request) ?? Id(request.Platform.Chats.TryUser(request.Value(0), out var user) ? user.RichMenuId : null, "the user has no richmenu");

    public static ApiAnswer Unlink(ApiRequest request)
    {
        if (BadUser(request) is { } bad) return bad;
        Set(request.Platform, request.Value(0), null);
        return ApiAnswer.Ok;
    }

    public static ApiAnswer BulkLink(ApiRequest request)
    {
        if (request.Check(RequestShapes.BulkLink) is { } refused) return refused;
        var menuId = request.Json!["richMenuId"]!.GetValue<string>();
        return Usable(request, menuId, "richMenuId") ?? SetAll(request, menuId);
    }

    public static ApiAnswer BulkUnlink(ApiRequest request) => request.Check(RequestShapes.BulkUnlink) ?? SetAll(request, null);

    public static ApiAnswer ValidateBatch(ApiRequest request) => CheckBatch(request) ?? ApiAnswer.Ok;

    public static ApiAnswer Batch(ApiRequest request)
    {
        if (CheckBatch(request) is { } refused) return refused;
        var platform = request.Platform;
        var before = platform.Chats.Users.Select(u => (User: u, Menu: u.RichMenuId)).ToList();
        foreach (var operation in request.Json!["operations"]!.AsArray())
        {
            var (type, from, to) = (operation!["type"]!.GetValue<string>(), operation["from"]?.GetValue<string>(), operation["to"]?.GetValue<string>());
            foreach (var (user, menu) in before)
                if (menu is not null && (type == "unlinkAll" || menu == from))
                    Set(platform, user.Id, type == "link" ? to : null);
        }
        platform.Menus.NoteBatch(request.RequestId, platform.Now);
        return ApiAnswer.Accepted;
    }

    public static ApiAnswer BatchProgress(ApiRequest request)
    {
        if (request.Query("requestId") is not { Length: > 0 } id) return request.Misused(400, "The value for the 'requestId' parameter is invalid", "requestId");
        return request.Platform.Menus.Batch(id) is { } at
            ? new ApiAnswer(200, new JsonObject { ["phase"] = "succeeded", ["acceptedTime"] = NarrowcastOperations.Iso(at), ["completedTime"] = NarrowcastOperations.Iso(at) })
            : ApiAnswer.Refused(404, Texts.NotFound);
    }

    private static ApiAnswer? CheckBatch(ApiRequest request)
    {
        if (request.Check(RequestShapes.Batch) is { } refused) return refused;
        foreach (var operation in request.Json!["operations"]!.AsArray())
            if (operation!["to"]?.GetValue<string>() is { } to && Usable(request, to, "operations.to") is { } unusable) return unusable;
        return null;
    }

    private static ApiAnswer? Usable(ApiRequest request, string menuId, string property)
    {
        if (request.Platform.Menus.Find(menuId) is not { } menu) return RichMenuOperations.Missing();
        return menu.Image is null ? request.Misused(400, Texts.ImageMissing, property) : null;
    }

    private static ApiAnswer? BadUser(ApiRequest request) =>
        ChatDirectory.IsUserId(request.Value(0)) ? null : request.Misused(400, "The value for the 'userId' parameter is invalid", "userId");

    private static ApiAnswer Id(string? menuId, string missing) =>
        menuId is null ? ApiAnswer.Refused(404, missing) : new ApiAnswer(200, new JsonObject { ["richMenuId"] = menuId });

    private static ApiAnswer SetAll(ApiRequest request, string? menuId)
    {
        var ids = request.Json!["userIds"]!.AsArray();
        foreach (var id in ids)
            if (!ChatDirectory.IsUserId(id!.GetValue<string>())) return request.Misused(400, $"The property, {id.GetPath()[2..]}, in the request body is invalid (line: -, column: -)", id.GetPath()[2..]);
        foreach (var id in ids) Set(request.Platform, id!.GetValue<string>(), menuId);
        return ApiAnswer.Accepted;
    }

    /// <summary>Blocked and unknown people: 200 and no effect.</summary>
    private static void Set(Platform platform, string userId, string? menuId)
    {
        if (!platform.Chats.TryUser(userId, out var user) || user.Blocked || user.RichMenuId == menuId) return;
        user.RichMenuId = menuId;
        platform.Hub.User(user);
    }

    private static void ShowAll(Platform platform)
    {
        if (!platform.Hub.HasListeners) return;
        foreach (var user in platform.Chats.Users) platform.Hub.User(user);
    }
}
