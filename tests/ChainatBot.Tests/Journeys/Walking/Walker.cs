using System.Globalization;
using ChainatBot.Flows;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>Somebody who does whatever comes to mind: begins things, goes on with them or not, and hears what the bot says to it.</summary>
public sealed partial class Walker(World world, LineEmulator line, Mail mail, Random random, int number, string userId, bool isTeam)
{
    private readonly List<(string ItemId, DateTimeOffset At)> sent = [];
    private readonly List<string> everSent = [];
    private readonly List<string> sentences = [];
    private readonly List<Button> seen = [];
    private readonly List<Act> acts = [];
    private Heard last = Heard.Nothing;
    private int read;
    private int count;
    private int awayUntil;
    private bool isFriend;

    public string UserId => userId;

    public Ledger Ledger { get; } = new(world);

    public List<string> Diary { get; } = [];

    /// <summary>What was said and sent before everything was deleted: ids of messages.</summary>
    public List<string> Gone { get; } = [];

    public List<string> GoneWords { get; } = [];

    public bool IsTeam => isTeam;

    /// <summary>Does one thing, or two at once.</summary>
    public async Task ActAsync(int round)
    {
        acts.Clear();
        isHome = false;
        if (round < awayUntil) return;
        if (!isFriend)
        {
            await FollowAsync();
            return;
        }

        if (world.IsForumOn && random.Next(100) < 8)
        {
            await SayAsync(world.WordsAtTheDoor(World.Forums[0].Id));
            return;
        }

        // Whoever is asked something mostly goes on with it, so that the long journeys are walked to their ends.
        if (Ledger.Standing is not null && random.Next(4) == 0)
        {
            await GoOnAsync();
            return;
        }

        switch (random.Next(1000))
        {
            case < 560:
                await GoOnAsync();
                break;
            case < 680:
                await BeginAsync();
                break;
            case < 750:
                await TellAsync();
                break;
            case < 790:
                await SayAsync(Pick(IsCounted ? Quiet : Small));
                break;
            case < 815:
                await SpeakAsync();
                break;
            case < 840:
                await ShowAsync(Ledger.Consents == true ? random.Next(1, 4) : 1);
                break;
            case < 848:
                await LocateAsync();
                break;
            case < 856:
                acts.Add(new Act.Other((await line.SendStickerAsync(userId)).Id));
                break;
            case < 862:
                acts.Add(new Act.Other((random.Next(2) == 0 ? await line.SendFileAsync(userId, [1, 2, 3], "a.pdf") : await line.SendVideoAsync(userId, [1, 2, 3])).Id));
                break;
            case < 895:
                await TapOldAsync();
                break;
            case < 925:
                await OnTwoPhonesAsync();
                break;
            case < 955:
                await TakeBackAsync();
                break;
            case < 965:
                await TellAsync();
                await UnsendAsync(sent[^1].ItemId);
                break;
            case < 977:
                await line.BlockAsync(userId);
                isFriend = false;
                acts.Add(new Act.Blocked());
                break;
            case < 983:
                await FollowAsync();
                break;
            case < 987:
                await SayAsync(world.WordsAtTheDoor(Pick(World.Forums).Id));
                break;
            default:
                awayUntil = round + random.Next(2, 8);
                break;
        }
    }

    /// <summary>Takes in what the bot answered, and holds it to one answer for each thing.</summary>
    public void Read()
    {
        var timeline = line.Timeline(userId);
        var items = timeline.Skip(read).Where(i => i.From == "bot").ToList();
        read = timeline.Count;
        foreach (var act in acts) Diary.Add("  " + Describe(act));
        var replies = items.GroupBy(i => i.RequestId!).Select(g => (g.Key, Heard: Heard.Of(world.Script, [.. g]))).ToList();
        foreach (var (_, heard) in replies) Diary.Add("    bot: " + heard.Text);
        Assert.All(items, i => Assert.Equal("free", i.Cost));
        Pair(replies);
    }

    public string Story() => $"\nPerson {number}{(isTeam ? " of the team" : "")}:\n{string.Join('\n', Diary.TakeLast(90))}";

    private void Pair(List<(string RequestId, Heard Heard)> replies)
    {
        var waiting = acts.Where(a => a.Key is not null).ToList();
        foreach (var (requestId, heard) in replies)
        {
            var key = waiting.Count == 1 ? waiting[0].Key : mail.AnsweredBy(requestId);
            var act = waiting.FirstOrDefault(a => a.Key == key);
            Assert.True(act is not null, $"An answer to nothing: “{heard.Text}”.");
            waiting.Remove(act);
            Hear(act, heard);
        }

        // What was taken back before it came is not answered; the others of a set of photos go without a word.
        foreach (var act in waiting)
        {
            if (acts.OfType<Act.Unsent>().Any(u => u.ItemId == act.Key)) continue;
            Assert.True(act is Act.Sent { Set: not null } && acts.OfType<Act.Sent>().Count() > waiting.Count, $"No answer to: {Describe(act)}.");
            Ledger.Hear(act, Heard.Nothing);
        }

        foreach (var act in acts.Where(a => a.Key is null)) Ledger.Hear(act, Heard.Nothing);
    }

    private void Hear(Act act, Heard heard)
    {
        var erased = Ledger.Erased;
        Ledger.Hear(act, heard);
        if (Ledger.Erased > erased)
        {
            Gone.AddRange(everSent.Except(Gone));
            // What neighbours told stays: it is theirs.
            GoneWords.AddRange(sentences.Except(GoneWords).Except(Ledger.OfNeighbours.SelectMany(o => o.Pieces).Select(p => p.Text!)));
        }

        last = heard;
        if (heard.Says("nothing-open") && Ledger.Consents == true) isHome = true;
        seen.AddRange(heard.Buttons.Where(b => b.Type is "postback" or "datetimepicker" && !BeginsSurveyOfNeighbour(b)));
        AssertNoDeadEnd(heard);
    }

    /// <summary>Whatever is asked can be answered or left by what is in sight.</summary>
    private void AssertNoDeadEnd(Heard heard)
    {
        Assert.All(heard.Items, i => Assert.NotEqual("", i.Text));
        Assert.False(heard.Lines.Any(l => l.Values.TryGetValue("reference", out var reference) && reference.Length == 0), "A code is promised and not told.");
        if (heard.Asked is not { } asked || heard.Offered) return;
        var question = world.QuestionOf(asked);
        Assert.True(question is not null, "What is asked is no question of the flow.");
        Assert.True(heard.Buttons.Any(b => b.Data is { Verb: ButtonData.Leave }) || question.Keep == "consent", $"No way out of {asked}.");
        Assert.True(question.Kind is QuestionKind.Message or QuestionKind.Number || heard.Buttons.Any(b => b.Data is { Verb: ButtonData.Choose or ButtonData.Pick } || b.Type == "location"), $"No way on from {asked}.");
    }

    private T Pick<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];

    private string Sentence() => string.Create(CultureInfo.InvariantCulture, $"{Pick(Opinions)} {Mark} {number}-{count++}");

    private static string Describe(Act act) => act switch
    {
        Act.Said said => $"{said.ItemId} says “{said.Text}”{(said.Means is { } means ? $" for {means}" : "")}",
        Act.Sent sent => $"{sent.ItemId} sends {sent.Kind}",
        Act.Tapped tapped => $"taps “{tapped.Button.Label}” of {tapped.Button.Data!.Flow}.{tapped.Button.Data.Node}",
        Act.Unsent unsent => $"takes back {unsent.ItemId}",
        _ => act.GetType().Name,
    };
}
