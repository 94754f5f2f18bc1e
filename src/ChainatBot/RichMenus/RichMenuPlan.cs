using Line.Messaging;

namespace ChainatBot.RichMenus;

/// <summary>What LINE has, as far as publishing has to know.</summary>
/// <param name="Menus">All menus, ours and others'.</param>
/// <param name="Aliases">Alias → menu id.</param>
/// <param name="DefaultId">The menu that everybody sees.</param>
/// <param name="WithPicture">Those of our menus that are known to have their picture.</param>
/// <param name="MenuOf">User id → the menu that was given to this person; people who were not asked about are not in it.</param>
public sealed record MenusAtLine(
    IReadOnlyList<RichMenuResponse> Menus, IReadOnlyDictionary<string, string> Aliases, string? DefaultId, IReadOnlySet<string> WithPicture, IReadOnlyDictionary<string, string?> MenuOf)
{
    public IEnumerable<RichMenuResponse> Ours => Menus.Where(menu => menu.Name.StartsWith(RichMenuFile.Prefix, StringComparison.Ordinal));

    /// <summary>The menu that LINE has of a file: of several, one that is in use or at least whole.</summary>
    public string? IdOf(RichMenuFile file) => Menus.Where(menu => menu.Name == file.NameAtLine).Select(menu => menu.RichMenuId)
        .OrderByDescending(id => Aliases.GetValueOrDefault(file.Name) == id).ThenByDescending(WithPicture.Contains).FirstOrDefault();
}

/// <summary>One call that changes something at LINE.</summary>
public abstract record RichMenuStep
{
    private RichMenuStep() { }

    public sealed record CreateMenu(RichMenuFile File) : RichMenuStep;
    public sealed record UploadPicture(RichMenuFile File) : RichMenuStep;
    public sealed record CreateAlias(RichMenuFile File) : RichMenuStep;
    public sealed record MoveAlias(RichMenuFile File) : RichMenuStep;
    public sealed record SetDefault(RichMenuFile File) : RichMenuStep;
    public sealed record LinkMember(RichMenuFile File, string UserId) : RichMenuStep;
    public sealed record UnlinkFormerMember(string UserId) : RichMenuStep;
    public sealed record DeleteAlias(string Alias) : RichMenuStep;
    public sealed record DeleteMenu(string Id, string Name) : RichMenuStep;

    /// <summary>The step in words, without anybody's id.</summary>
    public string Words => this switch
    {
        CreateMenu step => FormattableString.Invariant($"create {step.File.NameAtLine} ({step.File.Menu.Size.Width}×{step.File.Menu.Size.Height}, {step.File.Menu.Areas.Count} areas)"),
        UploadPicture step => FormattableString.Invariant($"upload the picture of {step.File.Name} ({step.File.Picture.Length / 1024} KB)"),
        CreateAlias step => $"make the alias {step.File.Name}",
        MoveAlias step => $"point the alias {step.File.Name} at the new menu",
        SetDefault step => $"show {step.File.Name} to everybody",
        LinkMember step => $"give {step.File.Name} to a team member",
        UnlinkFormerMember => "take the menu back from a former team member",
        DeleteAlias step => $"delete the alias {step.Alias}, whose file is gone",
        DeleteMenu step => $"delete {step.Name}, which is no longer used",
        _ => throw new InvalidOperationException($"No words for {GetType().Name}."),
    };
}

/// <summary>
/// The calls that lead from what LINE has to what the files say. Nothing in use is taken away before its successor stands, and each
/// call leaves a state from which the next plan goes on: so a run may break off anywhere.
/// </summary>
public static class RichMenuPlan
{
    public static IReadOnlyList<RichMenuStep> Make(IReadOnlyList<RichMenuFile> files, MenusAtLine line, IReadOnlyCollection<string> members, IReadOnlyCollection<string> formerMembers)
    {
        var steps = new List<RichMenuStep>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var id = line.IdOf(file);
            if (id is not null) used.Add(id);
            if (id is null) steps.Add(new RichMenuStep.CreateMenu(file));
            if (id is null || !line.WithPicture.Contains(id)) steps.Add(new RichMenuStep.UploadPicture(file));
        }

        foreach (var file in files)
        {
            if (!line.Aliases.TryGetValue(file.Name, out var target)) steps.Add(new RichMenuStep.CreateAlias(file));
            else if (target != line.IdOf(file)) steps.Add(new RichMenuStep.MoveAlias(file));
        }

        foreach (var file in files)
        {
            if (file.Name == RichMenuFile.Villager && (line.DefaultId is null || line.DefaultId != line.IdOf(file))) steps.Add(new RichMenuStep.SetDefault(file));
            if (file.Name != RichMenuFile.Team) continue;
            foreach (var member in members)
                if (line.MenuOf.GetValueOrDefault(member) is not { } given || given != line.IdOf(file)) steps.Add(new RichMenuStep.LinkMember(file, member));
        }

        var ours = line.Ours.Select(menu => menu.RichMenuId).ToHashSet(StringComparer.Ordinal);
        foreach (var former in formerMembers)
            if (line.MenuOf.GetValueOrDefault(former) is { } given && ours.Contains(given)) steps.Add(new RichMenuStep.UnlinkFormerMember(former));

        var old = line.Ours.Where(menu => !used.Contains(menu.RichMenuId)).ToList();
        foreach (var (alias, target) in line.Aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal))
            if (files.All(file => file.Name != alias) && ours.Contains(target)) steps.Add(new RichMenuStep.DeleteAlias(alias));
        steps.AddRange(old.Select(menu => new RichMenuStep.DeleteMenu(menu.RichMenuId, menu.Name)));
        return steps;
    }
}
