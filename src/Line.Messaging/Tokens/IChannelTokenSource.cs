namespace Line.Messaging;

/// <summary>
/// Where the client gets its channel access token: <see cref="FixedChannelToken"/> or <see cref="StatelessChannelToken"/>. Register your own before
/// <c>AddLineMessaging</c> to read it from a vault or to share one among processes.
/// </summary>
public interface IChannelTokenSource
{
    /// <summary>The token to use now. Called once a request; must be cheap when nothing has to be renewed.</summary>
    /// <param name="cancellationToken">Ends this caller's wait; a renewal that others wait for goes on.</param>
    ValueTask<string> GetTokenAsync(CancellationToken cancellationToken);

    /// <summary>LINE refused <paramref name="rejected"/> with 401: another token, or null when there is none.</summary>
    /// <param name="rejected">The refused token, so that a renewal that happened meanwhile is not repeated.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    ValueTask<string?> RenewAsync(string rejected, CancellationToken cancellationToken);
}
