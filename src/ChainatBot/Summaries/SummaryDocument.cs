using ChainatBot.Forums;
using ChainatBot.Priorities;
using ChainatBot.Surveys;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace ChainatBot.Summaries;

/// <summary>A summary as a Word document (docx): method, who was heard, topics, villages, reach, groups with quotes.</summary>
public static class SummaryDocument
{
    /// <summary>The typeface of Thai government papers; Word replaces it where it is missing.</summary>
    private const string Font = "TH Sarabun New";
    private const string Thai = "th-TH";
    private const int TwipsPerCm = 567;
    private const int TextWidth = 16 * TwipsPerCm;

    public static byte[] Write(SummaryView view, SummaryOptions options)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(options);
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            main.Document = new Document(new Body([.. Content(view, options), .. view.Priorities.SelectMany(round => Round(round, view.MinimumGroupSize)), .. view.Surveys.SelectMany(survey => Survey(survey, view.MinimumGroupSize)), .. view.Forums.SelectMany(forum => Forum(forum, view.MinimumGroupSize)), Page()]));
            document.PackageProperties.Title = SummaryWords.Get("DocumentTitle");
            document.PackageProperties.Language = Thai;
        }
        return stream.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Content(SummaryView view, SummaryOptions options)
    {
        yield return Text(SummaryWords.Get("DocumentTitle"), "Title");
        yield return Text(SummaryWords.Get("DocumentSubtitle"), "Subtitle");
        yield return Text(SummaryWords.Get("DocumentPlace", SummaryWords.Tambon(view.Tambon, options), SummaryWords.Period(view.From, view.To)), "Subtitle");

        yield return Text(SummaryWords.Get("MethodHeading"), "Heading1");
        yield return Text(SummaryWords.Get("Method1"));
        yield return Text(SummaryWords.Get("Method2"));
        yield return Text(SummaryWords.Get("Method3", view.MinimumGroupSize));
        yield return Text(SummaryWords.Get("Method4"));

        yield return Text(SummaryWords.Get("HeardHeading"), "Heading1");
        yield return Text(view switch
        {
            { People: 0 } => SummaryWords.Get("DocumentNobody"),
            { People: { } people, Opinions: { } opinions } => SummaryWords.Get("DocumentHeard", SummaryWords.Number(people), SummaryWords.Number(opinions)),
            { From: null, To: null } => SummaryWords.Get("DocumentTooFew", view.MinimumGroupSize),
            _ => SummaryWords.Get("DocumentTooFewInPeriod"),
        });
        if (view.People is null or 0) yield break;
        if (view.Helped > 0) yield return Text(SummaryWords.Get("DocumentHelped", SummaryWords.Number(view.Helped.Value)));
        if (view.IsShortened) yield return Text(SummaryWords.Get("DocumentShortened"));
        if (view.Suppressed > 0) yield return Text(SummaryWords.Get("DocumentWithheld", view.Suppressed));

        var silent = view.ByVillage.Where(cell => cell is { People: 0, Village: not null }).Select(cell => SummaryWords.Number(cell.Village!.Value)).ToArray();
        if (silent.Length > 0) yield return Text(SummaryWords.Get("Silent", string.Join(", ", silent)));

        foreach (var element in Section("TopicsHeading", "ColumnTopic", [.. view.ByTopic.Select(cell => (SummaryWords.Topic(cell.Topic, options), cell.People, cell.Opinions))])) yield return element;
        foreach (var element in Section("VillagesHeading", "ColumnVillage", [.. view.ByVillage.Select(cell => (SummaryWords.Village(cell.Village), cell.People, cell.Opinions))])) yield return element;
        foreach (var element in Section("ReachesHeading", "ColumnReach", [.. view.ByReach.Select(cell => (SummaryWords.Reach(cell.Reach), cell.People, cell.Opinions))])) yield return element;

        yield return Text(SummaryWords.Get("GroupsHeading"), "Heading1");
        if (view.Groups.Count == 0) yield return Text(SummaryWords.Get("NoGroups", view.MinimumGroupSize));
        foreach (var group in view.Groups)
        {
            yield return Text(SummaryWords.Get("Few", group.Label, SummaryWords.Number(group.People)), "Heading2");
            foreach (var quote in group.Quotes) yield return Text(SummaryWords.Get("Quote", quote), "Quote");
        }
    }

    private static IEnumerable<OpenXmlElement> Round(PriorityResult round, int minimumGroupSize)
    {
        yield return Text(PriorityLines.Heading(round), "Heading1");
        yield return Text(PriorityLines.People(round, minimumGroupSize));
        foreach (var line in PriorityLines.Orders(round)) yield return Text(line);
        if (round.ByVillage.Count > 0)
            yield return Table(SummaryWords.Get("ColumnVillage"), [SummaryWords.Get("ColumnPeople")], [.. round.ByVillage.Select(v => (string[])[SummaryWords.Village(v.Village), SummaryWords.Number(v.People)])]);
        foreach (var line in PriorityLines.Agreement(round)) yield return Text(line.Trim());
    }

    private static IEnumerable<OpenXmlElement> Survey(SurveyResult survey, int minimumGroupSize)
    {
        yield return Text(SummaryWords.Get("SurveyHeading", survey.Title), "Heading1");
        yield return Text(SurveyWords.People(survey, minimumGroupSize));
        foreach (var question in survey.Questions)
        {
            yield return Text(SurveyWords.Label(question), "Heading2");
            yield return Text(SurveyWords.Answered(question));
            foreach (var figure in SurveyWords.Figures(question)) yield return Text(figure);
            if (question.Counts is { Count: > 0 } counts)
                yield return Table(SummaryWords.Get("ColumnAnswer"), [SummaryWords.Get("ColumnPeople")], [.. counts.Select(c => (string[])[SurveyWords.Answer(c.Answer), SummaryWords.Number(c.People)])]);
            foreach (var group in question.Groups ?? [])
            {
                yield return Text(SummaryWords.Get("Few", group.Label, SummaryWords.Number(group.People)));
                foreach (var quote in group.Quotes) yield return Text(SummaryWords.Get("Quote", quote), "Quote");
            }
        }
    }

    private static IEnumerable<OpenXmlElement> Forum(ForumResult forum, int minimumGroupSize)
    {
        yield return Text(ForumResultWords.Heading(forum), "Heading1");
        foreach (var sentence in ForumResultWords.Sentences(forum, minimumGroupSize)) yield return Text(sentence);
        if (forum.Replies is { Count: > 0 } replies)
            yield return Table(ForumWords.Get("ColumnReply"), [ForumWords.Get("ColumnPeople")], [.. replies.Select(r => (string[])[ForumResultWords.Reply(r.Reply), SummaryWords.Number(r.People)])]);
        if (forum.ByVillage is { Count: > 0 } villages)
            yield return Table(ForumWords.Get("ColumnVillage"), [.. villages[0].Replies.Select(r => ForumResultWords.Reply(r.Reply))],
                [.. villages.Select(v => (string[])[ForumResultWords.Village(v.Village), .. v.Replies.Select(r => SummaryWords.Number(r.People))])]);
    }

    private static IEnumerable<OpenXmlElement> Section(string heading, string column, IReadOnlyList<(string Name, int People, int Opinions)> rows)
    {
        yield return Text(SummaryWords.Get(heading), "Heading1");
        if (rows.Count == 0)
        {
            yield return Text(SummaryWords.Get("NotShown"));
            yield break;
        }
        yield return Table(SummaryWords.Get(column), [SummaryWords.Get("ColumnPeople"), SummaryWords.Get("ColumnOpinions")],
            [.. rows.Select(row => (string[])[row.Name, SummaryWords.Number(row.People), SummaryWords.Number(row.Opinions)])]);
    }

    /// <summary>A wide column of names and narrow ones of figures.</summary>
    private static Table Table(string name, string[] figures, IReadOnlyList<string[]> rows)
    {
        int[] widths = [TextWidth - figures.Length * 3 * TwipsPerCm, .. figures.Select(_ => 3 * TwipsPerCm)];
        var table = new Table(
            new TableProperties(
                new TableStyle { Val = "Grid" },
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = $"{TextWidth}" },
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(widths.Select(width => new GridColumn { Width = $"{width}" })));
        var head = Row(widths, "TableHead", [name, .. figures]);
        head.PrependChild(new TableRowProperties(new CantSplit(), new TableHeader()));
        table.AppendChild(head);
        foreach (var row in rows) table.AppendChild(Row(widths, "TableText", row));
        return table;
    }

    private static TableRow Row(int[] widths, string style, params string[] texts) => new(texts.Select((text, i) =>
    {
        var paragraph = Text(text, style);
        if (i > 0) paragraph.ParagraphProperties!.AppendChild(new Justification { Val = JustificationValues.Right });
        return new TableCell(new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = $"{widths[i]}" }), paragraph);
    }));

    private static Paragraph Text(string text, string style = "Normal") => new(
        new ParagraphProperties(new ParagraphStyleId { Val = style }),
        new Run(
            // Thai is complex script: only so does Word take the right font, size and line breaking for it.
            new RunProperties(new ComplexScript(), new Languages { Val = Thai, Bidi = Thai }),
            new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve }));

    /// <summary>XML knows no control characters, and a lone half of a surrogate pair can't be written.</summary>
    private static string Printable(string text)
    {
        if (text.All(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF'))) return text;
        return string.Concat(text.EnumerateRunes().Where(rune => !System.Text.Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)).Select(rune => rune.ToString()));
    }

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font, ComplexScript = Font },
                new FontSize { Val = "32" },
                new FontSizeComplexScript { Val = "32" },
                new Languages { Val = Thai, EastAsia = "en-US", Bidi = Thai })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "120" }))),
        ParagraphStyle("Normal", isDefault: true),
        ParagraphStyle("Title", size: 44, bold: true, after: 0, centred: true),
        ParagraphStyle("Subtitle", after: 60, centred: true),
        ParagraphStyle("Heading1", size: 38, bold: true, before: 240, level: 0),
        ParagraphStyle("Heading2", bold: true, before: 160, after: 40, level: 1),
        ParagraphStyle("Quote", after: 60, indent: TwipsPerCm),
        ParagraphStyle("TableHead", bold: true, before: 20, after: 20),
        ParagraphStyle("TableText", before: 20, after: 20),
        new Style(
            new StyleName { Val = "Grid" },
            new StyleTableProperties(
                new TableBorders(
                    Border<TopBorder>(), Border<LeftBorder>(), Border<BottomBorder>(), Border<RightBorder>(), Border<InsideHorizontalBorder>(), Border<InsideVerticalBorder>()),
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 100, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 100, Type = TableWidthValues.Dxa })))
        { Type = StyleValues.Table, StyleId = "Grid", CustomStyle = true });

    private static T Border<T>() where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 4, Color = "8A8A8A" };

    private static Style ParagraphStyle(string id, int? size = null, bool bold = false, int before = 0, int after = 120, int indent = 0, int? level = null, bool centred = false, bool isDefault = false)
    {
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null };
        style.AppendChild(new StyleName { Val = level is { } outline ? $"heading {outline + 1}" : id });
        if (!isDefault) style.AppendChild(new BasedOn { Val = "Normal" });
        var paragraph = new StyleParagraphProperties();
        if (level is not null) paragraph.AppendChild(new KeepNext());
        paragraph.AppendChild(new SpacingBetweenLines { Before = $"{before}", After = $"{after}" });
        if (indent > 0) paragraph.AppendChild(new Indentation { Left = $"{indent}" });
        if (centred) paragraph.AppendChild(new Justification { Val = JustificationValues.Center });
        if (level is { } l) paragraph.AppendChild(new OutlineLevel { Val = l });
        style.AppendChild(paragraph);
        var run = new StyleRunProperties();
        if (bold) run.Append(new Bold(), new BoldComplexScript());
        if (size is { } points) run.Append(new FontSize { Val = $"{points}" }, new FontSizeComplexScript { Val = $"{points}" });
        if (run.HasChildren) style.AppendChild(run);
        return style;
    }

    /// <summary>A4 upright; 3 cm at the left, where papers are bound.</summary>
    private static SectionProperties Page() => new(
        new PageSize { Width = 11_906, Height = 16_838 },
        new PageMargin { Left = 3 * TwipsPerCm, Right = 2 * TwipsPerCm, Top = 1417, Bottom = 1134, Header = 708, Footer = 708, Gutter = 0 });
}
