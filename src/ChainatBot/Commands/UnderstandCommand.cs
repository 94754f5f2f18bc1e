using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
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
            await foreach (var line in LinesAsync(Console.OpenStandardInput(), cancellationToken))
                Console.WriteLine(understander.Understand(parsed.GetValue(kind)!, line, labels, moment));
            return CommandLine.Good;
        }));
        return command;
    }

    /// <summary>Lines as <c>wc -l</c> counts them: a carriage return within one does not end it, nor do bytes that look like a mark of UTF-16 change how it is read.</summary>
    internal static async IAsyncEnumerable<string> LinesAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        var line = new StringBuilder();
        var buffer = new char[4096];
        var begun = false;
        while (await reader.ReadAsync(buffer.AsMemory(), cancellationToken) is > 0 and var read)
        {
            for (var at = 0; at < read;)
            {
                var end = buffer.AsSpan(at, read - at).IndexOf('\n');
                line.Append(buffer, at, end < 0 ? read - at : end);
                begun = end < 0;
                if (begun)
                    break;
                yield return Taken(line);
                at += end + 1;
            }
        }
        if (begun)
            yield return Taken(line);
    }

    private static string Taken(StringBuilder line)
    {
        if (line.Length > 0 && line[^1] == '\r')
            line.Length--;
        var text = line.ToString();
        line.Clear();
        return text;
    }

    /// <summary>A moment with an offset as it is; without one, Bangkok time.</summary>
    private static DateTimeOffset? ReadMoment(string text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)) return null;
        return moment.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(moment, BangkokTime.Offset) : new DateTimeOffset(moment.ToUniversalTime(), TimeSpan.Zero).ToOffset(BangkokTime.Offset);
    }
}
