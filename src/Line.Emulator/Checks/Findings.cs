using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

internal enum FindingKind
{
    /// <summary>LINE answers 400.</summary>
    Refused,

    /// <summary>LINE lets it pass, the reference does not name it.</summary>
    Flagged,

    /// <summary>Legal, unlikely to be meant.</summary>
    Warning,
}

internal readonly record struct Finding(FindingKind Kind, string Property, string Message);

/// <summary>What a check found in a request body. Places are JSON paths without the root: <c>messages[0].text</c>.</summary>
internal sealed class Findings
{
    public const string WrongType = "";

    private List<Finding>? found;

    public IReadOnlyList<Finding> All => found ?? (IReadOnlyList<Finding>)[];

    public bool IsRefused { get; private set; }

    public void Refuse(JsonNode at, string message) => Add(FindingKind.Refused, PathOf(at), message);

    public void Refuse(JsonNode parent, string name, string message) => Add(FindingKind.Refused, Join(PathOf(parent), name), message);

    public void Flag(JsonNode parent, string name, string message) => Add(FindingKind.Flagged, Join(PathOf(parent), name), message);

    public void Warn(JsonNode at, string message) => Add(FindingKind.Warning, PathOf(at), message);

    public void Warn(string property, string message) => Add(FindingKind.Warning, property, message);

    public void Add(FindingKind kind, string property, string message)
    {
        IsRefused |= kind == FindingKind.Refused;
        (found ??= []).Add(new Finding(kind, property, message));
    }

    private static string PathOf(JsonNode node)
    {
        var path = node.GetPath();
        return path.Length <= 2 ? "" : path[(path[1] == '.' ? 2 : 1)..];
    }

    private static string Join(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    /// <summary>
    /// LINE's 400. What is wrong inside a Flex container or a template is told per message, with slashes; a value of the
    /// wrong type is told without details; the rest is counted.
    /// </summary>
    public JsonObject ToError()
    {
        var refused = All.Where(f => f.Kind == FindingKind.Refused).ToList();
        if (refused.Find(f => f.Message == WrongType) is { Property: not null } wrong)
            return ApiAnswer.Error($"The property, {wrong.Property}, in the request body is invalid (line: -, column: -)");
        var inner = refused.Select(f => (Finding: f, Place: Inside(f.Property))).ToList();
        if (inner.TrueForAll(f => f.Place is not null))
        {
            var message = inner[0].Place!.Value.Message;
            return ApiAnswer.Error($"A message ({message}) in the request body is invalid",
                inner.Where(f => f.Place!.Value.Message == message).Select(f => (f.Finding.Message, f.Place!.Value.Path)));
        }
        return ApiAnswer.Error(string.Create(CultureInfo.InvariantCulture, $"The request body has {refused.Count} error(s)"), refused.Select(f => (f.Message, f.Property)));
    }

    private static (string Message, string Path)? Inside(string property)
    {
        if (!property.StartsWith("messages[", StringComparison.Ordinal)) return null;
        var end = property.IndexOf(']', StringComparison.Ordinal);
        var rest = property[(end + 1)..];
        var slashed = rest.Replace('.', '/').Replace('[', '/').Replace("]", "", StringComparison.Ordinal);
        if (rest.StartsWith(".contents", StringComparison.Ordinal))
            return (property[..(end + 1)], slashed["/contents".Length..] is { Length: > 0 } path ? path : "/");
        return rest.StartsWith(".template.", StringComparison.Ordinal) ? (property[..(end + 1)], slashed[1..]) : null;
    }
}
