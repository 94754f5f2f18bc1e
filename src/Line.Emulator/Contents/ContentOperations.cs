using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>What people sent, on the data host: 200, 202 while prepared, 404, 410 after an unsend.</summary>
internal static class ContentOperations
{
    public static ApiAnswer Content(ApiRequest request)
    {
        if (Find(request, out var refused) is not { } content) return refused!;
        return content.ReadyAt > request.Platform.Now ? new ApiAnswer(202) : File(content);
    }

    public static ApiAnswer Preview(ApiRequest request)
    {
        if (Find(request, out var refused) is not { } content) return refused!;
        if (content.Kind is not ("image" or "video")) return request.Misused(404, Texts.ContentNotFound, note: "previews are of images and videos only");
        if (content.ReadyAt > request.Platform.Now) return new ApiAnswer(202);
        return content.Kind == "image" ? File(content) : new ApiAnswer(200) { Bytes = Blank, ContentType = "image/png" };
    }

    public static ApiAnswer Transcoding(ApiRequest request)
    {
        if (Find(request, out var refused) is not { } content) return refused!;
        if (content.Kind is not ("video" or "audio")) return request.Misused(400, "Unsupported message type", note: "only video and audio are transcoded");
        return new ApiAnswer(200, new JsonObject { ["status"] = content.ReadyAt > request.Platform.Now ? "processing" : "succeeded" });
    }

    private static StoredContent? Find(ApiRequest request, out ApiAnswer? refused)
    {
        var content = request.Platform.Contents.Find(request.Value(0));
        refused = content is null ? ApiAnswer.Refused(404, Texts.ContentNotFound) : content.IsGone ? ApiAnswer.Refused(410, Texts.ContentGone) : null;
        return refused is null ? content : null;
    }

    private static ApiAnswer File(StoredContent content) => new(200) { Bytes = content.Bytes, ContentType = content.ContentType };

    /// <summary>A single grey pixel: there is no decoder here to cut a frame from a video.</summary>
    private static readonly byte[] Blank = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");
}
