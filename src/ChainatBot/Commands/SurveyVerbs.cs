using System.CommandLine;
using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Surveys;
using ChainatBot.Understanding;

namespace ChainatBot.Commands;

/// <summary><c>survey open</c> and <c>survey close</c>.</summary>
internal static class SurveyVerbs
{
    public static Command Create() => new("survey", "Opens and closes surveys; works while the server runs.") { Open(), Close() };

    private static Command Open()
    {
        var (id, tambons) = (Id(), Tambons("Six digits each; where it is asked.", required: true));
        var (from, until) = (OpinionVerbs.Day("--from"), OpinionVerbs.Day("--until"));
        var invite = new Option<bool>("--invite") { Description = "Invites everybody there who has not answered: free, with the bot's next reply to each." };
        var open = new Command("open", "Opens a survey in tambons; where it is open already, takes the newest version and the new days.") { id, tambons, from, until, invite };
        open.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(async services =>
        {
            var opened = await Command(services).OpenAsync(parsed.GetValue(id)!, parsed.GetValue(tambons)!, parsed.GetValue(from), parsed.GetValue(until), cancellationToken);
            if (opened != CommandLine.Good || !parsed.GetValue(invite)) return opened;
            var invitation = SurveyInvitation.Of(
                services.GetRequiredService<FlowStore>().Current.Current(parsed.GetValue(id)!)!, parsed.GetValue(tambons)!, parsed.GetValue(from), parsed.GetValue(until), services.GetRequiredService<TimeProvider>().Now());
            var added = await services.GetRequiredService<NoticeStore>().AddAsync(invitation, cancellationToken);
            await Console.Error.WriteLineAsync(added
                ? $"Who has not answered is invited with the bot's next reply; see `announcement show {invitation.Id}`."
                : $"The invitation {invitation.Id} is out already; it was left as it is.");
            return CommandLine.Good;
        }));
        return open;
    }

    private static Command Close()
    {
        var (id, tambons) = (Id(), Tambons("Six digits each; everywhere if absent.", required: false));
        var close = new Command("close", "Closes a survey; what was answered stays.") { id, tambons };
        close.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services =>
            Command(services).CloseAsync(parsed.GetValue(id)!, parsed.GetValue(tambons) ?? [], cancellationToken)));
        return close;
    }

    private static Argument<string> Id() => new("id") { Description = "The survey: the id of a flow of kind survey, such as swot." };

    private static Option<string[]> Tambons(string description, bool required) => new("--tambon") { Description = description, Required = required, AllowMultipleArgumentsPerToken = true };

    private static SurveyCommand Command(IServiceProvider services) => new(
        services.GetRequiredService<SurveyStore>(), services.GetRequiredService<FlowStore>().Current, services.GetRequiredService<Places>(), services.GetRequiredService<TimeProvider>().Today(), Console.Error);
}
