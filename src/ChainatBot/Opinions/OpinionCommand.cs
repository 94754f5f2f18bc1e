using System.Globalization;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Opinions;

/// <summary>
/// The verbs <c>opinion delete</c> and <c>opinion media</c>: what the team does with one opinion, named by its reference. 0 done, 1 there is no such one or it is not
/// certain which, 2 the request makes no sense.
/// </summary>
/// <param name="output">Where data go (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class OpinionCommand(OpinionStore opinions, SummaryService summaries, IBlobStore blobs, Places places, TextWriter output, TextWriter words)
{
    /// <summary>Deletes an opinion with its messages and media, in summaries too: for whoever asks the team by the reference they were given.</summary>
    public async Task<int> DeleteAsync(string tambon, string reference, string? id, CancellationToken cancellationToken)
    {
        var (found, exitCode) = await OneAsync(tambon, reference, id, cancellationToken);
        if (found is not { } opinion) return exitCode;
        await opinions.RemoveAsync(opinion, cancellationToken);
        await summaries.ForgetAsync(tambon, opinion.RowKey, cancellationToken);
        await words.WriteLineAsync($"{opinion.Reference} is deleted, with its messages, voice and photos, and in the summaries.");
        return 0;
    }

    /// <summary>Writes the voice and photos of an opinion into a directory, and lists them: file, kind, seconds.</summary>
    public async Task<int> MediaAsync(string tambon, string reference, string? id, string directory, CancellationToken cancellationToken)
    {
        var (found, exitCode) = await OneAsync(tambon, reference, id, cancellationToken);
        if (found is not { } opinion) return exitCode;
        Directory.CreateDirectory(directory);
        var (number, missing) = (0, 0);
        foreach (var message in (await opinions.MessagesOfAsync(opinion, cancellationToken)).Where(m => m.IsMedia))
        {
            number++;
            using var blob = await blobs.OpenAsync(OpinionStore.BlobOf(opinion, message.Key), cancellationToken);
            if (blob is null)
            {
                missing++;
                continue;
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"{opinion.Reference}-{number}{ExtensionOf(message, blob.ContentType)}");
            await using (var file = new FileStream(Path.Combine(directory, name), FileMode.Create, FileAccess.Write))
                await blob.Content.CopyToAsync(file, cancellationToken);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}\t{message.Kind}\t{message.Seconds}"));
        }

        if (number == 0) await words.WriteLineAsync($"{opinion.Reference} has no voice and no photos.");
        if (missing > 0) await words.WriteLineAsync($"{missing.ToString(CultureInfo.InvariantCulture)} are still to be fetched from LINE, or LINE no longer had them.");
        return number > 0 && missing == 0 ? 0 : 1;
    }

    /// <summary>The opinion of this reference. Where two share it, its id or the beginning of it tells which.</summary>
    private async Task<(Opinion? Opinion, int ExitCode)> OneAsync(string tambon, string reference, string? id, CancellationToken cancellationToken)
    {
        if (tambon != Opinion.NoTambon && places.Tambon(tambon) is null)
        {
            await words.WriteLineAsync($"There is no tambon with code '{tambon}'. Codes have six digits and start with 18, for example 180101; {Opinion.NoTambon} holds opinions without a place.");
            return (null, 2);
        }

        var found = new List<Opinion>();
        await foreach (var opinion in opinions.OfTambonAsync(tambon, cancellationToken))
            if (string.Equals(opinion.Reference, reference.Trim(), StringComparison.OrdinalIgnoreCase) && (id is null || opinion.Id.StartsWith(id, StringComparison.Ordinal))) found.Add(opinion);
        switch (found)
        {
            case [var only]:
                return (only, 0);
            case []:
                await words.WriteLineAsync($"There is no opinion {reference} in {tambon}.");
                return (null, 1);
            default:
                await words.WriteLineAsync($"{found.Count.ToString(CultureInfo.InvariantCulture)} opinions have the reference {reference}; say which with --id:");
                foreach (var opinion in found.OrderBy(o => o.ReceivedOn, StringComparer.Ordinal).ThenBy(o => o.Id, StringComparer.Ordinal))
                    await words.WriteLineAsync($"  {opinion.Id}  {opinion.ReceivedOn}  {opinion.Topic}");
                return (null, 1);
        }
    }

    private static string ExtensionOf(OpinionMessage message, string contentType) => (message.Kind, contentType) switch
    {
        ("image", _) => ".jpg",
        (_, "audio/mpeg") => ".mp3",
        (_, "audio/wav" or "audio/x-wav") => ".wav",
        _ => ".m4a",
    };
}
