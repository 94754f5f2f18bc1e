using System.Text.Json.Nodes;
using ChainatBot.Flows;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>Something to tap.</summary>
/// <param name="Action">LINE's action object.</param>
/// <param name="Label">What the person sees of it, or says by it.</param>
/// <param name="Data">What it sends back; null of links, cameras and the like.</param>
/// <param name="About">As in <see cref="Asked"/>, of the question under which it stood.</param>
public sealed record Button(JsonObject Action, string Label, ButtonData? Data, string? About = null)
{
    public string Type => Action["type"]!.GetValue<string>();

    public bool IsWayOut => Data is { Verb: ButtonData.Skip or ButtonData.Back or ButtonData.Leave or ButtonData.Quit or ButtonData.More };
}

/// <summary>The question that stands open after a reply.</summary>
/// <param name="About">Which of others' proposals, which question of a forum or which opinion, where the step may be about several.</param>
public sealed record Asked(string Flow, int Version, string Node, string? About);

/// <summary>One reply of the bot, as a person takes it in.</summary>
public sealed class Heard
{
    private Heard(IReadOnlyList<TimelineItem> items, IReadOnlyList<Spoken> lines, IReadOnlyList<Button> buttons, Asked? asked) =>
        (Items, Lines, Buttons, Asked) = (items, lines, buttons, asked);

    public static readonly Heard Nothing = new([], [], [], null);

    public IReadOnlyList<TimelineItem> Items { get; }
    public IReadOnlyList<Spoken> Lines { get; }

    /// <summary>All that can be tapped in it.</summary>
    public IReadOnlyList<Button> Buttons { get; }

    /// <summary>Null: nothing is asked, or only by a card that stands for itself.</summary>
    public Asked? Asked { get; }

    /// <summary>Asked whether to go on, rather than the question itself.</summary>
    public bool Offered => Buttons.Any(b => b.Data is { Verb: ButtonData.Quit });

    public string Text => string.Join(" / ", Items.Select(i => i.Text));

    /// <summary>An invitation with its buttons is in it.</summary>
    public string? Invitation => Buttons.FirstOrDefault(b => b.Data is { Verb: ButtonData.Forum })?.Data!.Value.Split(':')[0];

    public bool Says(string flow, string step, int index = 0) => Lines.Any(l => l.Flow == flow && l.Step == step && l.Index == index);

    public bool Says(string sentence) => Says(Script.System, sentence);

    public bool SaysAny(params ReadOnlySpan<string> sentences)
    {
        foreach (var sentence in sentences)
            if (Says(sentence)) return true;
        return false;
    }

    /// <summary>What stood in a brace; null where the step was not said.</summary>
    public string? Value(string flow, string step, string variable) =>
        Lines.FirstOrDefault(l => l.Flow == flow && l.Step == step && l.Values.ContainsKey(variable))?.Values[variable];

    public static Heard Of(Script script, IReadOnlyList<TimelineItem> reply)
    {
        var lines = reply.SelectMany(i => script.Read(i.Text)).ToList();
        var buttons = reply.SelectMany(i => Actions(i.Message)).Select(Read).ToList();
        var data = buttons.LastOrDefault(b => b.Data is { Session: not "-" })?.Data;
        var about = lines.Where(l => l.Flow == data?.Flow && l.Step == data.Node)
            .Select(l => l.Values.GetValueOrDefault("proposal")?.Split('”')[0].TrimStart('“') ?? l.Values.GetValueOrDefault("forum_question") ?? l.Values.GetValueOrDefault("my_reference")).FirstOrDefault(v => v is not null);
        return new Heard(reply, lines, [.. buttons.Select(b => b with { About = about })], data is null ? null : new Asked(data.Flow, data.Version, data.Node, about));
    }

    private static Button Read(JsonObject action)
    {
        var label = (action["displayText"] ?? action["label"])?.GetValue<string>() ?? "";
        return new Button(action, label, ButtonData.TryParse(action["data"]?.GetValue<string>(), out var data) ? data : null);
    }

    private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(p => p is { Key: "action" or "defaultAction", Value: JsonObject action } ? [action] : Actions(p.Value)),
        JsonArray array => array.SelectMany(Actions),
        _ => [],
    };
}
