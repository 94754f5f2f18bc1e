namespace Line.Messaging;

/// <summary>A message in a layout of one's own. Build it with <see cref="global::Line.Messaging.Flex"/>.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#flex-message"/>
public sealed record FlexMessage() : Message("flex")
{
    /// <summary>What is shown in notifications and where Flex can't be; 1 to 1500 UTF-16 units.</summary>
    public required string AltText { get; init; }

    /// <summary>The bubble or carousel.</summary>
    public required FlexContainer Contents { get; init; }
}
