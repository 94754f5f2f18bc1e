using System.Globalization;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>What the person said before: listed, shown as the team sees it, deleted.</content>
internal sealed partial class Conversation
{
    // So many fit on a small phone without scrolling.
    private const int OwnAPage = 5;
    private const int FirstWords = 30;
    // LINE takes 5,000 characters a message; the card needs some for itself.
    private const int LongestOwnText = 4000;

    private const int ReferenceLength = 4;
    private const string ReferenceDigits = "234679";
    private static readonly string[] BeforeReference = ["เรื่องรหัส", "รหัส", "เรื่อง"];

    private bool wantsOpinions;
    private AlikeQuestion? wantsAlike;
    private OwnOpinion? deleted;

    private IReadOnlyList<OwnOpinion> Own
    {
        get
        {
            wantsOpinions |= person.Opinions is null;
            return person.Opinions ?? [];
        }
    }

    /// <summary>The opinion chosen last in this conversation; one just deleted still has its reference.</summary>
    private OwnOpinion? ChosenOwn =>
        Top is { } top && FlowOf(top)?.Questions.LastOrDefault(q => q.From == ChoiceSource.Opinions && top.Answer(q.Id) is not null) is { } asked
            ? Own.FirstOrDefault(o => o.Subject == top.Answer(asked.Id)) ?? deleted
            : null;

    private List<Option> OwnOptions() => [.. Own.Select(o => new Option(FlowLimits.Beginning($"{o.Reference} {Beginning(o with { Seconds = null })}"), o.Subject))];

    private static int Pages(Question question, int options, int others) =>
        question.From switch
        {
            ChoiceSource.Opinions => Math.Max(1, (options + OwnAPage - 1) / OwnAPage),
            ChoiceSource.Proposals => CardPages(options),
            _ => FlowLimits.Pages(options, others),
        };

    private IEnumerable<Option> Page(Question question, List<Option> options, int others) =>
        question.From == ChoiceSource.Opinions ? options.Skip(OwnPage(options.Count) * OwnAPage).Take(OwnAPage) : FlowLimits.Page(options, others, Top!.Page);

    // Some may have been taken back since the page was turned.
    private int OwnPage(int options) => Open is { From: ChoiceSource.Opinions } question ? Math.Clamp(Top!.Page, 0, Pages(question, options, 0) - 1) : 0;

    /// <summary>A reference read out, wherever in the list it stands, or a choice among those on the screen.</summary>
    private bool OwnSaid(Question question, List<Option> options, string text)
    {
        var plain = Keyword.Plain(text);
        if (Own.Where(o => plain.Contains(o.Reference, StringComparison.OrdinalIgnoreCase)).ToList() is [var named])
        {
            Choose(question, options.First(o => o.Value == named.Subject));
            return true;
        }
        var shown = Page(question, options, 0).ToList();
        if (ChoiceReader.Read(text, [.. shown.Select(o => o.Label)]) is not { } index || index < 0 || index >= shown.Count) return false;
        Choose(question, shown[index]);
        return true;
    }

    /// <summary>The reference of something one has told, typed while nothing is asked: shows it, as if it had been chosen from the list.</summary>
    private bool ReferenceSaid(string text)
    {
        var plain = Keyword.Plain(text);
        var reference = BeforeReference.FirstOrDefault(w => plain.StartsWith(w, StringComparison.Ordinal)) is { } before ? plain[before.Length..] : plain;
        if (reference.Length != ReferenceLength || !char.IsAsciiLetter(reference[0]) || !reference.All(c => char.IsAsciiLetter(c) || ReferenceDigits.Contains(c, StringComparison.Ordinal))) return false;
        var flow = flows.CurrentFlows.OrderBy(f => f.Id, StringComparer.Ordinal).FirstOrDefault(f => f.Questions.Any(q => q.From == ChoiceSource.Opinions));
        if (flow is not null && Own.FirstOrDefault(o => string.Equals(o.Reference, reference, StringComparison.OrdinalIgnoreCase)) is { } own)
        {
            var list = flow.Questions.First(q => q.From == ChoiceSource.Opinions);
            frames.Add(new FlowFrame(flow.Id, flow.Version, list.Id, NewSession(), now));
            Choose(list, new Option(own.Reference, own.Subject));
            return true;
        }

        // Four letters may be a word of English: “wifi”.
        if (reference.All(char.IsAsciiLetter) && reference.Length == plain.Length) return false;
        Say("reference-unknown");
        return true;
    }

