using System.Text.Json;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using Line.Messaging;

namespace ChainatBot.RichMenus;

/// <summary>What came of reading a directory: the menus that could be read, and everything wrong with them.</summary>
public sealed record RichMenuLoad(IReadOnlyList<RichMenuFile> Menus, IReadOnlyList<FlowProblem> Problems);

/// <summary>Reads a directory of rich menus and checks them: LINE's limits, the pictures, and that the bot knows what they say.</summary>
public static class RichMenuLoader
{
    private static readonly string[] PictureExtensions = [".png", ".jpg", ".jpeg"];

    /// <summary>Loads and checks. Never throws for what is in the files; a directory that can't be read is a problem too.</summary>
    /// <param name="flows">The conversations whose words the menus may say; null leaves the words unchecked.</param>
    public static RichMenuLoad Load(string directory, FlowSet? flows)
    {
        var shown = Path.GetFileName(Path.TrimEndingDirectorySeparator(directory));
        var problems = new List<FlowProblem>();
        var menus = new List<RichMenuFile>();
        var files = Files(directory, shown, problems);
        var names = files.Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files)
            if (Read(file, $"{shown}/{Path.GetFileName(file)}", names, flows, problems) is { } menu) menus.Add(menu);
        if (problems.Count == 0 && !names.Contains(RichMenuFile.Villager))
            problems.Add(new FlowProblem($"{shown}/{RichMenuFile.Villager}.json", 1, 1, "the file is not there; it is the menu that everybody sees, so put it back"));
        return new RichMenuLoad(menus, problems);
    }

    private static List<string> Files(string directory, string shown, List<FlowProblem> problems)
    {
        try
        {
            return [.. Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new FlowProblem(shown, 1, 1, "the directory can't be read; set RichMenus__Directory to the one with villager.json, or leave it out"));
            return [];
        }
    }

    private static RichMenuFile? Read(string file, string shown, HashSet<string> names, FlowSet? flows, List<FlowProblem> problems)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        if (name is not { Length: <= 32 } || name == "list" || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
        {
            problems.Add(new FlowProblem(shown, 1, 1, "the file's name is the menu's alias at LINE; use at most 32 of a–z, 0–9, - and _, and not “list”"));
            return null;
        }

        byte[] json = [];
        try
        {
            json = Utf8(File.ReadAllBytes(file));
            var positions = new JsonPositions(json);
            var menu = RichMenu.Parse(json);
            foreach (var (path, message) in Findings(menu, name, names, flows))
            {
                var (line, column) = positions.Of(path);
                problems.Add(new FlowProblem(shown, line, column, path.Length == 0 ? message : $"{path}: {message}"));
            }

            return Picture(file, shown, menu, problems) is { } picture ? new RichMenuFile(name, shown, menu, picture) : null;
        }
        catch (JsonException e)
        {
            var (line, column) = ((int)(e.LineNumber ?? 0) + 1, ColumnOf(json, e));
            problems.Add(new FlowProblem(shown, line, column, $"this is no rich menu object of LINE: {Sentence(e.Message)}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new FlowProblem(shown, 1, 1, "the file can't be read; look at its permissions"));
        }

        return null;
    }

    private static IEnumerable<(string Path, string Message)> Findings(RichMenu menu, string name, HashSet<string> names, FlowSet? flows)
    {
        foreach (var violation in RichMenuValidator.Validate(menu)) yield return (violation.Property, violation.Message);
        for (var n = 0; n < menu.Areas.Count; n++)
        {
            var (at, action) = (FormattableString.Invariant($"areas[{n}].action"), menu.Areas[n].Action);
            if (string.IsNullOrWhiteSpace(action.Label)) yield return (at, "has no label; give one: the picture shows it and screen readers say it");
            if (Wrong(action, name, names, flows) is { } wrong) yield return ($"{at}.{wrong.Property}", wrong.Message);
        }
    }

    private static (string Property, string Message)? Wrong(LineAction action, string name, HashSet<string> names, FlowSet? flows) => action switch
    {
        MessageAction { Text: var text } when flows is null || flows.ByKeyword(text) is not null => null,
        MessageAction { Text: var text } when TeamWords.IsOne(text) => name == RichMenuFile.Team ? null : ("text", "only the team may say this word; move the area to team.json"),
        MessageAction { Text: var text } => ("text", $"no conversation starts with “{text}”; say one of the words under `keywords` in the flows, such as {Examples(flows!)}"),
        RichMenuSwitchAction { RichMenuAliasId: var alias } => names.Contains(alias) ? null : ("richMenuAliasId", $"there is no {alias}.json to switch to; name one of {string.Join(", ", names.Order(StringComparer.Ordinal))}"),
        PostbackAction or DatetimePickerAction => ("type", "the bot takes nothing but words from a menu; use a message action that says one"),
        _ => null,
    };

    private static string Examples(FlowSet flows) =>
        string.Join(", ", flows.CurrentFlows.Where(flow => flow.Keywords.Count > 0).OrderBy(flow => flow.Id, StringComparer.Ordinal).Select(flow => flow.Keywords[0].Value));

    private static byte[]? Picture(string file, string shown, RichMenu menu, List<FlowProblem> problems)
    {
        var picture = PictureExtensions.Select(extension => Path.ChangeExtension(file, extension)).FirstOrDefault(File.Exists);
        if (picture is null)
        {
            problems.Add(new FlowProblem(shown, 1, 1, $"there is no picture beside it; draw {Path.GetFileNameWithoutExtension(file)}.png with `dotnet run --project richmenus/draw`"));
            return null;
        }

        var bytes = File.ReadAllBytes(picture);
        if (RichMenuImage.Problem(bytes, menu.Size) is not { } problem) return bytes;
        problems.Add(new FlowProblem(Path.ChangeExtension(shown, Path.GetExtension(picture)), 1, 1, $"{problem} Draw it anew with `dotnet run --project richmenus/draw`."));
        return null;
    }

    private static byte[] Utf8(byte[] bytes) => bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;

    private static int ColumnOf(byte[] json, JsonException e)
    {
        var start = 0;
        for (var line = 0; line < (e.LineNumber ?? 0); line++) start += json.AsSpan(start).IndexOf((byte)'\n') + 1;
        return JsonPositions.At(json, start + (int)(e.BytePositionInLine ?? 0)).Column;
    }

    /// <summary>What the reader says, without its own “Path: … | LineNumber: …”, which stands before the message already.</summary>
    private static string Sentence(string message) => message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
}
