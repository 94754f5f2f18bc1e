using System.Text;

namespace Line.Messaging;

/// <summary>
/// Stateless tokens (<c>POST /oauth2/v3/token</c> with channel id and secret): valid for 15 minutes, any number of them, not revocable. One is
/// fetched at the first call, renewed three minutes before it ends, and at once when LINE refuses it. However many calls wait, one request is made.
/// </summary>
public sealed class StatelessChannelToken : IChannelTokenSource
{
    /// <summary>How long before its end a token is renewed (a fifth of its life, when that is shorter).</summary>
    public static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(3);

    /// <summary>After an early renewal failed, the old token serves this long before the next attempt.</summary>
    private static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly LineTransport _transport;
    private readonly byte[] _form;
    private readonly Lock _gate = new();
    private Issued? _current;
    private Task<Issued>? _renewal;
    private DateTimeOffset _noRenewalBefore;

    internal StatelessChannelToken(LineTransport transport, string channelId, string channelSecret)
    {
        _transport = transport;
        _form = Encoding.UTF8.GetBytes(
            $"grant_type=client_credentials&client_id={Uri.EscapeDataString(channelId.Trim())}&client_secret={Uri.EscapeDataString(channelSecret.Trim())}");
    }

    private DateTimeOffset Now => _transport.Time.GetUtcNow();

    /// <inheritdoc/>
    /// <exception cref="LineException">No token could be had and the last one is no longer valid.</exception>
    public async ValueTask<string> GetTokenAsync(CancellationToken cancellationToken)
    {
        Issued? current;
        Task<Issued> renewal;
        lock (_gate)
        {
            current = _current;
            if (current is not null && (Now < current.RenewAt || (Now < _noRenewalBefore && Now < current.ExpiresAt)))
                return current.Token;
            renewal = Renewal();
        }

        try
        {
            return (await renewal.WaitAsync(cancellationToken).ConfigureAwait(false)).Token;
        }
        catch (LineException) when (current is not null && Now < current.ExpiresAt)
        {
            lock (_gate)
                _noRenewalBefore = Now + s_pauseAfterFailure;
            return current.Token;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="LineException">No token could be had.</exception>
    public async ValueTask<string?> RenewAsync(string rejected, CancellationToken cancellationToken)
    {
        Task<Issued> renewal;
        lock (_gate)
        {
            if (_current is { } current && current.Token != rejected && Now < current.ExpiresAt)
                return current.Token;
            renewal = Renewal();
        }

        return (await renewal.WaitAsync(cancellationToken).ConfigureAwait(false)).Token;
    }

    /// <summary>The renewal under way, or a new one; it belongs to no caller, so none can cancel it for the others.</summary>
    private Task<Issued> Renewal()
    {
        if (_renewal is not { IsCompleted: false })
            _renewal = IssueAsync();
        return _renewal;
    }

    private async Task<Issued> IssueAsync()
    {
        var call = new LineCall
        {
            Operation = "IssueStatelessChannelToken",
            Method = HttpMethod.Post,
            Path = "/oauth2/v3/token",
            Body = _form,
            ContentType = "application/x-www-form-urlencoded",
        };
        // From before the request: the token's life begins when LINE issues it, not when it arrives.
        var asked = Now;
        using var response = await _transport.SendAsync(call, token: null, CancellationToken.None).ConfigureAwait(false);
        var answer = await LineAnswer.ReadAsync(response, call, LineClientJson.Context.StatelessTokenAnswer, CancellationToken.None).ConfigureAwait(false);
        var life = TimeSpan.FromSeconds(answer.ExpiresIn);
        var early = life / 5 < RenewedBefore ? life / 5 : RenewedBefore;
        var issued = new Issued(answer.AccessToken, asked + life - early, asked + life);
        lock (_gate)
            _current = issued;
        return issued;
    }

    private sealed record Issued(string Token, DateTimeOffset RenewAt, DateTimeOffset ExpiresAt);
}
