using System.Text;

namespace Line.Messaging;

/// <summary>Where in an object one is. Written out only when there is something to report, so that checking a good message builds no text.</summary>
internal sealed class At(At? parent, string name, int index = -1)
{
    public static readonly At Root = new(null, "");

    public At Of(string child) => new(this, child);

    public At Of(string list, int item) => new(this, list, item);

    public string Name(string property) => Write(new StringBuilder()).Append(Length == 0 || property.Length == 0 ? "" : ".").Append(property).ToString();

    public override string ToString() => Write(new StringBuilder()).ToString();

    private int Length => name.Length + (parent?.Length ?? 0);

    private StringBuilder Write(StringBuilder text)
    {
        parent?.Write(text);
        if (name.Length > 0)
            text.Append(text.Length == 0 ? "" : ".").Append(name);
        return index < 0 ? text : text.Append('[').Append(index).Append(']');
    }
}

/// <summary>What was found while checking.</summary>
internal sealed class Findings
{
    private List<LimitViolation>? violations;

    public IReadOnlyList<LimitViolation> All => violations ?? (IReadOnlyList<LimitViolation>)[];

    public void Error(At at, string property, string message) =>
        (violations ??= []).Add(new LimitViolation(at.Name(property), message, LimitSeverity.Error));

    public void Warn(At at, string property, string message) =>
        (violations ??= []).Add(new LimitViolation(at.Name(property), message, LimitSeverity.Warning));

    public void Text(At at, string property, string? text, TextLimit limit)
    {
        if (limit.Reason(text) is var (message, severity))
            (violations ??= []).Add(new LimitViolation(at.Name(property), message, severity));
    }

    public void Count(At at, string property, int count, int min, int max)
    {
        if (count < min || count > max)
            Error(at, property, min == max ? $"Has {count} items; exactly {max} are allowed." : $"Has {count} items; {min} to {max} are allowed.");
    }

    public void OneOf(At at, string property, string? value, ReadOnlySpan<string> allowed)
    {
        if (value is not null && !allowed.Contains(value))
            Error(at, property, $"Must be one of {string.Join(", ", allowed!)}.");
    }

    public void Required(At at, string property, string? value)
    {
        if (string.IsNullOrEmpty(value))
            Error(at, property, "May not be empty.");
    }

    /// <summary>LINE may know the property, but rather it is misspelt; either way the author should hear of it.</summary>
    public void Unknown(At at, LineObject thing)
    {
        if (thing.AdditionalProperties is not { Count: > 0 } extra)
            return;
        foreach (var name in extra.Keys)
            Warn(at, name, "This property is not known here; it is sent as it is. Is it spelt right?");
    }
}
