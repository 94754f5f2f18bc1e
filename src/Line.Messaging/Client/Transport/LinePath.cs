using System.Buffers;
using System.Runtime.CompilerServices;

namespace Line.Messaging;

/// <summary>Makes paths only of what LINE's ids consist of, so that no id can reach another endpoint (<c>..</c>, <c>/</c>, <c>?</c>).</summary>
internal static class LinePath
{
    private static readonly SearchValues<char> s_idCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    public static string Id(string id, [CallerArgumentExpression(nameof(id))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, name);
        if (id.AsSpan().ContainsAnyExcept(s_idCharacters))
            throw new ArgumentException($"{name} is not an id of LINE's: letters, digits, - and _ only.", name);
        return id;
    }
}
