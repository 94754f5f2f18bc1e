using System.Text.Json.Serialization;
using ChainatBot.Opinions;
using ChainatBot.Surveys;

namespace ChainatBot.Exports;

/// <summary>One line of <c>export answers</c>: the fields of the contract in their order.</summary>
/// <param name="Person">A pseudonym of this survey: it joins the answers of one sheet, and nothing else.</param>
/// <param name="Answer">The choice, the number, the day, or words; null for a voice message that nobody has written down, and for a photo.</param>
public sealed record ExportedAnswer(string Survey, string Question, string Person, string? Answer, string? Tambon, int? Village, string AnsweredOn)
{
    public static readonly ExportTable<ExportedAnswer> Table = new(
        "answers",
        new ExportedAnswerJson(ExportTable<ExportedAnswer>.Readable(ExportedAnswerJson.Default.Options)).ExportedAnswer,
        [
            ("survey", a => a.Survey), ("question", a => a.Question), ("person", a => a.Person), ("answer", a => a.Answer),
            ("tambon", a => a.Tambon), ("village", a => a.Village), ("answeredOn", a => a.AnsweredOn),
        ]);

    internal static ExportedAnswer Of(Answer answer) => new(
        answer.Survey, answer.Question, answer.Person, answer.Text, answer.Tambon == Opinion.NoTambon ? null : answer.Tambon, answer.Village, answer.AnsweredOn);
}

[JsonSerializable(typeof(ExportedAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ExportedAnswerJson : JsonSerializerContext;
