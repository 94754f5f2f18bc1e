using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Aliases, by which a menu's tabs and a deployment switch menus.</summary>
internal static class RichMenuAliasOperations
{
    public static ApiAnswer Create(ApiRequest request)
    {
        if (request.Check(RequestShapes.CreateAlias) is { } refused) return refused;
        var (alias, menuId) = (request.Json!["richMenuAliasId"]!.GetValue<string>(), request.Json["richMenuId"]!.GetValue<string>());
        if (Unusable(request, menuId) is { } unusable) return unusable;
        return request.Platform.Menus.TryAddAlias(alias, menuId) ? ApiAnswer.Ok : ApiAnswer.Refused(400, Texts.AliasConflict);
    }

    public static ApiAnswer List(ApiRequest request) =>
        new(200, new JsonObject { ["aliases"] = new JsonArray([.. request.Platform.Menus.Aliases.Select(a => (JsonNode)Shown(a.Key, a.Value))]) });

    public static ApiAnswer Read(ApiRequest request) =>
        request.Platform.Menus.MenuOfAlias(request.Value(0)) is { } menuId ? new ApiAnswer(200, Shown(request.Value(0), menuId)) : Missing();

    public static ApiAnswer Update(ApiRequest request)
    {
        if (request.Check(RequestShapes.UpdateAlias) is { } refused) return refused;
        var menuId = request.Json!["richMenuId"]!.GetValue<string>();
        if (Unusable(request, menuId) is { } unusable) return unusable;
        return request.Platform.Menus.TryMoveAlias(request.Value(0), menuId) ? ApiAnswer.Ok : Missing();
    }

    public static ApiAnswer Delete(ApiRequest request) => request.Platform.Menus.RemoveAlias(request.Value(0)) ? ApiAnswer.Ok : Missing();

    private static ApiAnswer? Unusable(ApiRequest request, string menuId) => request.Platform.Menus.Find(menuId) switch
    {
        null => request.Misused(400, Texts.MenuNotFound, "richMenuId"),
        { Image: null } => request.Misused(400, Texts.ImageMissing, "richMenuId"),
        _ => null,
    };

    private static JsonObject Shown(string alias, string menuId) => new() { ["richMenuAliasId"] = alias, ["richMenuId"] = menuId };

    private static ApiAnswer Missing() => ApiAnswer.Refused(404, Texts.AliasNotFound);
}
