using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using Line.Messaging;

namespace ChainatBot.Announcements;

/// <summary>Invites those who have not answered a survey, with the bot's next reply to them; never for money.</summary>
public static class SurveyInvitation
{
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    /// <param name="from">The survey's first day; null: today.</param>
    /// <param name="until">Its last day; null: open.</param>
    public static Notice Of(Flow survey, IReadOnlyList<string> tambons, DateOnly? from, DateOnly? until, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(survey);
        var begins = from is { } first && Midnight(first) > now ? Midnight(first) : now;
        // The same survey opened in other tambons, or on another day, is another invitation.
        var id = string.Create(CultureInfo.InvariantCulture, $"survey-{survey.Id}-{begins.ToOffset(BangkokTime.Offset):yyyyMMdd}-{tambons.Order(StringComparer.Ordinal).First()}");
        var button = LineAction.Postback(AnnouncementWords.Get("SurveyInviteButton"), new ButtonData("-", 0, "-", "-", ButtonData.Start, survey.Id).ToString(), AnnouncementWords.Get("SurveyInviteButton"));
        var text = AnnouncementWords.Get("SurveyInvite", survey.Title);
        var message = new FlexMessage
        {
            AltText = text,
            Contents = Flex.Bubble(
                Flex.Box.Vertical(Flex.Text(text) with { Wrap = true, Size = "lg" }),
                footer: Flex.Box.Vertical(Flex.Button(button) with { Style = "primary", Color = MessageRenderer.Accent })),
        };
        return new Notice(
            id[..Math.Min(id.Length, Notice.MaxId)], NoticeKind.Questions, survey.Title, new Audience(tambons, [], null, [new AudienceCondition("survey", survey.Id, Holds: false)]),
            [LineJson.Format(message)], begins, PayAfter: null, until is { } last ? Midnight(last.AddDays(1)) : begins + Lasts);
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), BangkokTime.Offset);
}
