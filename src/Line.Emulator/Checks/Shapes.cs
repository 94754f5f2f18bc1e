using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Line.Emulator;

/// <summary>What a JSON value has to look like. The tables of the reference are built from these.</summary>
internal abstract class Shape
{
    public abstract void Check(JsonNode node, Findings findings);

    public static Property Required(string name, Shape shape) => new(name, shape, true);

    public static Property Optional(string name, Shape shape) => new(name, shape, false);

    public static TextShape Units(int max, int min = 0) => new() { Min = min, Max = max };

    public static TextShape Graphemes(int max, int min = 0) => new() { Min = min, Max = max, CountsGraphemes = true };

    public static TextShape OneOf(params string[] values) => new() { Values = values };

    public static TextShape Matching(Regex pattern, string message) => new() { Pattern = pattern, PatternMessage = message };

    public static NumberShape Whole(long min = int.MinValue, long max = int.MaxValue) => new() { IsWhole = true, Min = min, Max = max };

    public static NumberShape Decimal(double min, double max) => new() { Min = min, Max = max };

    public static ListShape ListOf(Shape item, int min, int max) => new() { Item = item, Min = min, Max = max };

    public static ObjectShape Object(params Property[] properties) => new() { Properties = properties };

    public static DeferredShape Later(Func<Shape> shape) => new(shape);

    public static readonly TextShape AnyText = new();
    public static readonly BooleanShape Boolean = new();
}

internal sealed record Property(string Name, Shape Shape, bool IsRequired);

/// <summary>A text, counted as LINE counts: UTF-16 units, or grapheme clusters where the reference says so.</summary>
internal sealed class TextShape : Shape
{
    public int Min { get; init; }
    public int Max { get; init; } = int.MaxValue;
    public bool CountsGraphemes { get; init; }
    public string[]? Values { get; init; }
    public Regex? Pattern { get; init; }
    public string PatternMessage { get; init; } = "invalid property";

    /// <summary>One more rule: null when kept, else the message.</summary>
    public Func<string, string?>? Rule { get; init; }

    public override void Check(JsonNode node, Findings findings)
    {
        if (node.GetValueKind() != JsonValueKind.String)
        {
            findings.Refuse(node, Findings.WrongType);
            return;
        }
        var text = node.GetValue<string>();
        if (Min > 0 && text.Length == 0)
            findings.Refuse(node, "May not be empty");
        else if (Values is not null && !Values.Contains(text, StringComparer.Ordinal))
            findings.Refuse(node, $"Must be one of the following values: [{string.Join(", ", Values)}]");
        else if (Pattern is not null && !Pattern.IsMatch(text))
            findings.Refuse(node, PatternMessage);
        else if (TooLong(text))
            findings.Refuse(node, string.Create(CultureInfo.InvariantCulture, $"Length must be between {Min} and {Max}"));
        else if (Rule?.Invoke(text) is { } broken)
            findings.Refuse(node, broken);
        else if (CountsGraphemes && text.Length > Max)
            findings.Warn(node, string.Create(CultureInfo.InvariantCulture,
                $"{text.Length} UTF-16 units in {new StringInfo(text).LengthInTextElements} characters as LINE counts; the limit is {Max}"));
    }

    private bool TooLong(string text) => text.Length > Max && (!CountsGraphemes || new StringInfo(text).LengthInTextElements > Max);
}

internal sealed class NumberShape : Shape
{
    public double Min { get; init; }
    public double Max { get; init; }
    public bool IsWhole { get; init; }

    public override void Check(JsonNode node, Findings findings)
    {
        var number = 0.0;
        if (node.GetValueKind() != JsonValueKind.Number || !(IsWhole ? TryWhole(node, out number) : double.TryParse(node.ToJsonString(), CultureInfo.InvariantCulture, out number)))
            findings.Refuse(node, Findings.WrongType);
        else if (number < Min || number > Max)
            findings.Refuse(node, string.Create(CultureInfo.InvariantCulture, $"Must be between {Min} and {Max}"));
    }

