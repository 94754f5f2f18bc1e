using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Line.Emulator;

/// <summary>One call on its way through the emulator, with what was noticed about it.</summary>
internal sealed class ApiRequest(Platform platform, Operation operation, string[] values, string requestId, IQueryCollection query)
{
    public Platform Platform { get; } = platform;
    public Operation Operation { get; } = operation;
    public string RequestId { get; } = requestId;
    public Findings Findings { get; } = new();
    public Guid? RetryKey { get; init; }
    public string? ContentType { get; init; }
    public string? Bearer { get; init; }

    /// <summary>The body of JSON calls.</summary>
    public JsonNode? Json { get; set; }

    /// <summary>The body of form calls.</summary>
    public Dictionary<string, StringValues>? Form { get; set; }

    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The address the call came to, for answers that name other addresses.</summary>
    public required Uri Host { get; init; }

    /// <summary>What the path holds at the template's nth placeholder.</summary>
    public string Value(int index) => values[index];

    public string? Query(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Checks the body; null when LINE would take it, else its 400.</summary>
    public ApiAnswer? Check(Shape shape)
    {
        shape.Check(Json!, Findings);
        return Findings.IsRefused ? new ApiAnswer(400, Findings.ToError()) : null;
    }

    /// <summary>A 400 that shows misuse.</summary>
    public ApiAnswer Misused(int status, string message, string property = "", string? note = null)
    {
        Findings.Add(FindingKind.Refused, property, note ?? message);
        return ApiAnswer.Refused(status, message);
    }
}
