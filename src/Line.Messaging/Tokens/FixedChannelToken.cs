namespace Line.Messaging;

/// <summary>A token issued by hand in the LINE Developers Console. It can't be renewed: a 401 reaches the caller.</summary>
/// <param name="token">The channel access token.</param>
public sealed class FixedChannelToken(string token) : IChannelTokenSource
{
    private readonly string _token = string.IsNullOrWhiteSpace(token)
        ? throw new ArgumentException("The channel access token is empty.", nameof(token))
        : token.Trim();

    /// <inheritdoc/>
    public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_token);

    /// <inheritdoc/>
    public ValueTask<string?> RenewAsync(string rejected, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