    /// <summary>Digits alone: 1.0 and 1e3 are no integers to LINE's parser.</summary>
    private static bool TryWhole(JsonNode node, out double number)
    {
        var isWhole = long.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole);
        number = whole;
        return isWhole;
    }
}

internal sealed class BooleanShape : Shape
{
    public override void Check(JsonNode node, Findings findings)
    {
        if (node.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False)) findings.Refuse(node, Findings.WrongType);
    }
}

internal sealed class ListShape : Shape
{
    public required Shape Item { get; init; }
    public int Min { get; init; }
    public int Max { get; init; }
    public Action<JsonArray, Findings>? Rule { get; init; }

    public override void Check(JsonNode node, Findings findings)
    {
        if (node is not JsonArray array)
        {
            findings.Refuse(node, Findings.WrongType);
            return;
        }
        if (array.Count < Min && array.Count == 0)
            findings.Refuse(node, "May not be empty");
        if (array.Count < Min || array.Count > Max)
            findings.Refuse(node, string.Create(CultureInfo.InvariantCulture, $"Size must be between {Min} and {Max}"));
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is { } item) Item.Check(item, findings);
            else findings.Refuse(array, string.Create(CultureInfo.InvariantCulture, $"[{i}]"), "must be specified");
        }
        Rule?.Invoke(array, findings);
    }
}

/// <summary>An object whose properties are all known.</summary>
internal sealed class ObjectShape : Shape
{
    public required Property[] Properties { get; init; }

    /// <summary>Flex refuses what it doesn't know; elsewhere LINE overlooks it.</summary>
    public bool RefusesUnknown { get; init; }

    public Action<JsonObject, Findings>? Rule { get; init; }

    public override void Check(JsonNode node, Findings findings)
    {
        if (node is not JsonObject value)
        {
            findings.Refuse(node, Findings.WrongType);
            return;
        }
        foreach (var property in Properties)
        {
            if (value.TryGetPropertyValue(property.Name, out var child) && child is not null) property.Shape.Check(child, findings);
            else if (property.IsRequired) findings.Refuse(value, property.Name, "must be specified");
        }
        foreach (var (name, _) in value)
        {
            if (Array.Exists(Properties, p => p.Name == name)) continue;
            if (RefusesUnknown) findings.Refuse(value, name, "unknown field");
            else findings.Flag(value, name, "The reference has no such property");
        }
        Rule?.Invoke(value, findings);
    }

    public ObjectShape With(Action<JsonObject, Findings> rule) => new() { Properties = Properties, RefusesUnknown = RefusesUnknown, Rule = rule };

    public ObjectShape Strict() => new() { Properties = Properties, RefusesUnknown = true, Rule = Rule };
}

/// <summary>An object whose <c>type</c> says what it is.</summary>
internal sealed class TypedShape(params (string Type, Shape Shape)[] cases) : Shape
{
    private readonly Dictionary<string, Shape> cases = cases.ToDictionary(c => c.Type, c => c.Shape, StringComparer.Ordinal);

    public override void Check(JsonNode node, Findings findings)
    {
        if (node is not JsonObject value)
            findings.Refuse(node, Findings.WrongType);
        else if (value["type"] is not { } type)
            findings.Refuse(value, "type", "must be specified");
        else if (type.GetValueKind() == JsonValueKind.String && cases.TryGetValue(type.GetValue<string>(), out var shape))
            shape.Check(value, findings);
        else
            findings.Refuse(value, "type", $"Must be one of the following values: [{string.Join(", ", cases.Keys)}]");
    }
}

/// <summary>For shapes that hold themselves.</summary>
internal sealed class DeferredShape(Func<Shape> shape) : Shape
{
    public override void Check(JsonNode node, Findings findings) => shape().Check(node, findings);
}
