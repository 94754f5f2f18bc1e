using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using ChainatBot.Surveys;
using ChainatBot.Understanding;
using Conversation = ChainatBot.Flows.Conversation;

namespace ChainatBot.Imports;

/// <summary>Sheets of a survey that were answered on paper: a paper is a person, and a column a question.</summary>
public sealed class AnswerPapers(AnswerStore answers, SurveyStore surveys, Places places, TopicLexicon topics, Pseudonyms pseudonyms, TimeProvider time)
{
    private static readonly char[] Between = ['|', ';', '\n'];

    /// <summary>Understands the whole file; what it can't becomes a problem of it.</summary>
    public IReadOnlyList<PaperSheet> Understand(PaperFile file, Flow survey)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(survey);
        var questions = survey.Questions.Where(q => q.Keep == "answer").ToDictionary(q => q.Id, StringComparer.OrdinalIgnoreCase);
        var (paper, village) = (file.Column(OpinionPapers.PaperNames), file.Column(OpinionPapers.VillageNames));
        if (paper < 0)
        {
            file.Problem(1, 1, $"the first line has no column “paper”; it names the columns: paper, village, {string.Join(", ", questions.Keys)}");
            return [];
        }

        var asked = new List<(int Column, Question Question)>();
        for (var i = 0; i < file.Columns.Count; i++)
        {
            if (i == paper || i == village || file.Columns[i].Length == 0) continue;
            if (questions.TryGetValue(file.Columns[i], out var question)) asked.Add((i, question));
            else file.Problem(1, i + 1, $"survey {survey.Id} has no question “{file.Columns[i]}”{FlowVocabulary.DidYouMean(file.Columns[i], questions.Keys)}; its questions are {string.Join(", ", questions.Keys)}");
        }

        var sheets = new Dictionary<string, PaperSheet>(StringComparer.Ordinal);
        foreach (var row in file.Rows)
        {
            var given = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (column, question) in asked)
            {
                var cell = row.Cell(column);
                if (cell.Length == 0) continue;
                if (Read(question, cell) is { } answer) given[question.Id] = answer;
                else file.Problem(row.Line, column + 1, $"“{cell}” is no answer to “{question.Id}”; write {Wanted(question)}, or nothing");
            }

