using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>
/// LINE's Messaging API. One instance serves the whole program and is safe to use from many threads; get it from <c>AddLineMessaging</c>.
/// Methods are named after LINE's operations and throw <see cref="LineException"/> when LINE refuses or can't be reached, and
/// <see cref="LineValidationException"/> or <see cref="ArgumentException"/>, before anything is sent, for what LINE would refuse.
/// <see href="https://developers.line.biz/en/reference/messaging-api/">Reference</see>.
/// </summary>
public sealed partial class LineMessagingClient
{
    private readonly LineTransport _transport;
    private readonly IChannelTokenSource _tokens;

    internal LineMessagingClient(LineTransport transport, IChannelTokenSource tokens)
    {
        _transport = transport;
        _tokens = tokens;
    }

    /// <summary>With a token; when LINE refuses it (nothing was carried out then) once more with a new one, if there is one.</summary>
    private async Task<HttpResponseMessage> CallAsync(LineCall call, CancellationToken cancellationToken)
    {
        var token = await _tokens.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _transport.SendAsync(call, token, cancellationToken).ConfigureAwait(false);
        }
        catch (LineApiException refused) when (refused.Kind == LineErrorKind.Unauthorized)
        {
            string? renewed;
            try
            {
                renewed = await _tokens.RenewAsync(token, cancellationToken).ConfigureAwait(false);
            }
            catch (LineException noToken)
            {
                throw new LineApiException(call.Error!, call, noToken);
            }

            if (renewed is null)
                throw;
            return await _transport.SendAsync(call, renewed, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> ReadAsync<T>(LineCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        return await LineAnswer.ReadAsync(response, call, type, cancellationToken).ConfigureAwait(false);
    }

    private Task<T> GetAsync<T>(string operation, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        ReadAsync(new LineCall { Operation = operation, Method = HttpMethod.Get, Path = path }, type, cancellationToken);

    private async Task DoAsync(LineCall call, CancellationToken cancellationToken)
    {
        using var response = await CallAsync(call, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A POST that changes something; <paramref name="repeat"/> says whether a second time would.</summary>
    private Task PostAsync(string operation, string path, byte[]? body, LineRepeat repeat, CancellationToken cancellationToken) =>
        DoAsync(
            new LineCall { Operation = operation, Method = HttpMethod.Post, Path = path, Body = body, Repeat = repeat, HasEffect = true },
            cancellationToken);

    private Task DeleteAsync(string operation, string path, LineRepeat repeat, CancellationToken cancellationToken) =>
        DoAsync(new LineCall { Operation = operation, Method = HttpMethod.Delete, Path = path, Repeat = repeat, HasEffect = true }, cancellationToken);

    /// <summary>LINE's paged lists: <c>?start=</c> with the last answer's <c>next</c>, until there is none.</summary>
    private async IAsyncEnumerable<string> PagesAsync<T>(
        string operation,
        string path,
        JsonTypeInfo<T> type,
        Func<T, (IReadOnlyList<string>? Items, string? Next)> read,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        string? next = null;
        do
        {
            var start = next is null ? "" : (path.Contains('?', StringComparison.Ordinal) ? "&start=" : "?start=") + Uri.EscapeDataString(next);
            var page = await GetAsync(operation, path + start, type, cancellationToken).ConfigureAwait(false);
            (var items, next) = read(page);
            foreach (var item in items ?? [])
                yield return item;
        }
        while (!string.IsNullOrEmpty(next));
    }
}
