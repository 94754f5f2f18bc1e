using System.Globalization;
using ChainatBot.Flows;

namespace ChainatBot.Tests.Journeys.Walking;

/// <content>Answering what is asked: mostly by tapping, often by typing as people do.</content>
public sealed partial class Walker
{
    private static readonly string[] Places = ["หาดท่าเสา ม.3", "ต.หาดท่าเสา หมู่ ๕", "หาดท่าเสา", "ธรรมามูล หมู่ 2", "ต.ธรรมามูล", "เสือโฮก ม.1", "นางลือ"];

    private static readonly (string Text, string Means)[] Numbers = [("4", "4"), ("๓", "3"), ("สองคน", "2"), ("0", "0"), ("1,500", "1500"), ("สองพัน", "2000"), ("99999999", "99999999")];

    private static readonly (string Text, string Means)[] Days = [("3 พ.ย. 2569", "2026-11-03"), ("๑๕/๑๐/๒๕๖๙", "2026-10-15"), ("1 พฤศจิกายน 2569", "2026-11-01")];

    private static readonly string[][] Digits = [[], ["1", "๑", "หนึ่ง"], ["2", "๒", "สอง"], ["3", "๓", "สาม"], ["4", "๔", "สี่"], ["5", "๕", "ห้า"]];

    private async Task GoOnAsync()
    {
        if (Ledger.Standing is not { } asked || world.QuestionOf(asked) is not { } question)
        {
            var card = last.Buttons.Where(b => b.Type == "postback").ToList();
            if (card.Count > 0 && random.Next(3) > 0) await TapAsync(Pick(card));
            else if (last.Invitation is not null && random.Next(3) == 0) await SayAsync(Pick((string[])["ไปได้", "ไปไม่ได้", "ยังไม่แน่ใจ"]));
            else if (random.Next(3) == 0) await TellAsync();
            else await BeginAsync();
            return;
        }

        var ways = last.Buttons.Where(b => b.Type != "uri" && !BeginsSurveyOfNeighbour(b)).ToList();
        var answers = ways.Where(b => !b.IsWayOut && b.Data is not null).ToList();
        if (Ledger.Offered && ways.Count > 0) await TapAsync(random.Next(3) > 0 ? ways.FirstOrDefault(b => b.Data is { Verb: ButtonData.Continue }) ?? ways[0] : Pick(ways));
        else if (random.Next(100) < 14 && ways.Count > answers.Count) await TapAsync(Pick([.. ways.Except(answers)]));
        else if (question.Kind == QuestionKind.Message) await InOwnWordsAsync(question);
        else if (question.Kind == QuestionKind.Number) await TypeAsync(Pick(Numbers));
        else if (question.Kind == QuestionKind.Date && random.Next(2) == 0) await TypeAsync(Pick(Days));
        else if (question.Kind == QuestionKind.Place && random.Next(3) > 0) await SayAsync(Pick(Places));
        else if (answers.Count == 0) await BeginAsync();
        else if (random.Next(100) < 30 && question.Kind is not (QuestionKind.Place or QuestionKind.Date)) await TypeChoiceAsync(question, Pick(answers));
        else await TapAsync(Pick(answers));
    }

    private Task TypeAsync((string Text, string Means) answer) => SayAsync(answer.Text, answer.Means);

    private async Task InOwnWordsAsync(Question question)
    {
        var accepts = question.Accepts;
        switch (random.Next(10))
        {
            case < 2 when accepts.HasFlag(MessageKinds.Voice):
                await SpeakAsync();
                break;
            case 2 when accepts.HasFlag(MessageKinds.Photo):
                await ShowAsync(random.Next(1, 4));
                break;
            case 3 when accepts.HasFlag(MessageKinds.Location):
                await LocateAsync();
                break;
            default:
                if (accepts.HasFlag(MessageKinds.Text)) await TellAsync();
                else await SpeakAsync();
                break;
        }
    }

    /// <summary>The button's words, its number or the number itself, in place of a tap.</summary>
    private Task TypeChoiceAsync(Question question, Button button)
    {
        var value = button.Data!.Value;
        switch (question)
        {
            case { Kind: QuestionKind.Scale }:
                return SayAsync(Pick(Digits[int.Parse(value, CultureInfo.InvariantCulture)]), value);
            case { From: ChoiceSource.Proposals }:
                return SayAsync(button.Label, World.ProposalOf(button.Label)?.Proposal.Id ?? value);
            case { From: null, Keep: "answer", Kind: QuestionKind.Choice } when random.Next(3) == 0:
                var at = 1 + question.Choices.Select(c => c.Value).ToList().IndexOf(value);
                return SayAsync(Pick([string.Create(CultureInfo.InvariantCulture, $"ข้อ {at}"), string.Create(CultureInfo.InvariantCulture, $"ข้อ {(char)('๐' + at)}")]), value);
            case { From: null }:
                return SayAsync(random.Next(3) == 0 ? button.Label + "ค่ะ" : button.Label, value);
            default:
                return SayAsync(button.Label);
        }
    }
}
