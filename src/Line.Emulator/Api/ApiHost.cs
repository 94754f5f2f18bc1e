using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Line.Emulator;

/// <summary>api.line.me and api-data.line.me: finds the operation, applies what holds for all of them, and writes the answer.</summary>
internal sealed class ApiHost(Platform platform)
{
    private const int MaxBody = 2 * 1024 * 1024;

    private static readonly Dictionary<int, Operation[]> ByLength = OperationTable.All.GroupBy(o => o.Segments.Length)
        .ToDictionary(g => g.Key, g => g.OrderBy(o => o.Template.Count(c => c == '{')).ThenByDescending(o => o.Template.IndexOf('{', StringComparison.Ordinal) is < 0 ? int.MaxValue : o.Template.IndexOf('{', StringComparison.Ordinal)).ToArray());

    /// <summary>Answers one call; the path is below the host, with its leading slash, still encoded.</summary>
    public async Task HandleAsync(HttpContext context, LineHost host, string path, Uri baseAddress)
    {
        var started = platform.Time.GetTimestamp();
        var at = platform.Time.GetUtcNow();
        var requestId = Guid.NewGuid().ToString();
        context.Response.Headers["x-line-request-id"] = requestId;
        context.Response.Headers["x-content-type-options"] = "nosniff";
        context.Response.Headers["cache-control"] = "no-cache, no-store, max-age=0, must-revalidate";

        var (operation, values, known) = Find(context.Request.Method, host, path);
        var retryKey = context.Request.Headers["X-Line-Retry-Key"].ToString() is { Length: > 0 } key ? key : null;
        var fault = operation is null ? null : platform.Faults.TakeForCall(operation, path);
        ApiRequest? request = null;
        ApiAnswer answer;
        if (operation is null)
        {
            answer = known is null ? ApiAnswer.Refused(404, Texts.NotFound) : known.Host != host ? ApiAnswer.Refused(404, Texts.NotFound) : ApiAnswer.Refused(405, "Method Not Allowed");
        }
        else
        {
            request = new ApiRequest(platform, operation, values, requestId, context.Request.Query)
            {
                RetryKey = Guid.TryParseExact(retryKey, "D", out var uuid) ? uuid : null,
                ContentType = context.Request.ContentType,
                Bearer = context.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : null,
                Host = baseAddress,
            };
            try
            {
                answer = await AnswerAsync(context, request, retryKey, fault).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                answer = new ApiAnswer(0);
            }
            catch (IOException)
            {
                // The caller died in the middle of its request: it asked nothing, and broke no rule.
                answer = new ApiAnswer(0);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A fault of the emulator itself has to be seen where the bot's faults are looked for.
                answer = request.Misused(500, "Internal Server Error", note: $"The emulator failed: {e.GetType().Name}: {e.Message}");
            }
        }

        var bytes = answer.Bytes ?? (answer.Json is null ? ReadOnlyMemory<byte>.Empty : Compact.Utf8(answer.Json));
        Log(context, request, operation, known, host, path, answer, bytes, fault, retryKey, requestId, at, started);
        if (answer.Status == 0) await CutAsync(context, fault).ConfigureAwait(false);
        else await WriteAsync(context, answer, bytes).ConfigureAwait(false);
    }

    private static (Operation? Operation, string[] Values, Operation? Known) Find(string method, LineHost host, string path)
    {
        var segments = path.Split('/')[1..];
        Operation? known = null;
        if (ByLength.TryGetValue(segments.Length, out var candidates))
            foreach (var candidate in candidates)
            {
                if (candidate.Match(segments) is not { } values) continue;
                if (candidate.Host == host && candidate.Method == method) return (candidate, values, candidate);
                if (known is null || known.Host != host) known = candidate;
            }
        return (null, [], known);
    }

