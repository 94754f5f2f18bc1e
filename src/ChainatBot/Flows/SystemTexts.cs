namespace ChainatBot.Flows;

/// <summary>What the program says by itself, from <c>flows/system.yaml</c>: sentences, button labels, words people type for them.</summary>
public sealed class SystemTexts
{
    public static readonly SystemTexts None = new();

    /// <summary>Flows that play a part for the program: welcome, opinion, help.</summary>
    public IReadOnlyDictionary<string, FlowText> Roles { get; init; } = new Dictionary<string, FlowText>();
    public IReadOnlyDictionary<string, FlowText> Labels { get; init; } = new Dictionary<string, FlowText>();
    public IReadOnlyDictionary<string, IReadOnlyList<FlowText>> Words { get; init; } = new Dictionary<string, IReadOnlyList<FlowText>>();
    public IReadOnlyDictionary<string, FlowText> Sentences { get; init; } = new Dictionary<string, FlowText>();

    public string? Role(string name) => Roles.TryGetValue(name, out var id) ? id.Value : null;

    public string Label(string name) => Labels.TryGetValue(name, out var label) ? label.Value : name;

    /// <summary>Empty where the file has none: the engine then says nothing rather than something odd.</summary>
    public string Sentence(string name) => Sentences.TryGetValue(name, out var text) ? text.Value : "";

    /// <summary>Whether the whole message is one of the words (or the label) for <paramref name="name"/>.</summary>
    public bool IsWord(string name, string text)
    {
        var plain = Keyword.Plain(text);
        if (plain.Length == 0) return false;
        if (Keyword.Plain(Label(name)) == plain) return true;
        return Words.TryGetValue(name, out var words) && words.Any(w => Keyword.Plain(w.Value) == plain);
    }

    internal static SystemTexts? Read(YamlReading yaml, string text)
    {
        if (yaml.Document(text) is not { } root) return null;
        yaml.KnownKeys(root, FlowVocabulary.SystemKeys, "the system file");
        return new SystemTexts
        {
            Roles = Section("flows", FlowVocabulary.Roles),
            Labels = Section("labels", FlowVocabulary.Labels),
            Sentences = Section("sentences", FlowVocabulary.Sentences),
            Words = WordLists(),
        };

        Dictionary<string, FlowText> Section(string section, IReadOnlyList<string> known)
        {
            var found = new Dictionary<string, FlowText>(StringComparer.Ordinal);
            var map = yaml.Map(YamlReading.Get(root, section), section);
            if (map is null)
            {
                yaml.Problem(root, $"“{section}:” is missing; add it with {string.Join(", ", known)}");
                return found;
            }
            yaml.KnownKeys(map, known, section);
            foreach (var name in known)
            {
                var node = YamlReading.Get(map, name);
                if (node is null) yaml.Problem(map, $"{section} has no “{name}”; write its text");
                else if (yaml.Text(node, name) is { } value) found[name] = value;
            }
            return found;
        }

        Dictionary<string, IReadOnlyList<FlowText>> WordLists()
        {
            var found = new Dictionary<string, IReadOnlyList<FlowText>>(StringComparer.Ordinal);
            if (yaml.Map(YamlReading.Get(root, "words"), "words") is not { } map) return found;
            yaml.KnownKeys(map, FlowVocabulary.Words, "words");
            foreach (var name in FlowVocabulary.Words)
                if (YamlReading.Get(map, name) is { } node) found[name] = yaml.Texts(node, name);
            return found;
        }
    }
}
