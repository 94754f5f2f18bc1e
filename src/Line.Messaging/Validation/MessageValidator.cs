namespace Line.Messaging;

/// <summary>Checks messages against LINE's limits (<see cref="LineLimits"/>), counting as LINE counts, before anything is sent.
/// LINE's own validation calls cost a request each and refuse a whole call for one label; this tells where and why, and warns
/// of what LINE takes but does not show. It does not fetch addresses: sizes of pictures and the like are not checked.</summary>
/// <seealso href="https://developers.line.biz/en/docs/messaging-api/text-character-count/"/>
public static class MessageValidator
{
    /// <summary>All that is wrong with the messages of one call; empty when nothing is.</summary>
    public static IReadOnlyList<LimitViolation> Validate(IReadOnlyList<Message> messages)
    {
        var found = new Findings();
        found.Count(At.Root, "messages", messages.Count, 1, LineLimits.MessagesPerCall);
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i] is { } message)
                MessageRules.Check(found, At.Root.Of("messages", i), message, i == messages.Count - 1);
            else
                found.Error(At.Root.Of("messages", i), "", "May not be null.");
        }
        return found.All;
    }

    /// <summary>All that is wrong with one message; properties are named from the message on.</summary>
    public static IReadOnlyList<LimitViolation> Validate(Message message)
    {
        var found = new Findings();
        MessageRules.Check(found, At.Root, message, isLast: true);
        return found.All;
    }

    /// <summary>All that is wrong with a bubble or carousel.</summary>
    public static IReadOnlyList<LimitViolation> Validate(FlexContainer container)
    {
        var found = new Findings();
        FlexRules.Check(found, At.Root, container);
        return found.All;
    }

    /// <summary>All that is wrong with a quick reply.</summary>
    public static IReadOnlyList<LimitViolation> Validate(QuickReply quickReply)
    {
        var found = new Findings();
        MessageRules.QuickReply(found, At.Root, quickReply);
        return found.All;
    }

    /// <summary>All that is wrong with an action where it stands.</summary>
    /// <param name="action">The action.</param>
    /// <param name="place">Where it stands: that decides about its label and which kinds are allowed.</param>
    /// <param name="property">How to name it in the report, such as <c>areas[2].action</c>.</param>
    public static IReadOnlyList<LimitViolation> Validate(LineAction action, ActionPlace place, string property = "")
    {
        var found = new Findings();
        ActionRules.Check(found, At.Root.Of(property), action, place);
        return found.All;
    }

    /// <summary>Throws when LINE would refuse the messages. Warnings alone do not throw.</summary>
    /// <exception cref="LineValidationException">At least one violation is an error.</exception>
    public static void ThrowIfInvalid(IReadOnlyList<Message> messages)
    {
        var violations = Validate(messages);
        if (violations.Any(violation => violation.Severity == LimitSeverity.Error))
            throw new LineValidationException(violations);
    }
}