    private string OwnList() =>
        string.Join('\n', Own.Skip(OwnPage(Own.Count) * OwnAPage).Take(OwnAPage).Select(o => string.Join(" – ", new[] { $"• {o.Reference} {Beginning(o)}", System.Sentence("status-" + o.Status) }.Where(s => s.Length > 0))));

    /// <summary>All that a coordinator sees of an opinion.</summary>
    private string OwnCard(OwnOpinion own)
    {
        var place = own.TambonCode is { } code && flows.Places?.Tambon(code) is { } tambon
            ? string.Join(' ', new[] { tambon.Name, own.VillageNo is { } number ? Village(number) : "" }).Trim()
            : System.Sentence("my-no-place");
        var about = string.Join(" · ", new[] { own.Topic is { } topic ? Topic(topic) : null, own.Reach is { } reach ? System.Sentence("reach-" + reach) : null }.Where(s => !string.IsNullOrEmpty(s)));
        var words = own.Text is { Length: > 0 } text ? $"“{(text.Length > LongestOwnText ? text[..LongestOwnText] + "…" : text)}”" : Beginning(own);
        return string.Join('\n', new[] { $"{own.Reference} · {SummaryWords.Date(own.ReceivedOn)}", place, about, words, System.Sentence("status-" + own.Status) }.Where(s => s.Length > 0));
    }

    private string Beginning(OwnOpinion own)
    {
        if (own is { Kind: "audio", Text: null or "", Seconds: > 0 and var seconds })
            return System.Sentence("my-audio-length").Replace("{n}", seconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (own.Text is not { Length: > 0 } text) return System.Sentence("my-" + own.Kind);
        var line = new StringInfo(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return line.LengthInTextElements <= FirstWords ? line.String : line.SubstringByTextElements(0, FirstWords).TrimEnd() + "…";
    }

    /// <summary>How many others told something like it; 0 where that may not be said.</summary>
    private int Alike()
    {
        if (opinion is null || neighbour is not null || person.TambonCode is not { } tambon) return 0;
        if (person.Alike is null) wantsAlike = new AlikeQuestion(opinion.Subject, opinion.Topic, tambon);
        return person.Alike ?? 0;
    }

    /// <summary>Told anew: what it was made of before goes.</summary>
    private void RetellOwn(FlowFrame top, Question question, string value, FlowInput carrier)
    {
        if (ChosenOwn is not { } chosen) return;
        var text = carrier is TextInput ? value : null;
        facts.Add(new FlowFact("edit-opinion", top.Flow, top.Version, question.Id, carrier.Key, chosen.Subject, text, carrier) { IsMessage = true });
        var now = chosen with { Kind = carrier is VoiceInput ? "audio" : "text", Text = text is null ? null : PersonalDetails.Mask(text), Seconds = (carrier as VoiceInput)?.Seconds };
        // A topic that was guessed follows the words; one that the person chose stays.
        if (text is not null && flows.Topics is { } topics && (chosen.Topic is null || chosen.Topic == topics.Guess(chosen.Text ?? "")) && topics.Guess(text) is { } guess && guess != chosen.Topic)
        {
            facts.Add(new FlowFact("topic", top.Flow, top.Version, question.Id, carrier.Key, chosen.Subject, guess, null));
            now = now with { Topic = guess };
        }

        person = person with { Opinions = [.. Own.Select(o => o.Subject == chosen.Subject ? now : o)] };
        if (photos?.Subject == chosen.Subject) photos = null;
    }

    private void DeleteOwn(FlowFrame top, Question question, FlowInput carrier)
    {
        if (ChosenOwn is not { } chosen) return;
        facts.Add(new FlowFact("delete-opinion", top.Flow, top.Version, question.Id, carrier.Key, chosen.Subject, chosen.Reference, null));
        deleted = chosen;
        person = person with { Opinions = [.. Own.Where(o => o.Subject != chosen.Subject)] };
        // What was still being asked about it, or sent along with it, has nothing to belong to any more.
        if (photos?.Subject == chosen.Subject) photos = null;
        if (opinion?.Subject == chosen.Subject) EndOpinion(silently: true);
    }
}
