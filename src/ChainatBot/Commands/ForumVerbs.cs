using System.CommandLine;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Summaries;
using ChainatBot.Understanding;
using Line.Messaging;

namespace ChainatBot.Commands;

/// <summary><c>forum create</c>, <c>forum list</c>, <c>forum show</c>, <c>forum cancel</c>, <c>forum note</c> and <c>forum qr</c>.</summary>
internal static class ForumVerbs
{
    public static Command Create()
    {
        var (file, text) = (new Argument<string>("file") { Description = "The forum's YAML file." }, new Argument<string>("file") { Description = "A file with the words." });
        var output = new Option<string>("--output") { Description = "A file that ends with .svg or .png.", Required = true };
        var account = new Option<string?>("--account") { Description = "The account's basic id, such as @123abcde; LINE is asked if absent." };
        return new Command("forum", "Forums: inviting, changing, calling off; works while the server runs.")
        {
            Verb("create", "Invites to a forum. With an id that is there: changes it, and tells those who answered.", [file], (command, parsed, cancellationToken) => command.CreateAsync(parsed.GetValue(file)!, cancellationToken)),
            Verb("list", "Which forums there are.", [], (command, _, cancellationToken) => command.ListAsync(cancellationToken)),
            OfOne("show", "The invitation as people see it, and the replies as the team may see them.", (command, id, _, cancellationToken) => command.ShowAsync(id, cancellationToken)),
            OfOne("cancel", "Calls a forum off, and tells those who answered.", (command, id, _, cancellationToken) => command.CancelAsync(id, cancellationToken)),
            OfOne("note", "Tells a word to those who came, or said they would.", (command, id, parsed, cancellationToken) => command.NoteAsync(id, parsed.GetValue(text)!, cancellationToken), text),
            OfOne("qr", "Writes the QR for the door: whoever reads it with LINE is counted as being there.", (command, id, parsed, cancellationToken) => command.CodeAsync(id, parsed.GetValue(output)!, parsed.GetValue(account), cancellationToken), output, account),
        };
    }

    private static Command OfOne(string name, string description, Func<ForumCommand, string, ParseResult, CancellationToken, Task<int>> run, params Symbol[] more)
    {
        var id = new Argument<string>("id") { Description = "The forum's id." };
        return Verb(name, description, [id, .. more], (command, parsed, cancellationToken) => run(command, parsed.GetValue(id)!, parsed, cancellationToken));
    }

    private static Command Verb(string name, string description, Symbol[] symbols, Func<ForumCommand, ParseResult, CancellationToken, Task<int>> run)
    {
        var verb = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) verb.Add(argument);
            else verb.Add((Option)symbol);
        }
        verb.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => run(Command(services), parsed, cancellationToken)));
        return verb;
    }

    private static ForumCommand Command(IServiceProvider services) => new(
        services.GetRequiredService<ForumDesk>(), services.GetRequiredService<ForumStore>(), services.GetRequiredService<ForumKeeper>(), services.GetRequiredService<FlowStore>(),
        services.GetRequiredService<SummaryService>(), services.GetRequiredService<LineMessagingClient>(), services.GetRequiredService<Places>(), services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error);
}