    private async ValueTask<ApiAnswer> AnswerAsync(HttpContext context, ApiRequest request, string? retryKey, Fault? fault)
    {
        var stop = context.RequestAborted;
        switch (fault?.Kind)
        {
            case FaultKinds.ErrorBefore:
                return ApiAnswer.Refused(500, "Internal Server Error");
            case FaultKinds.TimeoutBefore:
                return new ApiAnswer(0);
            case FaultKinds.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMilliseconds ?? 1_000), platform.Time, stop).ConfigureAwait(false);
                break;
        }
        if (!request.Operation.IsOpen && !(request.Bearer is { } token && platform.Tokens.IsValid(token)))
            return request.Misused(401, Texts.Unauthorized);
        if (fault?.Kind == FaultKinds.RateLimit || !platform.Buckets.TryTake(request.Operation.Name, request.Operation.Limit))
        {
            request.Findings.Warn("", Texts.RateLimit);
            return ApiAnswer.Refused(429, Texts.RateLimit);
        }
        if (retryKey is not null && !request.Operation.TakesRetryKey)
            return request.Misused(400, "X-Line-Retry-Key is not supported by this endpoint");
        if (retryKey is not null && request.RetryKey is null)
            return request.Misused(400, "X-Line-Retry-Key must be a UUID");
        if (await ReadAsync(context, request, stop).ConfigureAwait(false) is { } refused)
            return refused;
        if (fault?.Kind == FaultKinds.MonthlyLimit) return ApiAnswer.Refused(429, Texts.MonthlyLimit);
        if (fault?.Kind == FaultKinds.ContentNotReady) return new ApiAnswer(202);

        var answer = await request.Operation.Handler(request, stop).ConfigureAwait(false);
        return fault?.Kind switch
        {
            FaultKinds.ErrorAfter => ApiAnswer.Refused(500, "Internal Server Error"),
            FaultKinds.TimeoutAfter => new ApiAnswer(0),
            _ => answer,
        };
    }

    private static async ValueTask<ApiAnswer?> ReadAsync(HttpContext context, ApiRequest request, CancellationToken stop)
    {
        var kind = request.Operation.Body;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        while (await context.Request.Body.ReadAsync(chunk, stop).ConfigureAwait(false) is > 0 and var read)
        {
            if (buffer.Length + read > MaxBody) return request.Misused(413, "Payload Too Large", note: "The request is larger than 2 MB");
            buffer.Write(chunk, 0, read);
        }
        request.Body = buffer.ToArray();
        if (kind is BodyKind.None or BodyKind.Bytes) return null;
        var type = request.ContentType?.Split(';')[0].Trim();
        if (kind == BodyKind.Form)
        {
            if (type != "application/x-www-form-urlencoded" && !request.Body.IsEmpty) return request.Misused(415, "Unsupported Media Type");
            request.Form = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(request.Body.Span));
            return null;
        }
        if (!string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
            return request.Misused(415, "Unsupported Media Type", note: "The content type has to be application/json");
        try
        {
            request.Json = JsonNode.Parse(request.Body.Span, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            return request.Misused(400, string.Create(CultureInfo.InvariantCulture,
                $"The request body could not be parsed as JSON (line: {e.LineNumber + 1}, column: {e.BytePositionInLine + 1})"));
        }
        return request.Json is JsonObject ? null : request.Misused(400, "The request body could not be parsed as JSON (line: 1, column: 1)");
    }

    private void Log(HttpContext context, ApiRequest? request, Operation? operation, Operation? known, LineHost host, string path, ApiAnswer answer,
        ReadOnlyMemory<byte> bytes, Fault? fault, string? retryKey, string requestId, DateTimeOffset at, long started)
    {
        var name = operation?.Name ?? $"{context.Request.Method} {path}";
        List<Violation> violations = [], warnings = [];
        if (operation is null)
            violations.Add(new Violation(at, requestId, name, "", known switch
            {
                null => "LINE has no such path",
                { } other when other.Host != host => other.Host == LineHost.Data ? "This path is on api-data.line.me" : "This path is on api.line.me",
                _ => "This path does not take this method",
            }));
        foreach (var finding in request?.Findings.All ?? [])
            (finding.Kind == FindingKind.Warning ? warnings : violations).Add(
                new Violation(at, requestId, name, finding.Property, finding.Message == Findings.WrongType ? "wrong type of value" : finding.Message));
        var call = new ApiCall
        {
            Id = platform.Calls.NextId(),
            At = at,
            Method = context.Request.Method,
            Path = path + context.Request.QueryString.Value,
            Operation = operation?.Name,
            Status = answer.Status,
            Milliseconds = platform.Time.GetElapsedTime(started).TotalMilliseconds,
            RequestId = requestId,
            RetryKey = retryKey,
            Violations = violations,
            Warnings = warnings,
            Request = request is null ? null : operation!.IsOpen ? "(form with credentials)" : CallLog.Shown(request.Body.Span, operation.Body == BodyKind.Json),
            Response = operation is { IsOpen: true } && answer.Status == 200 ? "(token)" : CallLog.Shown(bytes.Span, answer.Bytes is null),
            Fault = fault?.Kind,
        };
        platform.Calls.Add(call);
        platform.Hub.Call(call);
    }

    /// <summary>Holds the connection, then cuts it, as a time-out looks from outside.</summary>
    private async Task CutAsync(HttpContext context, Fault? fault)
    {
        var hold = fault?.DelayMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : platform.Options.FaultHoldTime;
        await Task.Delay(hold, platform.Time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static async Task WriteAsync(HttpContext context, ApiAnswer answer, ReadOnlyMemory<byte> bytes)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.AcceptedRequestId is { } accepted) context.Response.Headers["x-line-accepted-request-id"] = accepted;
        if (bytes.IsEmpty) return;
        context.Response.ContentType = answer.ContentType ?? "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }
}
