using System.Globalization;

namespace ChainatBot.Flows.Transcripts;

/// <summary>
/// Plays transcripts against the engine. Between steps the state is written to JSON and read back, and the person is
/// what the kept facts made of them; the clock stands still but for a few seconds a step and what <c>later</c> says.
/// </summary>
public sealed class TranscriptPlayer(FlowSet flows)
{
    /// <summary>What every neighbour's answers to a survey are called in transcripts.</summary>
    private const string SheetReference = "N7K2";

    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(20);

    private readonly FlowEngine engine = new(flows);

    /// <summary>Null when the conversation went as written, otherwise the first difference.</summary>
    public TranscriptDifference? Play(Transcript transcript)
    {
        var state = FlowState.Empty.ToJson();
        var person = transcript.Person with { Opinions = transcript.Person.Opinions ?? [] };
        var now = transcript.Start;
        var chat = new List<IReadOnlyList<FlowButton>>();
        var number = 0;
        var rounds = transcript.Rounds;
        foreach (var step in transcript.Steps)
        {
            if (step.Act is TranscriptAct.Later later)
            {
                now += later.Time;
                continue;
            }
            if (step.Act is TranscriptAct.Closes closes)
            {
                person = person with { Surveys = [.. (person.Surveys ?? []).Where(s => s.Flow != closes.Id)] };
                rounds = Changed(rounds, closes.Id, RoundStage.Closed);
                continue;
            }
            if (step.Act is TranscriptAct.Publishes publishes)
            {
                rounds = Changed(rounds, publishes.Round, RoundStage.Published);
                continue;
            }
            if (step.Act is TranscriptAct.Cancels cancels)
            {
                person = person with { Forums = [.. (person.Forums ?? []).Select(f => f.Id == cancels.Forum ? f with { IsCancelled = true } : f)] };
                continue;
            }
            now += BetweenSteps;
            var key = string.Create(CultureInfo.InvariantCulture, $"m{number:000}");
            // A7K2, B7K2, C7K2 … by step, so that a transcript can tell whose reference is said.
            var reference = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (number % 26))}7K2");
            number++;
            if (Input(step.Act, key, reference, chat) is not { } input)
                return new TranscriptDifference(step.At, transcript.Title, "there is no such button to tap", Label(step.Act), Listed(chat.Count > 0 ? chat[^1].Select(b => b.Label) : []));
            var before = FlowState.FromJson(state);
            person = person with { Rounds = null };
            var turn = engine.Take(before, person, input, now);
            if (turn.WantsRounds is { } wanted)
            {
                person = person with { Rounds = new TambonRounds(wanted.Tambon, [.. rounds.Select(r => r.SeenBy(person, now))]) };
                turn = engine.Take(before, person, input, now);
            }
            state = turn.State.ToJson();
            person = After(person, turn.Facts, DateOnly.FromDateTime(now.DateTime));
            rounds = [.. rounds.Select(r => After(r, turn.Facts))];
            if (turn.Messages.Count > 0) chat.Add(ButtonsOf(turn.Messages[^1]));
            if (Difference(transcript, step, turn) is { } difference) return difference;
        }
        return null;
    }

    /// <summary>The person as the feature stores would know them after these facts.</summary>
    /// <param name="today">The day of opinions begun in this turn.</param>
    public static FlowPerson After(FlowPerson person, IReadOnlyList<FlowFact> facts, DateOnly today = default)
    {
        foreach (var fact in facts)
        {
            if (fact.Neighbour is not null)
            {
                // What a neighbour told is nothing of this person.
                person = person with { NeighbourSheets = After(person, fact) };
                continue;
            }
            if (fact is { Forum: { } forum, ForumQuestion: { } asked })
                person = person with { Forums = person.Forums?.Select(f => f.Id == forum ? f with { Answered = [.. f.Answered.Union([asked], StringComparer.Ordinal)] } : f).ToList() };
            switch (fact.Kind)
            {
                case "consent":
                    person = fact.Value == "given" ? person with { Consent = "given" } : person with { Consent = "refused", TambonCode = null, VillageNo = null };
                    break;
                case "forum-reply":
                    person = person with { Forums = person.Forums?.Select(f => f.Id == fact.Subject ? f with { Reply = fact.Value } : f).ToList() };
                    break;
                case "answer" or "unanswered":
                    person = person with { Surveys = person.Surveys?.Select(s => s.Flow == fact.Flow ? s with { Answers = AnswerSheet.After(s.Answers, fact) } : s).ToList() };
                    break;
                case "place" when fact.Value is { } place:
                    var parts = place.Split('/');
                    person = person with { TambonCode = parts[0], VillageNo = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null };
                    person = person with { Opinions = [.. (person.Opinions ?? []).Select(o => o.TambonCode is null ? o with { TambonCode = person.TambonCode, VillageNo = person.VillageNo } : o)] };
                    break;
                case "opinion" when fact.Subject == fact.Key && fact.Input is { } input:
                    var begun = new OwnOpinion(fact.Key, input.Reference, KindOf(input), fact.Value, today, "new") { Seconds = (input as VoiceInput)?.Seconds, TambonCode = person.TambonCode, VillageNo = person.VillageNo };
                    person = person with { Opinions = [begun, .. person.Opinions ?? []] };
                    break;
                case "opinion":
                    person = Corrected(person, fact, o => o with { Text = string.Join('\n', new[] { o.Text, fact.Value }.Where(t => t is { Length: > 0 })) });
                    break;
                case "topic":
                    person = Corrected(person, fact, o => o with { Topic = fact.Value });
                    break;
                case "reach":
                    person = Corrected(person, fact, o => o with { Reach = fact.Value });
                    break;
                case "delete-opinion":
                    person = person with { Opinions = [.. (person.Opinions ?? []).Where(o => o.Subject != fact.Subject)] };
                    break;
                case "edit-opinion":
                    person = Corrected(person, fact, o => o with { Text = fact.Value, Kind = fact.Input is VoiceInput ? "audio" : "text", Seconds = (fact.Input as VoiceInput)?.Seconds });
                    break;
                case "erase":
                    person = person with { Consent = null, TambonCode = null, VillageNo = null, Opinions = [] };
                    break;
            }
        }
        return person;
    }

    private static IReadOnlyDictionary<string, NeighbourSheet>? After(FlowPerson person, FlowFact fact) => fact.Kind switch
    {
        "neighbour" => (person.Surveys ?? []).Select(s => s.Flow).Distinct().ToDictionary(s => s, _ => new NeighbourSheet(SheetReference)),
        "answer" or "unanswered" when person.NeighbourSheets?.GetValueOrDefault(fact.Flow) is { } sheet =>
            new Dictionary<string, NeighbourSheet>(person.NeighbourSheets) { [fact.Flow] = sheet with { Answers = AnswerSheet.After(sheet.Answers, fact) } },
        _ => person.NeighbourSheets,
    };

    /// <summary>Everything that can be tapped, that on cards first.</summary>
    private static List<FlowButton> ButtonsOf(FlowMessage message) => [.. message.Cards.Select(c => c.Button), .. message.Buttons];

    private static IReadOnlyList<TranscriptRound> Changed(IReadOnlyList<TranscriptRound> rounds, string id, RoundStage stage) =>
        [.. rounds.Select(r => r.Definition.Id == id ? r with { Stage = stage } : r)];

    private static TranscriptRound After(TranscriptRound round, IReadOnlyList<FlowFact> facts)
    {
        foreach (var fact in facts.Where(f => f.Subject == round.Definition.Id))
        {
            if (fact.Kind == "ballot") round = round with { Choices = [.. (fact.Value ?? "").Split(',')] };
            if (fact.Kind == "agreement" && fact.Value?.Split('=') is [var proposal, var answer]) round = round with { Agreed = new Dictionary<string, string>(round.Agreed) { [proposal] = answer } };
        }
        return facts.Any(f => f.Kind == "erase") ? round with { Choices = [], Agreed = new Dictionary<string, string>() } : round;
    }

    private static FlowPerson Corrected(FlowPerson person, FlowFact fact, Func<OwnOpinion, OwnOpinion> correct) =>
        person with { Opinions = [.. (person.Opinions ?? []).Select(o => o.Subject == fact.Subject ? correct(o) : o)] };

    private static string KindOf(FlowFact fact)
    {
        var kind = fact switch
        {
            { Kind: "opinion" } when fact.Subject != fact.Key => "more",
            { Kind: "opinion", Forum: not null } => "to-forum",
            _ => fact.Kind,
        };
        return fact.Neighbour is null || kind == "neighbour" ? kind : "neighbour-" + kind;
    }

    private static string KindOf(FlowInput input) => input switch
    {
        VoiceInput => "audio",
        PhotoInput => "image",
        LocationInput => "location",
        _ => "text",
    };

    private static FlowInput? Input(TranscriptAct act, string key, string reference, List<IReadOnlyList<FlowButton>> chat) => act switch
    {
        TranscriptAct.Follow => new FollowInput(key, reference),
        TranscriptAct.Type t => new TextInput(key, reference, t.Text),
        TranscriptAct.Voice v => new VoiceInput(key, reference, v.Seconds),
        TranscriptAct.Photo p => new PhotoInput(key, reference, p.Set),
        TranscriptAct.Location l => new LocationInput(key, reference, 15.18, 100.12, l.Address),
        TranscriptAct.Sticker => new StickerInput(key, reference),
        TranscriptAct.Other => new OtherInput(key, reference),
        TranscriptAct.Tap t => Tapped(t.Label, t.Picked, key, reference, chat.TakeLast(1)),
        TranscriptAct.TapEarlier t => Tapped(t.Label, null, key, reference, chat.SkipLast(1).Reverse()),
        _ => null,
    };

    private static TapInput? Tapped(string label, string? picked, string key, string reference, IEnumerable<IReadOnlyList<FlowButton>> messages) =>
        messages.SelectMany(m => m).Select(b => b switch
        {
            TapButton tap when tap.Label == label => new TapInput(key, reference, tap.Data),
            PickerButton picker when picker.Label == label => new TapInput(key, reference, picker.Data, picked),
            _ => null,
        }).FirstOrDefault(t => t is not null);

    private static string Label(TranscriptAct act) => act switch
    {
        TranscriptAct.Tap t => t.Label,
        TranscriptAct.TapEarlier t => t.Label,
        _ => "",
    };

    private static TranscriptDifference? Difference(Transcript transcript, TranscriptStep step, FlowTurn turn)
    {
        if (step.Bot is { } bot)
        {
            for (var i = 0; i < Math.Max(bot.Count, turn.Messages.Count); i++)
            {
                var got = i < turn.Messages.Count ? turn.Messages[i].Text : "(nothing more)";
                if (i < bot.Count && i < turn.Messages.Count && Fits(bot[i].Value, got)) continue;
                return new TranscriptDifference(i < bot.Count ? bot[i].At : step.BotAt, transcript.Title, FormattableString.Invariant($"the bot says something else in bubble {i + 1}"), i < bot.Count ? bot[i].Value : "(nothing more)", got);
            }
        }
        if (step.Buttons is { } buttons)
        {
            var got = turn.Messages.Count > 0 ? ButtonsOf(turn.Messages[^1]).Select(b => b.Label).ToList() : [];
            var open = buttons.Any(b => b.Value is "…" or "...");
            var wanted = buttons.Where(b => b.Value is not ("…" or "...")).Select(b => b.Value).ToList();
            if (open ? !wanted.All(got.Contains) : !wanted.SequenceEqual(got))
                return new TranscriptDifference(step.ButtonsAt, transcript.Title, "other buttons are offered", Listed(buttons.Select(b => b.Value)), Listed(got));
        }
        if (step.Keeps is not { } keeps) return null;
        var kept = turn.Facts.Select(f => (Kind: KindOf(f), Value: f.Value ?? Media(f.Input))).ToList();
        for (var i = 0; i < Math.Max(keeps.Count, kept.Count); i++)
        {
            if (i < keeps.Count && i < kept.Count && keeps[i].Kind == kept[i].Kind && Fits(keeps[i].Value.Value, kept[i].Value)) continue;
            return new TranscriptDifference(
                i < keeps.Count ? keeps[i].Value.At : step.KeepsAt,
                transcript.Title,
                "something else is kept",
                Listed(keeps.Select(k => $"{k.Kind}: {k.Value.Value}")),
                Listed(kept.Select(k => $"{k.Kind}: {k.Value}")));
        }
        return null;
    }

    private static string Media(FlowInput? input) => input switch
    {
        VoiceInput => "voice",
        PhotoInput => "photo",
        LocationInput => "location",
        _ => "",
    };

    private static string Listed(IEnumerable<string> texts) => string.Join(" | ", texts) is { Length: > 0 } list ? list : "(nothing)";

    /// <summary>Whether a text is as written, <c>…</c> standing for any words.</summary>
    internal static bool Fits(string pattern, string text)
    {
        var parts = pattern.Replace("...", "…", StringComparison.Ordinal).Split('…');
        if (parts.Length == 1) return pattern == text;
        if (!text.StartsWith(parts[0], StringComparison.Ordinal) || !text.EndsWith(parts[^1], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = text.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + parts[i].Length;
        }
        return at <= text.Length - parts[^1].Length;
    }
}
