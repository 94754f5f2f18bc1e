using ChainatBot.Flows;
using ChainatBot.Flows.Transcripts;

namespace ChainatBot.Tests.Flows;

/// <summary>A villager with a phone: remembers the state as JSON and what is under the last message.</summary>
internal sealed class ScriptedVillager(FlowSet flows, string? consent = "given", string? tambon = "180106", int? village = 3)
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));

    private string state = "";
    private int number;

    public FlowPerson Person { get; set; } = new(consent, tambon, village, false, new Dictionary<string, string> { ["retention"] = "2 ปี", ["privacy_url"] = "https://example.org/privacy" });
    public DateTimeOffset Now { get; set; } = Morning;
    public FlowSet Flows { get; set; } = flows;
    public FlowState State => FlowState.FromJson(state);
    public List<FlowButton> Buttons { get; } = [];

    public FlowTurn Does(Func<string, string, FlowInput> act)
    {
        var key = $"m{number}";
        var turn = new FlowEngine(Flows).Take(State, Person, act(key, $"R{number}"), Now);
        number++;
        state = turn.State.ToJson();
        Person = TranscriptPlayer.After(Person, turn.Facts);
        if (turn.Messages.Count > 0)
        {
            Buttons.Clear();
            Buttons.AddRange(turn.Messages[^1].Buttons);
        }
        return turn;
    }

    public FlowTurn Types(string text) => Does((k, r) => new TextInput(k, r, text));

    public FlowTurn Taps(string label) => Taps(Data(label));

    public FlowTurn Taps(ButtonData data) => Does((k, r) => new TapInput(k, r, data.ToString()));

    public ButtonData Data(string label)
    {
        var button = Assert.IsType<TapButton>(Buttons.Single(b => b.Label == label));
        Assert.True(ButtonData.TryParse(button.Data, out var data));
        return data;
    }
}
