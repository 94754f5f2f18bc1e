using ChainatBot.Participants;
using Line.Messaging;

namespace ChainatBot.RichMenus;

/// <summary>
/// Gives the team's menu to a member who adds the account after it was published: LINE gives nobody a menu before, and takes it
/// back from whoever blocks the account.
/// </summary>
public sealed partial class TeamMenu(LineMessagingClient line, TeamMembers team, TeamMenuHolders holders, ILogger<TeamMenu> logger)
{
    /// <summary>Does nothing for villagers, and nothing before `richmenus publish` has put the menu up.</summary>
    public async Task GiveAsync(string lineUserId, CancellationToken cancellationToken)
    {
        if (!team.LineUserIds.Contains(lineUserId)) return;
        try
        {
            if (await line.GetRichMenuAliasAsync(RichMenuFile.Team, cancellationToken) is not { } menu) return;
            // Written first, so that whoever leaves the team is known to have it.
            var held = await holders.ReadAsync(cancellationToken);
            if (!held.Contains(lineUserId, StringComparer.Ordinal)) await holders.WriteAsync([.. held, lineUserId], cancellationToken);
            await line.LinkRichMenuIdToUserAsync(lineUserId, menu.RichMenuId, cancellationToken);
        }
        catch (LineException e)
        {
            // The conversation goes on without it; the next publishing gives it.
            Log.NotGiven(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A team member who added the account did not get the team's menu; run `richmenus publish`")]
        public static partial void NotGiven(ILogger logger, Exception exception);
    }
}
