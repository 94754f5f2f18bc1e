namespace Line.Messaging;

/// <summary>The body of one webhook request: the bot it is for, and what happened. The events may be of several people;
/// the list is empty when LINE only tests the connection, which must be answered with 200 like any other.</summary>
/// <param name="Destination">User id of the bot that the events are for.</param>
/// <param name="Events">The events, in the order sent; order by <see cref="WebhookEvent.Timestamp"/>, and drop repeats by <see cref="WebhookEvent.WebhookEventId"/>.</param>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#request-body"/>
public sealed record CallbackRequest(string Destination, IReadOnlyList<WebhookEvent> Events)
{
    /// <summary>The kinds of the events, and nothing of what they say.</summary>
    public override string ToString() => $"CallbackRequest [{string.Join(", ", Events)}]";
}

/// <summary>The body of a webhook request is not what LINE sends: not JSON, or not an object with a destination and events.</summary>
public sealed class WebhookFormatException : FormatException
{
    /// <summary>Creates the exception without a reason.</summary>
    public WebhookFormatException()
    {
    }

    /// <summary>Creates the exception with a sentence that says what is wrong. It never quotes the body.</summary>
    public WebhookFormatException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with a sentence that says what is wrong and the error that led to it.</summary>
    public WebhookFormatException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
