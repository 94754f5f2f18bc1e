namespace Line.Emulator;

internal enum LineHost { Api, Data }

internal enum BodyKind { None, Json, Form, Bytes }

/// <summary>One operation of LINE's API: where it is, what it takes and how often it may be called.</summary>
internal sealed class Operation
{
    public Operation(string method, string template, Func<ApiRequest, CancellationToken, ValueTask<ApiAnswer>> handler)
    {
        Method = method;
        Template = template;
        Name = $"{method} {template}";
        Segments = template.Split('/')[1..];
        Handler = handler;
    }

    public string Method { get; }
    public string Template { get; }
    public string Name { get; }
    public string[] Segments { get; }
    public Func<ApiRequest, CancellationToken, ValueTask<ApiAnswer>> Handler { get; }
    public LineHost Host { get; init; } = LineHost.Api;
    public BodyKind Body { get; init; }
    public RateLimit Limit { get; init; } = RateLimit.Standard;
    public bool TakesRetryKey { get; init; }

    /// <summary>Token calls carry their own credentials.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Sends that a monthly limit stops.</summary>
    public bool IsPaid => TakesRetryKey;

    /// <summary>The values of the placeholders, or null when the path is another one. Exact: no trailing slash, case counts.</summary>
    public string[]? Match(string[] path)
    {
        if (path.Length != Segments.Length) return null;
        List<string>? values = null;
        for (var i = 0; i < path.Length; i++)
        {
            if (Segments[i][0] == '{')
            {
                if (path[i].Length == 0) return null;
                (values ??= []).Add(Uri.UnescapeDataString(path[i]));
            }
            else if (!string.Equals(Segments[i], path[i], StringComparison.Ordinal))
                return null;
        }
        return values?.ToArray() ?? [];
    }
}
