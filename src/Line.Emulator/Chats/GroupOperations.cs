using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Groups and rooms the bot is in.</summary>
internal static class GroupOperations
{
    private const int PageSize = 100;

    public static ApiAnswer Summary(ApiRequest request) => Find(request) is { } group
        ? new ApiAnswer(200, new JsonObject { ["groupId"] = group.Id, ["groupName"] = group.Name })
        : ApiAnswer.Refused(404, Texts.NotFound);

    public static ApiAnswer Count(ApiRequest request) => Find(request) is { } group
        ? new ApiAnswer(200, new JsonObject { ["count"] = group.Members.Length })
        : ApiAnswer.Refused(404, Texts.NotFound);

    public static ApiAnswer MemberIds(ApiRequest request)
    {
        if (!request.Platform.Options.Verified) return ApiAnswer.Refused(403, Texts.NoAccess);
        return Find(request) is { } group ? PeopleOperations.Page(request, "memberIds", group.Members, PageSize) : ApiAnswer.Refused(404, Texts.NotFound);
    }

    public static ApiAnswer MemberProfile(ApiRequest request) =>
        Find(request) is { } group && group.Has(request.Value(1)) && request.Platform.Chats.TryUser(request.Value(1), out var user)
            ? new ApiAnswer(200, PeopleOperations.Shown(user, withLanguage: false))
            : ApiAnswer.Refused(404, Texts.NotFound);

    public static ApiAnswer Leave(ApiRequest request)
    {
        if (Find(request) is not { } group) return ApiAnswer.Refused(404, Texts.NotFound);
        group.BotIn = false;
        request.Platform.Hub.Group(group);
        return ApiAnswer.Ok;
    }

    private static GroupChat? Find(ApiRequest request) =>
        request.Platform.Chats.TryGroup(request.Value(0), out var group) && group.BotIn && group.IsRoom == request.Operation.Template.Contains("/room/", StringComparison.Ordinal) ? group : null;
}