            var place = file.VillageOf(row, village, places, Conversation.MostVillages);
            if (file.NumberOf(row, paper) is not { } number) continue;
            if (!sheets.TryAdd(number, new PaperSheet(number, place, given))) file.Problem(row.Line, paper + 1, $"paper {number} stands here a second time; give each paper one row and a number of its own");
        }

        return [.. sheets.Values];
    }

    /// <summary>How many of these sheets papers of another batch fill in just so.</summary>
    public async Task<int> TwinsAsync(ImportRequest request, Flow survey, IReadOnlyList<PaperSheet> sheets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(survey);
        ArgumentNullException.ThrowIfNull(sheets);
        var ours = sheets.Select(s => answers.PersonIn(survey.Id, OpinionPapers.ParticipantOf(pseudonyms, request.BatchName, s.Paper))).ToHashSet(StringComparer.Ordinal);
        var others = new Twins<string>();
        var given = await answers.OfSurveyAsync(request.Tambon, survey.Id, cancellationToken)
            .Where(a => a.Consent?.StartsWith(OpinionPapers.OnPaper, StringComparison.Ordinal) == true && !ours.Contains(a.Person)).ToListAsync(cancellationToken);
        foreach (var sheet in given.GroupBy(a => a.Person, StringComparer.Ordinal)) others.Add(Written(sheet.First().Village, sheet.Select(a => (a.Question, a.Text ?? ""))));
        return sheets.Count(s => others.Take(Written(s.Village, s.Answers.Select(a => (a.Key, a.Value)))));

        static string Written(int? village, IEnumerable<(string, string)> answers) => $"{village}\n{string.Join('\n', answers.Order())}";
    }

    /// <summary>Keeps what was understood. Doing it again changes nothing.</summary>
    public async Task<ImportCount> KeepAsync(ImportRequest request, Flow survey, IReadOnlyList<PaperSheet> sheets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(survey);
        ArgumentNullException.ThrowIfNull(sheets);
        if (!request.DryRun) await surveys.NoteAsync(survey.Id, survey.Version, request.Tambon, cancellationToken);
        return await ImportCount.OfAsync(sheets, (sheet, token) => KeepAsync(request, survey, sheet, token), cancellationToken);
    }

    private async Task<ImportCount> KeepAsync(ImportRequest request, Flow survey, PaperSheet sheet, CancellationToken cancellationToken)
    {
        var participant = OpinionPapers.ParticipantOf(pseudonyms, request.BatchName, sheet.Paper);
        var person = answers.PersonIn(survey.Id, participant);
        var before = new Dictionary<string, Answer>(StringComparer.Ordinal);
        await foreach (var answer in answers.SheetAsync(request.Tambon, survey.Id, person, cancellationToken)) before[answer.Question] = answer;
        // A paper on which nothing is filled in leaves nothing to keep.
        var (isNew, changed, removed) = (before.Count == 0 && sheet.Answers.Count > 0, false, 0);
        foreach (var (question, text) in sheet.Answers)
        {
            before.Remove(question, out var there);
            var day = request.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? there?.AnsweredOn ?? time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (there is not null && there.Text == text && there.Village == sheet.Village && there.AnsweredOn == day) continue;
            changed = true;
            if (request.DryRun) continue;
            var answer = new Answer(request.Tambon, survey.Id, person, question)
            {
                Village = sheet.Village, Kind = "text", Text = text, AnsweredOn = day, Messages = [pseudonyms.KeyOf("paper-answer", $"{participant.Value} {question}")], Helped = true, Consent = OpinionPapers.OnPaper + day,
            };
            await answers.KeepAsync(answer, adding: false, cancellationToken);
        }

        foreach (var gone in before.Values)
        {
            removed++;
            if (!request.DryRun) await answers.RemoveAsync(gone, cancellationToken);
        }

        changed |= removed > 0;
        return new ImportCount(1, isNew ? 1 : 0, !isNew && changed ? 1 : 0, !isNew && !changed ? 1 : 0, removed);
    }

    /// <summary>The answer as the chat would keep it, or null where it is none.</summary>
    private string? Read(Question question, string cell)
    {
        switch (question.Kind)
        {
            case QuestionKind.Several:
                var chosen = cell.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => Choice(question, part)).ToList();
                return chosen.Contains(null) || chosen.Count == 0 ? null : string.Join(',', chosen.Distinct());
            case QuestionKind.Choice:
                return Choice(question, cell);
            case QuestionKind.YesNo:
                return Choice(question, cell) ?? YesNoReader.Read(cell) switch { true => question.Choices[0].Value, false => question.Choices[1].Value, null => null };
            case QuestionKind.Number or QuestionKind.Scale:
                var (least, most) = question.Kind == QuestionKind.Scale ? (question.Min ?? 1, question.Max ?? 5) : (question.Min, question.Max);
                if (NumberReader.Read(cell) is not { } number || number < (least ?? number) || number > (most ?? number)) return null;
                return question.Kind == QuestionKind.Scale && number != decimal.Truncate(number) ? null : number.ToString("0.############", CultureInfo.InvariantCulture);
            case QuestionKind.Date:
                return DateReader.Read(cell, time.Today(), question.Past) is { } date && !(question.Past && date > time.Today()) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
            case QuestionKind.Time:
                return TimeReader.Read(cell)?.ToString("HH:mm", CultureInfo.InvariantCulture);
            case QuestionKind.Place:
                return places.Read(cell) is PlaceReading.Found found
                    ? found.Village is { } village ? string.Create(CultureInfo.InvariantCulture, $"{found.Tambon.Code}/{village}") : found.Tambon.Code
                    : null;
            default:
                return PersonalDetails.Mask(cell);
        }
    }

    private string? Choice(Question question, string cell)
    {
        var options = Options(question);
        if (options.FirstOrDefault(o => o.Value == cell).Value is { } exact) return exact;
        return ChoiceReader.Read(cell, [.. options.Select(o => o.Label)]) is { } index ? options[index].Value : null;
    }

    private IReadOnlyList<(string Label, string Value)> Options(Question question) => question.From switch
    {
        ChoiceSource.Topics => [.. topics.Topics.Select(t => (t.Label, t.Id))],
        ChoiceSource.Tambons => [.. places.Districts.SelectMany(d => places.TambonsOf(d.Code)).Select(t => (t.Name, t.Code))],
        ChoiceSource.Districts => [.. places.Districts.Select(d => (d.Name, d.Code))],
        _ => [.. question.Choices.Where(c => c.Link is null).Select(c => (c.Label.Value, c.Value))],
    };

    private string Wanted(Question question) => question.Kind switch
    {
        QuestionKind.Choice or QuestionKind.YesNo => "one of " + string.Join(", ", Options(question).Select(o => o.Label)),
        QuestionKind.Several => "one or more of " + string.Join(", ", Options(question).Select(o => o.Label)) + ", with | between",
        QuestionKind.Scale => string.Create(CultureInfo.InvariantCulture, $"a whole number from {question.Min ?? 1} to {question.Max ?? 5}"),
        QuestionKind.Number => string.Create(CultureInfo.InvariantCulture, $"a number{(question.Min is { } min ? $" from {min}" : "")}{(question.Max is { } max ? $" to {max}" : "")}"),
        QuestionKind.Date => "a day such as 3 ธ.ค. 2569",
        QuestionKind.Time => "a time such as 09.00",
        _ => "a tambon of the province",
    };
}

/// <summary>A survey answered on one paper, understood and masked.</summary>
/// <param name="Answers">By question.</param>
public sealed record PaperSheet(string Paper, int? Village, IReadOnlyDictionary<string, string> Answers);
