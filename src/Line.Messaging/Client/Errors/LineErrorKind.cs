namespace Line.Messaging;

/// <summary>
/// What a failed call means for the caller. LINE's error texts are no contract, so the kind follows from the status code;
/// a text is looked at only where one status has two meanings (400 for a reply, 429).
/// </summary>
public enum LineErrorKind
{
    /// <summary>A status this version of the library has no word for.</summary>
    Unexpected,

    /// <summary>400: the request is wrong; <see cref="LineApiException.Details"/> names the properties. Don't repeat it unchanged.</summary>
    BadRequest,

    /// <summary>
    /// 400 to a reply: the token was used before, is too old (a minute after the webhook), or never was one. After an
    /// attempt that timed out this usually means that the first attempt landed.
    /// </summary>
    InvalidReplyToken,

    /// <summary>401: the channel access token is wrong, expired or revoked.</summary>
    Unauthorized,

    /// <summary>403: the account's plan or standing doesn't allow this call.</summary>
    Forbidden,

    /// <summary>404: no such user, menu, alias, …, or the user gave no consent.</summary>
    NotFound,

    /// <summary>409 where it is not a repeated send (those are a success, see <see cref="SendResult.AlreadyAccepted"/>).</summary>
    Conflict,

    /// <summary>410: it was there once.</summary>
    Gone,

    /// <summary>413: the request is larger than 2 MB, or a picture larger than 1 MB.</summary>
    TooLarge,

    /// <summary>415: the media type is not accepted here.</summary>
    UnsupportedMediaType,

    /// <summary>429: too many calls just now. The same call can succeed later; LINE promises no <c>Retry-After</c>.</summary>
    RateLimited,

    /// <summary>429: the month's messages are used up. Nothing helps but a larger plan or next month; replies still work.</summary>
    MonthlyLimitReached,

    /// <summary>5xx: LINE's side failed. The call may have been carried out all the same.</summary>
    ServerError,
}
