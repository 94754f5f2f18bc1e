using Line.Messaging;

namespace ChainatBot.Conversations;

/// <summary>What became of a reply.</summary>
public enum ReplyOutcome
{
    /// <summary>LINE has taken it.</summary>
    Delivered,

    /// <summary>LINE has certainly not taken it: the words may ride on a later reply.</summary>
    Refused,

    /// <summary>Nobody knows. It is not said again, because saying it twice is worse.</summary>
    Unknown,
}

/// <summary>Sends replies, which cost nothing. Nothing in a conversation is ever pushed.</summary>
public sealed partial class ReplySender(LineMessagingClient line, ILogger<ReplySender> logger)
{
    /// <param name="again">The reply may have been sent before a crash: a dead token then says that it was.</param>
    public async Task<ReplyOutcome> SendAsync(string? replyToken, IReadOnlyList<Message> messages, bool again, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return ReplyOutcome.Delivered;
        if (string.IsNullOrEmpty(replyToken) || IsDummy(replyToken)) return ReplyOutcome.Refused;

        // The token works once, so a second try after silence can't say anything twice.
        for (var tries = 1; ; tries++)
        {
            try
            {
                await line.ReplyMessageAsync(replyToken, messages, cancellationToken: cancellationToken);
                return ReplyOutcome.Delivered;
            }
            catch (LineApiException e) when (e.Kind == LineErrorKind.InvalidReplyToken)
            {
                if (again || tries > 1) return ReplyOutcome.Unknown;
                Log.DeadToken(logger);
                return ReplyOutcome.Refused;
            }
            catch (LineException e) when (e.MayHaveLanded)
            {
                if (tries < 2) continue;
                Log.Unsure(logger, e.GetType().Name);
                return ReplyOutcome.Unknown;
            }
            catch (LineApiException e) when (e.Kind != LineErrorKind.RateLimited)
            {
                // Said again it would be refused again, and spoil the reply it rides on.
                Log.Refused(logger, (int)e.Status, e.RequestId);
                return ReplyOutcome.Unknown;
            }
            catch (LineException e)
            {
                Log.NotReached(logger, e.GetType().Name);
                return ReplyOutcome.Refused;
            }
        }
    }

    /// <summary>Older consoles test a webhook with tokens of one repeated character.</summary>
    private static bool IsDummy(string token) => token.Length >= 32 && token.All(c => c == token[0]);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A reply came too late for its token; it rides on the next one")]
        public static partial void DeadToken(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "LINE refused a reply with {Status} (request {RequestId})")]
        public static partial void Refused(ILogger logger, int status, string? requestId);

        [LoggerMessage(4, LogLevel.Warning, "LINE could not be reached ({Error}); the reply rides on the next one")]
        public static partial void NotReached(ILogger logger, string error);

        [LoggerMessage(3, LogLevel.Warning, "It is not known whether a reply arrived ({Error})")]
        public static partial void Unsure(ILogger logger, string error);
    }
}
