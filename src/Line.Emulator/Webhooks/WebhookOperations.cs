using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Where webhooks go, and trying it.</summary>
internal static class WebhookOperations
{
    public static ApiAnswer Read(ApiRequest request) => request.Platform.Options.WebhookUrl is { } url
        ? new ApiAnswer(200, new JsonObject { ["endpoint"] = url, ["active"] = true })
        : ApiAnswer.Refused(404, "Webhook endpoint not found");

    public static ApiAnswer Set(ApiRequest request)
    {
        if (BadAddress(request) is { } bad) return bad;
        if (request.Check(RequestShapes.SetWebhook) is { } refused) return refused;
        request.Platform.Options.WebhookUrl = request.Json!["endpoint"]!.GetValue<string>();
        return ApiAnswer.Ok;
    }

    public static async ValueTask<ApiAnswer> TestAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (BadAddress(request) is { } bad) return bad;
        if (request.Check(RequestShapes.TestWebhook) is { } refused) return refused;
        var url = request.Json!["endpoint"]?.GetValue<string>() ?? request.Platform.Options.WebhookUrl;
        if (url is null) return ApiAnswer.Refused(404, "Webhook endpoint not found");
        var delivery = await VerifyAsync(request.Platform, url, cancellationToken).ConfigureAwait(false);
        return new ApiAnswer(200, new JsonObject
        {
            ["success"] = delivery.Succeeded,
            ["timestamp"] = NarrowcastOperations.Iso(delivery.At),
            ["statusCode"] = delivery.Status,
            ["reason"] = delivery.Succeeded ? "OK" : delivery.Reason.ToUpperInvariant(),
            ["detail"] = delivery.Status == 0 ? delivery.Reason : ((System.Net.HttpStatusCode)delivery.Status).ToString(),
        });
    }

    /// <summary>The Verify button: a webhook without events.</summary>
    public static Task<WebhookDelivery> VerifyAsync(Platform platform, string? url, CancellationToken cancellationToken) =>
        platform.Webhooks.PostAsync(EventWriter.Write(platform.Options, []), null, url, [], false, cancellationToken);

    private static ApiAnswer? BadAddress(ApiRequest request) =>
        request.Json!["endpoint"] is JsonValue value && value.TryGetValue<string>(out var url) && !WebhookAddress.IsAllowed(url)
            ? request.Misused(400, "Invalid webhook endpoint URL", "endpoint") : null;
}
