namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>An opinion as its person knows it.</summary>
public sealed class Told(string reference, Neighbour? neighbour)
{
    public string Reference => reference;
    public Neighbour? Neighbour => neighbour;
    public string? Tambon { get; set; }
    public string? Forum { get; init; }
    public List<(string ItemId, string Kind, string? Text)> Pieces { get; } = [];

    public string Kind => Pieces[0].Kind;

    public string? Text => Pieces.Exists(p => p.Text is not null) ? string.Join('\n', Pieces.Where(p => p.Text is not null).Select(p => p.Text)) : null;
}

/// <summary>Somebody without a phone, whom a team member fills in for.</summary>
public sealed record Neighbour(string ConsentItemId, DateTimeOffset At);

/// <content>Opinions, one's own and those of neighbours.</content>
public sealed partial class Ledger
{
    private readonly Dictionary<string, object> sets = [];
    // Those whom nothing leads to any more.
    private readonly HashSet<Neighbour> forgotten = [];
    private Told? current;
    private Neighbour? neighbour;

    public List<Told> Own { get; } = [];

    public List<Told> OfNeighbours { get; } = [];

    /// <summary>True where the bot said that it keeps it as an opinion, or as the voice that consents.</summary>
    private bool Tells(string itemId, string kind, string? text, string? set, Heard heard)
    {
        if (set is not null && sets.TryGetValue(set, out var place) && (heard.Items.Count == 0 || heard.Says("more-of-opinion")))
        {
            // The others of a set of photos go where the first went, mostly without a word.
            if (place is Told told) told.Pieces.Add((itemId, kind, text));
            else ((Answered)place).By.Add(itemId);
            return true;
        }

        Assert.True(heard.Items.Count > 0, "Something that was sent has no answer.");
        // It told the place, and led on to what waited for that.
        if (heard.Says("place", "thanks")) return false;
        if (heard.Says("helper", "agreed"))
        {
            neighbour = new Neighbour(itemId, world.Now);
            current = null;
        }
        else if (heard.Says("my-data", "edited"))
        {
            var reference = heard.Value("my-data", "edited", "my_reference");
            var again = Own.Single(o => o.Reference == reference);
            again.Pieces.Clear();
            Add(again);
        }
        else if (heard.Says("helper", "topic"))
        {
            Begin(OfNeighbours, new Told(world.ReferenceOf(itemId), neighbour!));
        }
        // “No” to a question of a forum passes it over.
        else if (heard.Says("opinion", "topic") || (text != "ไม่" && AnswersForum(heard)))
        {
            Begin(Own, new Told(world.ReferenceOf(itemId), null) { Tambon = Tambon, Forum = ForumAddressed(heard) });
        }
        else if (heard.Says("more-of-opinion"))
        {
            Add(current!);
        }
        else
        {
            return false;
        }

        return true;

        void Begin(List<Told> list, Told told)
        {
            current = told;
            list.Add(told);
            Add(told);
        }

        void Add(Told told)
        {
            told.Pieces.Add((itemId, kind, text));
            if (set is not null) sets[set] = told;
        }
    }

    /// <summary>What waited for consent is one opinion.</summary>
    private void Release()
    {
        var waiting = held.Where(h => h.Kind != "text" || world.ForumAtTheDoor(h.Text!) is null).ToList();
        released = [.. held.Except(waiting).Select(h => (h.ItemId, h.Text!))];
        held.Clear();
        if (waiting.Count == 0) return;
        current = new Told(world.ReferenceOf(waiting[0].ItemId), null) { Tambon = Tambon };
        foreach (var (itemId, kind, text, _) in waiting) current.Pieces.Add((itemId, kind, text));
        Own.Add(current);
    }

    private void Delete(string reference)
    {
        Own.RemoveAll(o => o.Reference == reference);
        if (current?.Reference == reference) current = null;
    }

    private void TakeBackTold(string itemId)
    {
        OfNeighbours.RemoveAll(o => o.Neighbour!.ConsentItemId == itemId);
        if (neighbour?.ConsentItemId == itemId) neighbour = null;
        foreach (var list in (List<Told>[])[Own, OfNeighbours])
        {
            foreach (var told in list) told.Pieces.RemoveAll(p => p.ItemId == itemId);
            list.RemoveAll(o => o.Pieces.Count == 0);
        }

        if (current is { Pieces.Count: 0 }) current = null;
    }

    /// <summary>Whether LINE's taking back still reaches what a neighbour told by this message, or nothing was told by it.</summary>
    public bool CanTakeBack(string itemId, TimeSpan within)
    {
        var of = OfNeighbours.FirstOrDefault(o => o.Neighbour!.ConsentItemId == itemId || o.Pieces.Exists(p => p.ItemId == itemId))?.Neighbour;
        return of is null || (world.Now - of.At < within && !forgotten.Contains(of));
    }
}
