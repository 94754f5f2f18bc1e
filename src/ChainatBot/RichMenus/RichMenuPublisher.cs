using ChainatBot.Participants;
using Line.Messaging;

namespace ChainatBot.RichMenus;

/// <summary>How a run ended.</summary>
/// <param name="Done">The steps that were taken; in a dry run those that would be.</param>
/// <param name="Failure">Why it broke off, as a sentence that says what to do; null when it came through.</param>
public sealed record PublishOutcome(IReadOnlyList<RichMenuStep> Done, string? Failure);

/// <summary>
/// Makes LINE show the menus of the directory. What LINE has already is used again, so a run without changes creates nothing, and a
/// run that broke off is ended by the next one.
/// </summary>
/// <seealso href="https://developers.line.biz/en/docs/messaging-api/using-rich-menus/"/>
public sealed class RichMenuPublisher(LineMessagingClient line, TeamMembers team, TeamMenuHolders holders)
{
    public async Task<PublishOutcome> PublishAsync(IReadOnlyList<RichMenuFile> files, bool dryRun, CancellationToken cancellationToken)
    {
        var done = new List<RichMenuStep>();
        try
        {
            var members = team.LineUserIds;
            var held = await holders.ReadAsync(cancellationToken);
            var former = held.Except(members, StringComparer.Ordinal).ToList();
            var atLine = await LookAsync(files, [.. members, .. former], cancellationToken);
            var steps = RichMenuPlan.Make(files, atLine, members, former);
            if (dryRun) return new PublishOutcome(steps, null);

            // Written before anybody is given the menu, and shortened after it is taken back: who has it is always among them.
            if (members.Except(held, StringComparer.Ordinal).Any()) await holders.WriteAsync(members.Union(held, StringComparer.Ordinal), cancellationToken);
            var ids = files.Where(file => atLine.IdOf(file) is not null).ToDictionary(file => file, file => atLine.IdOf(file)!);
            foreach (var step in steps)
            {
                await TakeAsync(step, ids, cancellationToken);
                done.Add(step);
            }

            if (former.Count > 0) await holders.WriteAsync(members, cancellationToken);
            return new PublishOutcome(done, null);
        }
        catch (LineException e)
        {
            return new PublishOutcome(done, Explain(e));
        }
    }

    private async Task<MenusAtLine> LookAsync(IReadOnlyList<RichMenuFile> files, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var none = new Dictionary<string, string?>();
        var menus = await line.GetRichMenuListAsync(cancellationToken);
        var aliases = (await line.GetRichMenuAliasListAsync(cancellationToken)).ToDictionary(alias => alias.RichMenuAliasId, alias => alias.RichMenuId, StringComparer.Ordinal);
        var whole = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var menu in menus.Where(menu => menu.Name == file.NameAtLine))
            {
                // An alias can't be made for a menu without its picture, so one that stands needs no look.
                if (aliases.GetValueOrDefault(file.Name) == menu.RichMenuId || await HasPictureAsync(menu.RichMenuId, cancellationToken)) whole.Add(menu.RichMenuId);
            }
        }

        var first = new MenusAtLine(menus, aliases, null, whole, none);
        // Who has which menu matters only where one of ours can be had.
        if (!first.Ours.Any()) return first;
        var menuOf = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var person in people) menuOf[person] = await line.GetRichMenuIdOfUserAsync(person, cancellationToken);
        return first with { DefaultId = await line.GetDefaultRichMenuIdAsync(cancellationToken), MenuOf = menuOf };
    }

    private async Task<bool> HasPictureAsync(string richMenuId, CancellationToken cancellationToken)
    {
        using var picture = await line.GetRichMenuImageAsync(richMenuId, cancellationToken);
        return picture is ContentResult.Ready;
    }

    private async Task TakeAsync(RichMenuStep step, Dictionary<RichMenuFile, string> ids, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case RichMenuStep.CreateMenu create:
                ids[create.File] = await line.CreateRichMenuAsync(create.File.Published, cancellationToken);
                break;
            case RichMenuStep.UploadPicture upload:
                await line.SetRichMenuImageAsync(ids[upload.File], upload.File.Picture, upload.File.Menu.Size, cancellationToken);
                break;
            case RichMenuStep.CreateAlias create:
                await line.CreateRichMenuAliasAsync(create.File.Name, ids[create.File], cancellationToken);
                break;
            case RichMenuStep.MoveAlias move:
                await line.UpdateRichMenuAliasAsync(move.File.Name, ids[move.File], cancellationToken);
                break;
            case RichMenuStep.SetDefault set:
                await line.SetDefaultRichMenuAsync(ids[set.File], cancellationToken);
                break;
            case RichMenuStep.LinkMember link:
                await line.LinkRichMenuIdToUserAsync(link.UserId, ids[link.File], cancellationToken);
                break;
            case RichMenuStep.UnlinkFormerMember unlink:
                await line.UnlinkRichMenuIdFromUserAsync(unlink.UserId, cancellationToken);
                break;
            case RichMenuStep.DeleteAlias delete:
                await GoneAsync(line.DeleteRichMenuAliasAsync(delete.Alias, cancellationToken));
                break;
            case RichMenuStep.DeleteMenu delete:
                await GoneAsync(line.DeleteRichMenuAsync(delete.Id, cancellationToken));
                break;
            default:
                throw new InvalidOperationException($"No call for {step.GetType().Name}.");
        }
    }

    /// <summary>What somebody else deleted meanwhile is deleted.</summary>
    private static async Task GoneAsync(Task deletion)
    {
        try
        {
            await deletion;
        }
        catch (LineApiException e) when (e.Kind == LineErrorKind.NotFound)
        {
        }
    }

    private static string Explain(LineException e) => e switch
    {
        LineApiException { Kind: LineErrorKind.RateLimited } =>
            "LINE takes 100 new and 100 deleted rich menus an hour, and this hour's are used up. Run `richmenus publish` again in an hour; it goes on where it stopped.",
        LineApiException { Kind: LineErrorKind.Unauthorized } =>
            "LINE refuses the channel access token. Copy it again from the LINE Developers console to Line__ChannelAccessToken; it must belong to the Messaging API channel.",
        LineApiException { Kind: LineErrorKind.BadRequest or LineErrorKind.NotFound } => $"{e.Message} Somebody else may be publishing at the same time: run `richmenus publish` again.",
        _ => $"{e.Message} Run `richmenus publish` again; it goes on where it stopped.",
    };
}
