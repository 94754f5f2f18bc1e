namespace Line.Messaging;

internal static class TextV2Rules
{
    public static void Check(Findings found, At at, TextMessageV2 message)
    {
        found.Text(at, "text", message.Text, LineLimits.Text);
        var used = Placeholders(found, at, message.Text);
        var entries = message.Substitution ?? (IReadOnlyDictionary<string, Substitution>)new Dictionary<string, Substitution>();
        found.Count(at, "substitution", entries.Count, 0, LineLimits.Substitutions);
        foreach (var name in used.Where(name => !entries.ContainsKey(name)).Distinct())
            found.Error(at, "substitution", "Lacks what replaces a placeholder of the text.");
        var mentions = used.Count(name => entries.TryGetValue(name, out var entry) && entry is MentionSubstitution);
        if (mentions > LineLimits.Mentions)
            found.Error(at, "substitution", $"Has {mentions} mentions; at most {LineLimits.Mentions} are allowed.");
        var index = 0;
        foreach (var (name, entry) in entries)
            Entry(found, at.Of("substitution"), index++, name, entry, used.Contains(name));
    }

    private static void Entry(Findings found, At at, int index, string name, Substitution entry, bool isUsed)
    {
        if (LineLimits.SubstitutionName.Reason(name) is var (message, _))
        {
            found.Error(at, "", $"The name of entry {index + 1}: {message}");
            return;
        }
        var place = at.Of(name);
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            found.Error(place, "", "The name must consist of a–z, A–Z, 0–9 and _.");
        else if (!isUsed)
            found.Warn(place, "", "The text has no such placeholder.");
        found.Unknown(place, entry);
        if (entry is MentionSubstitution { Mentionee: var target })
        {
            found.OneOf(place.Of("mentionee"), "type", target.Type, ["user", "all"]);
            if (target.Type == "user")
                found.Required(place.Of("mentionee"), "userId", target.UserId);
        }
        else if (entry is EmojiSubstitution emoji)
        {
            found.Required(place, "productId", emoji.ProductId);
            found.Required(place, "emojiId", emoji.EmojiId);
        }
    }

    private static List<string> Placeholders(Findings found, At at, string text)
    {
        var names = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
                continue;
            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                i++;
                continue;
            }
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end < 0)
            {
                found.Error(at, "text", "Has a brace without its pair; write {{ and }} for braces themselves.");
                return names;
            }
            names.Add(text[(i + 1)..end]);
            i = end;
        }
        return names;
    }
}
