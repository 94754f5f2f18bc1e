namespace ChainatBot.Imports;

/// <summary>What is stored of papers of other batches, to see whether the same papers come under another name: each counts once.</summary>
internal sealed class Twins<T> where T : notnull
{
    private readonly Dictionary<T, int> left = [];

    public void Add(T paper) => left[paper] = left.GetValueOrDefault(paper) + 1;

    public bool Take(T paper)
    {
        if (left.GetValueOrDefault(paper) is not (> 0 and var count)) return false;
        left[paper] = count - 1;
        return true;
    }

    /// <summary>Nearly all: a few may have been corrected.</summary>
    public static bool AreThese(int twins, int of) => of > 0 && twins * 10 >= of * 9;
}
