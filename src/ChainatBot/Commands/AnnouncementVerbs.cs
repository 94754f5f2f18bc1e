using System.CommandLine;
using ChainatBot.Announcements;
using ChainatBot.Privacy;
using ChainatBot.Understanding;
using Microsoft.Extensions.Options;

namespace ChainatBot.Commands;

/// <summary><c>announce</c>, <c>announcement</c> and <c>budget</c>.</summary>
internal static class AnnouncementVerbs
{
    public static Command Announce()
    {
        var file = new Argument<string>("file") { Description = "The announcement's YAML file." };
        var draft = new Option<bool>("--draft") { Description = "Keeps it without sending; `announcement send` announces it." };
        var card = new Option<bool>("--card") { Description = "Prints the card as JSON for LINE's Flex Message Simulator, which shows it as a phone does; sends nothing." };
        var choices = new Choices();
        var announce = new Command("announce", "Tells people something: free with the bot's next reply to each, and paid to those not reached by a chosen time.") { file, draft, card };
        choices.AddTo(announce);
        announce.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => parsed switch
        {
            _ when parsed.GetValue(card) => Announce(services).CardAsync(parsed.GetValue(file)!, cancellationToken),
            _ when parsed.GetValue(draft) => Announce(services).DraftAsync(parsed.GetValue(file)!, cancellationToken),
            _ => Announce(services).RunAsync(parsed.GetValue(file)!, choices.Of(parsed), cancellationToken),
        }));
        return announce;
    }

    public static Command Announcement()
    {
        var list = new Command("list", "Lists drafts and what has been announced: id, state, from, paid after, title.");
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

        var (sent, choices) = (Id(), new Choices());
        var send = new Command("send", "Announces a draft.") { sent };
        choices.AddTo(send);
        send.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Announce(services).SendAsync(parsed.GetValue(sent)!, choices.Of(parsed), cancellationToken)));

        var discarded = Id();
        var discard = new Command("discard", "Throws a draft away.") { discarded };
        discard.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Commands(services).DiscardAsync(parsed.GetValue(discarded)!, cancellationToken)));
        return new Command("announcement", "What has been announced, and drafts.") { list, show, send, discard, stop, resume };
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

    private static AnnounceCommand Announce(IServiceProvider services) => new(
        services.GetRequiredService<AnnouncementDesk>(), services.GetRequiredService<DraftStore>(), services.GetRequiredService<IOptions<PrivacyOptions>>(), services.GetRequiredService<TimeProvider>(),
        Console.Out, Console.Error);

    private static AnnouncementCommands Commands(IServiceProvider services) => new(
        services.GetRequiredService<NoticeStore>(), services.GetRequiredService<DraftStore>(), services.GetRequiredService<ProgressReader>(), services.GetRequiredService<Forecasts>(),
        services.GetRequiredService<PayRuns>(), services.GetRequiredService<IOptions<PrivacyOptions>>(), services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error)
    {
        InPlace = !Console.IsOutputRedirected,
    };

    private static BudgetCommand Budget(IServiceProvider services) =>
        new(services.GetRequiredService<Budgets>(), services.GetRequiredService<Places>(), Console.Out, Console.Error);

    private static Argument<string> Id() => new("id") { Description = "The announcement's id." };

    private static bool IsNumber(string text, out long number) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);

    /// <summary>What an operator may say about sending.</summary>
    private sealed class Choices
    {
        private readonly Option<bool> dryRun = new("--dry-run") { Description = "Shows the card, whom it is for and what it will cost; sends nothing." };
        private readonly Option<bool> partial = new("--partial") { Description = "Where messages are not enough: pays for as many as there are; the rest are told when they write." };
        private readonly Option<bool> overBudget = new("--over-budget") { Description = "Goes past the tambon's budget of the month; never past LINE's limit." };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[dryRun, partial, overBudget]) command.Add(option);
        }

        public AnnounceOptions Of(ParseResult parsed) => new(parsed.GetValue(dryRun), parsed.GetValue(partial), parsed.GetValue(overBudget));
    }
}
