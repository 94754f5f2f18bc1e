using System.CommandLine;
using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Understanding;

namespace ChainatBot.Commands;

/// <summary><c>understand KIND</c>: shows how a line typed in Thai is read.</summary>
internal static class UnderstandCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("kind") { Description = string.Join("|", Understander.Kinds) };
        kind.AcceptOnlyFromAmong([.. Understander.Kinds]);
        var options = new Option<string>("--options") { Description = "For choice: the labels, parted by |." };
        var now = new Option<string>("--now") { Description = "The moment to read dates from, such as 2026-11-23T09:00 (Bangkok); the clock's if absent." };
        var command = new Command("understand", "Reads lines from stdin and prints for each one JSON with `text` and `value`; null means not understood.") { kind, options, now };
        command.Validators.Add(result =>
        {
            if (result.GetValue(kind) == "choice" && string.IsNullOrWhiteSpace(result.GetValue(options))) result.AddError("`understand choice` needs --options \"a|b|c\".");
            if (result.GetValue(now) is { } text && ReadMoment(text) is null) result.AddError($"--now '{text}' is no date and time; write it as 2026-11-23T09:00.");
        });
        command.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(async services =>
        {
            var understander = services.GetRequiredService<Understander>();
            var moment = parsed.GetValue(now) is { } text ? ReadMoment(text)!.Value : services.GetRequiredService<TimeProvider>().Now();
            var labels = (parsed.GetValue(options) ?? "").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            using var input = new StreamReader(Console.OpenStandardInput());
            while (await input.ReadLineAsync(cancellationToken) is { } line)
                Console.WriteLine(understander.Understand(parsed.GetValue(kind)!, line, labels, moment));
            return CommandLine.Good;
        }));
        return command;
    }

    /// <summary>A moment with an offset as it is; without one, Bangkok time.</summary>
    private static DateTimeOffset? ReadMoment(string text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)) return null;
        return moment.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(moment, BangkokTime.Offset) : new DateTimeOffset(moment.ToUniversalTime(), TimeSpan.Zero).ToOffset(BangkokTime.Offset);
    }
}
