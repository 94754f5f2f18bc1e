using System.CommandLine;
using ChainatBot.Announcements;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using ChainatBot.Understanding;
using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Commands;

/// <summary><c>announce</c>, <c>announcement</c> and <c>budget</c>.</summary>
internal static class AnnouncementVerbs
{
    public static Command Announce()
    {
        var file = new Argument<string>("file") { Description = "The announcement's YAML file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows the card, whom it is for and what it will cost; sends nothing." };
        var partial = new Option<bool>("--partial") { Description = "Where messages are not enough: pays for as many as there are; the rest are told when they write." };
        var overBudget = new Option<bool>("--over-budget") { Description = "Goes past the tambon's budget of the month; never past LINE's limit." };
        var announce = new Command("announce", "Tells people something: free with the bot's next reply to each, and paid to those not reached by a chosen time.") { file, dryRun, partial, overBudget };
        announce.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Announce(services).RunAsync(
            parsed.GetValue(file)!, new AnnounceOptions(parsed.GetValue(dryRun), parsed.GetValue(partial), parsed.GetValue(overBudget)), cancellationToken)));
        return announce;
    }

    public static Command Announcement()
    {
        var list = new Command("list", "Lists what has been announced: id, state, from, paid after, title.");
        list.SetAction((_, cancellationToken) => CommandLine.WithServicesAsync(services => Commands(services).ListAsync(cancellationToken)));

        var (shown, follow) = (Id(), new Option<bool>("--follow") { Description = "Shows it again whenever a figure changes, until it has been sent." });
        var show = new Command("show", "How many have been told, free and paid, and why others have not; never who.") { shown, follow };
        show.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Commands(services).ShowAsync(parsed.GetValue(shown)!, parsed.GetValue(follow), cancellationToken)));

        var stopped = Id();
        var stop = new Command("stop", "Tells nobody else.") { stopped };
        stop.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Commands(services).StopAsync(parsed.GetValue(stopped)!, cancellationToken)));

        var resumed = Id();
        var resume = new Command("resume", "Goes on with those not told: after `announcement stop`, or when there are messages again.") { resumed };
        resume.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Commands(services).ResumeAsync(parsed.GetValue(resumed)!, cancellationToken)));
        return new Command("announcement", "What has been announced.") { list, show, stop, resume };
    }

    public static Command Budget()
    {
        var tambon = new Option<string>("--tambon") { Description = "Six digits.", Required = true };
        var messages = new Option<string>("--messages") { Description = "Paid messages a month, or none for no limit but LINE's.", Required = true };
        var set = new Command("set", "Sets how many paid messages a tambon allows itself a month.") { tambon, messages };
        set.Validators.Add(result =>
        {
            if (result.GetValue(messages) is { } text && text != "none" && !IsNumber(text, out _)) result.AddError($"--messages '{text}' must be a whole number, or none.");
        });
        set.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Budget(services).SetAsync(
            parsed.GetValue(tambon)!, IsNumber(parsed.GetValue(messages)!, out var number) ? number : null, cancellationToken)));

        var of = new Option<string?>("--tambon") { Description = "Six digits; all that have one if absent." };
        var show = new Command("show", "What has been spent this month.") { of };
        show.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Budget(services).ShowAsync(parsed.GetValue(of), cancellationToken)));
        return new Command("budget", "Paid messages a month, by tambon.") { set, show };
    }

    /// <summary>What an announcement's file may name.</summary>
    internal static AnnouncementChoices Choices(IServiceProvider services)
    {
        var flows = services.GetRequiredService<FlowStore>().Current.CurrentFlows;
        return new AnnouncementChoices(
            services.GetRequiredService<Places>().TambonCodes, services.GetRequiredService<AudienceRules>().Criteria,
            [.. flows.Where(f => f.Kind == FlowKind.Survey).Select(f => f.Id).Order(StringComparer.Ordinal)], [.. flows.Select(f => f.Id).Order(StringComparer.Ordinal)]);
    }

    private static AnnounceCommand Announce(IServiceProvider services) => new(
        services.GetRequiredService<NoticeStore>(), services.GetRequiredService<Forecasts>(), Choices(services), services.GetRequiredService<LineMessagingClient>(),
        services.GetRequiredService<IOptions<PrivacyOptions>>(), services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error);

    private static AnnouncementCommands Commands(IServiceProvider services) => new(
        services.GetRequiredService<NoticeStore>(), services.GetRequiredService<ProgressReader>(), services.GetRequiredService<PayRuns>(),
        services.GetRequiredService<IOptions<PrivacyOptions>>(), services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error);

    private static BudgetCommand Budget(IServiceProvider services) =>
        new(services.GetRequiredService<Budgets>(), services.GetRequiredService<Places>(), Console.Out, Console.Error);

    private static Argument<string> Id() => new("id") { Description = "The announcement's id." };

    private static bool IsNumber(string text, out long number) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
}
