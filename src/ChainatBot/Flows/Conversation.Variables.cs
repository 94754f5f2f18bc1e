using System.Globalization;
using System.Text;

namespace ChainatBot.Flows;

/// <content>What stands for <c>{name}</c> in what is said.</content>
internal sealed partial class Conversation
{
    /// <summary>Puts values in for <c>{name}</c>; a name without a value becomes nothing.</summary>
    private string Expand(string text)
    {
        if (!text.Contains('{')) return text;
        var result = new StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end < 0)
            {
                result.Append(text[i]);
                continue;
            }
            result.Append(Variable(text[(i + 1)..end]));
            i = end;
        }
        return result.ToString().Trim();
    }

    private string? Variable(string name)
    {
        var tambon = (Top?.Place is { Tambon: { } reached } ? reached : Top?.Place?.Candidates is [var candidate, ..] ? candidate : TambonHere) is { } code ? flows.Places?.Tambon(code) : null;
        var district = Top?.Place?.District is { } d ? flows.Places?.Districts.FirstOrDefault(x => x.Code == d) : DistrictOf(tambon);
        switch (name)
        {
            case "reference": return opinion?.Reference ?? SheetOf(neighbour?.Survey)?.Reference;
            case "topic" or "guess": return opinion?.Topic is { } id ? Topic(id) : null;
            case "tambon": return tambon?.Name;
            case "district": return district?.Name;
            case "village": return (Top?.Place?.Village ?? VillageHere)?.ToString(CultureInfo.InvariantCulture);
            case "place" when neighbour is not null: return PlaceOfNeighbour(neighbour);
            case "place": return string.Join(' ', new[] { tambon?.Name, person.VillageNo is { } number ? Village(number) : null }.OfType<string>());
            case "title": return frames.Count > 0 ? FlowOf(frames[ChainRoot()])?.Title : null;
            case "version": return Top?.Version.ToString(CultureInfo.InvariantCulture);
            case "min" or "max": return Bound(name);
            case "chosen": return Open is { } several ? string.Join(", ", Chosen(several).Select(v => Shown(several, v))) : null;
            case "options": return Open is { } open ? string.Join(", ", Options(open).Select(o => o.Label)) : null;
            case "n" or "total": return Numbering(name);
            case "similar": return Alike().ToString(CultureInfo.InvariantCulture);
            case "my_opinions": return OwnList();
            case "my_opinion": return ChosenOwn is { } own ? OwnCard(own) : null;
            case "my_reference": return ChosenOwn?.Reference;
            case "before": return Open is { } again ? Before(again) : null;
            case "forum" or "forum_when" or "forum_day" or "forum_place" or "forum_reply" or "forum_question": return ForumVariable(name);
            case "round" or "closes" or "my_choices" or "proposal" or "result": return RoundVariable(name);
            case "until": return Top is { } asked ? OpenHere(asked.Flow)?.Until : null;
        }
        if (person.Variables.TryGetValue(name, out var given)) return given;
        return Top is { } top && FlowOf(top)?.Find(name) is Question question && top.Answer(name) is { } answer ? Shown(question, answer) : null;
    }

    private string? Bound(string name)
    {
        if (Open is not { } question) return null;
        var (least, most) = question.Kind switch
        {
            QuestionKind.Scale => (question.Min ?? 1, question.Max ?? 5),
            QuestionKind.Place => (1, MostVillages),
            _ => (question.Min, question.Max),
        };
        return (name == "min" ? least : most)?.ToString("#,0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Counted along the person's own way: questions of a branch not taken are neither behind nor ahead.</summary>
    private string? Numbering(string name)
    {
        if (Top is not { } top || FlowOf(top) is not { } flow || flow.Find(top.Node) is not { } asked) return null;
        var number = (top.Path?.Count ?? 0) + 1;
        if (name == "total") number += MostAfter(flow, asked, [], []);
        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The questions on the longest way from a step to the end.</summary>
    private static int MostQuestions(Flow flow, string id, HashSet<string> on, Dictionary<string, int> known)
    {
        if (known.TryGetValue(id, out var most)) return most;
        if (flow.Find(id) is not { } step || !on.Add(id)) return 0;
        most = (step is Question ? 1 : 0) + MostAfter(flow, step, on, known);
        on.Remove(id);
        return known[id] = most;
    }

    private static int MostAfter(Flow flow, FlowStep step, HashSet<string> on, Dictionary<string, int> known) =>
        FlowChecker.Ways(step).Select(w => MostQuestions(flow, w.Target, on, known)).DefaultIfEmpty().Max();

    /// <summary>An answer as the person knows it: the choice's label, not its value.</summary>
    private string Shown(Question question, string answer)
    {
        foreach (var choice in question.Choices)
            if (choice.Value == answer) return choice.Label.Value;
        return question.From is { } source && SourceOptions(source, question).Find(o => o.Value == answer) is { Label: { } label } ? label : answer;
    }
}
