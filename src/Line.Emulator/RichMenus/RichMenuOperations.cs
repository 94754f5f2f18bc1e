using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Rich menus themselves: create, look at, delete, picture.</summary>
internal static class RichMenuOperations
{
    private const int MaxImageBytes = 1024 * 1024;

    public static ApiAnswer Validate(ApiRequest request) => request.Check(RequestShapes.RichMenu) ?? ApiAnswer.Ok;

    public static ApiAnswer Create(ApiRequest request)
    {
        if (request.Check(RequestShapes.RichMenu) is { } refused) return refused;
        return request.Platform.Menus.Add(request.Json!.DeepClone().AsObject()) is { } menu
            ? new ApiAnswer(200, new JsonObject { ["richMenuId"] = menu.Id })
            : request.Misused(400, "The maximum number of rich menus has been reached");
    }

    public static ApiAnswer List(ApiRequest request) =>
        new(200, new JsonObject { ["richmenus"] = new JsonArray([.. request.Platform.Menus.All.Select(m => (JsonNode)m.Shown())]) });

    public static ApiAnswer Read(ApiRequest request) => request.Platform.Menus.Find(request.Value(0)) is { } menu ? new ApiAnswer(200, menu.Shown()) : Missing();

    public static ApiAnswer Delete(ApiRequest request)
    {
        var wasDefault = request.Platform.Menus.DefaultId == request.Value(0);
        if (!request.Platform.Menus.Remove(request.Value(0))) return Missing();
        foreach (var user in request.Platform.Chats.Users)
        {
            var own = user.RichMenuId == request.Value(0);
            if (own) user.RichMenuId = null;
            if (own || wasDefault) request.Platform.Hub.User(user);
        }
        return ApiAnswer.Ok;
    }

    public static ApiAnswer Image(ApiRequest request) => request.Platform.Menus.Find(request.Value(0)) is { Image: var (bytes, type) }
        ? new ApiAnswer(200) { Bytes = bytes, ContentType = type }
        : Missing();

    public static ApiAnswer Upload(ApiRequest request)
    {
        if (request.Platform.Menus.Find(request.Value(0)) is not { } menu) return Missing();
        var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is not ("image/png" or "image/jpeg")) return request.Misused(415, "Unsupported Media Type", note: "The content type has to be image/png or image/jpeg");
        if (request.Body.Length > MaxImageBytes) return request.Misused(413, "Payload Too Large", note: "The picture is larger than 1 MB");
        if (ImageHeader.Read(request.Body.Span) is not { } image) return request.Misused(400, "The image could not be read", note: "neither PNG nor JPEG");
        if (image.ContentType != type) return request.Misused(415, "Unsupported Media Type", note: $"the bytes are {image.ContentType}");
        if (image.Width is < 800 or > 2_500 || image.Height < 250 || (double)image.Width / image.Height < RichMenuRules.MinRatio
            || RichMenuRules.Size(menu.Definition) is var (width, height) && (width, height) != (image.Width, image.Height))
            return request.Misused(400, Texts.ImageSize, note: $"the picture is {image.Width}×{image.Height}");
        lock (request.Platform.Menus.Gate)
        {
            if (menu.Image is not null) return request.Misused(400, Texts.ImageUploaded);
            menu.Image = (request.Body.ToArray(), type);
        }
        return ApiAnswer.Ok;
    }

    public static ApiAnswer Missing() => ApiAnswer.Refused(404, Texts.MenuNotFound);
}
