namespace ChainatBot.Storage;

/// <summary>What a blob may be named, the same on both backends.</summary>
public static class BlobNames
{
    /// <summary>The longest name; the longest part of it between two slashes is 200.</summary>
    public const int Length = 500;

    private const int PartLength = 200;

    /// <summary>
    /// A name is parts of lower-case letters, digits, <c>-</c> and <c>.</c>, joined by <c>/</c>. A part starts with a letter
    /// or digit and doesn't end in a dot, so that no name leads out of the store's folder.
    /// </summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > Length)
            throw new ArgumentException($"A blob's name has 1 to {Length} characters; this one has {name.Length}.", nameof(name));
        foreach (var range in name.AsSpan().Split('/'))
            if (!IsPart(name.AsSpan()[range]))
                throw new ArgumentException($"A blob's name is parts of a–z, 0–9, - and . joined by /, each starting with a letter or digit, not ending in a dot, and of at most {PartLength} characters; “{name}” is not.", nameof(name));
    }

    /// <summary>The beginning of a name, or nothing.</summary>
    /// <exception cref="ArgumentException">No name can begin so.</exception>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var parts = prefix.Split('/');
        // The last part may be cut anywhere, also after a dot.
        if (prefix.Length > Length || !parts.SkipLast(1).All(p => IsPart(p)) || !IsPart(parts[^1]) && !IsPart(parts[^1] + "0"))
            throw new ArgumentException($"No blob's name can begin with “{prefix}”.", nameof(prefix));
    }

    private static bool IsPart(ReadOnlySpan<char> part) =>
        part.Length is > 0 and <= PartLength && (char.IsAsciiLetterLower(part[0]) || char.IsAsciiDigit(part[0])) && part[^1] != '.' && IsPlain(part);

    private static bool IsPlain(ReadOnlySpan<char> part)
    {
        foreach (var c in part)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.')) return false;
        return true;
    }
}
