using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <summary>All conversations as loaded together: every version of every flow, and what the program says by itself. Immutable.</summary>
public sealed class FlowSet
{
    public static readonly FlowSet Empty = new([], SystemTexts.None);

    private readonly Dictionary<(string, int), Flow> byVersion = [];
    private readonly Dictionary<string, Flow> current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> keywords = new(StringComparer.Ordinal);
    private readonly List<(string Sound, string Flow)> sounds = [];

    public FlowSet(IEnumerable<Flow> flows, SystemTexts system, Places? places = null, TopicLexicon? topics = null)
    {
        System = system;
        Places = places;
        Topics = topics;
        foreach (var flow in flows)
        {
            if (!byVersion.TryAdd((flow.Id, flow.Version), flow)) continue;
            if (!current.TryGetValue(flow.Id, out var known) || known.Version < flow.Version) current[flow.Id] = flow;
        }
        foreach (var flow in current.Values.OrderBy(f => f.Id, StringComparer.Ordinal))
            foreach (var keyword in flow.Keywords) keywords.TryAdd(Keyword.Plain(keyword.Value), flow.Id);
        foreach (var (word, flow) in keywords)
            if (Keyword.Sound(word) is { Length: > 1 } sound) sounds.Add((sound, flow));
    }

    public SystemTexts System { get; }

    /// <summary>The province's places; null when <c>places.yaml</c> could not be read.</summary>
    public Places? Places { get; }

    /// <summary>The topics of <c>themes.yaml</c>; null when it could not be read.</summary>
    public TopicLexicon? Topics { get; }

    /// <summary>Every version of every flow.</summary>
    public IEnumerable<Flow> Flows => byVersion.Values;

    /// <summary>How many flows there are, each counted once.</summary>
    public int Count => current.Count;

    /// <summary>The newest version of each flow.</summary>
    public IEnumerable<Flow> CurrentFlows => current.Values;

    public Flow? Current(string? id) => id is null ? null : current.GetValueOrDefault(id);

    public Flow? Find(string id, int version) => byVersion.GetValueOrDefault((id, version));

    /// <summary>The flow that plays a part: welcome, opinion or help.</summary>
    public Flow? Role(string name) => Current(System.Role(name));

    /// <summary>The flow started by this word, if the whole message is one, or does nothing but ask for it.</summary>
    public Flow? ByKeyword(string text) => Keyword.Asked(text).Select(word => keywords.GetValueOrDefault(word)).FirstOrDefault(id => id is not null) is { } id ? Current(id) : null;

    /// <summary>The one flow whose word the message is with a slip in it; null where it could be the word of two.</summary>
    public Flow? ByMisspeltKeyword(string text)
    {
        var messages = Keyword.Asked(text).Select(Keyword.Sound).Distinct().ToList();
        return sounds.Where(s => messages.Exists(m => m is not null && Keyword.IsNear(m, s.Sound))).Select(s => s.Flow).Distinct().ToList() is [var id] ? Current(id) : null;
    }
}
