namespace Line.Messaging;

/// <summary>How bad a violation is.</summary>
public enum LimitSeverity
{
    /// <summary>LINE takes it, or may take it, but not all is shown as meant.</summary>
    Warning,

    /// <summary>LINE refuses the request.</summary>
    Error,
}

/// <summary>Something that LINE would refuse, or show otherwise than meant.</summary>
/// <param name="Property">Where, in LINE's own form: <c>messages[0].quickReply.items[2].action.label</c>.</param>
/// <param name="Message">What is wrong and what is allowed. Never quotes text or addresses, so that it can be logged.</param>
/// <param name="Severity">How bad.</param>
public sealed record LimitViolation(string Property, string Message, LimitSeverity Severity)
{
    /// <inheritdoc/>
    public override string ToString() => Property.Length == 0 ? $"{Severity}: {Message}" : $"{Severity}: {Property}: {Message}";
}

/// <summary>What was to be sent is against LINE's limits; nothing was sent.</summary>
public sealed class LineValidationException : Exception
{
    /// <summary>Creates the exception without violations.</summary>
    public LineValidationException() : this([])
    {
    }

    /// <summary>Creates the exception with a sentence and without violations.</summary>
    public LineValidationException(string message) : base(message) => Violations = [];

    /// <summary>Creates the exception with a sentence and the error that led to it.</summary>
    public LineValidationException(string message, Exception? innerException) : base(message, innerException) => Violations = [];

    /// <summary>Creates the exception.</summary>
    public LineValidationException(IReadOnlyList<LimitViolation> violations)
        : base("LINE would refuse this: " + string.Join(" ", violations.Select(violation => $"{violation.Property}: {violation.Message}"))) =>
        Violations = violations;

    /// <summary>All that is wrong, warnings included.</summary>
    public IReadOnlyList<LimitViolation> Violations { get; }
}
