using System.Text;
using ChainatBot.Understanding;

namespace ChainatBot.Forums;

/// <summary><c>/forums/{id}.ics</c>: a forum for the calendar of whoever was invited.</summary>
internal static class ForumRoutes
{
    public static void MapForums(this WebApplication app) =>
        app.MapGet("/forums/{id}.ics", async (string id, ForumStore forums, Places places, CancellationToken cancellationToken) =>
            await forums.FindAsync(id, cancellationToken) is { } forum
                ? Results.File(Encoding.UTF8.GetBytes(ForumCalendar.Write(forum, places.Tambon(forum.Definition.Tambon)?.Name ?? "")), "text/calendar; charset=utf-8", id + ".ics")
                : Results.NotFound());
}
