namespace ChainatBot.Understanding;

/// <summary>Reads which of the offered choices a typed answer means.</summary>
public static class ChoiceReader
{
    /// <returns>The index of the label, or null when none is meant for certain.</returns>
    public static int? Read(string text, IReadOnlyList<string> labels)
    {
        var key = ThaiText.Compact(ThaiText.Normalise(text));
        for (var i = 0; i < labels.Count; i++)
            if (ThaiText.Compact(ThaiText.Normalise(labels[i])) == key)
                return i;
        return null;
    }
}
