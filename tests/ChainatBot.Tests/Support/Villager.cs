using Line.Emulator;

namespace ChainatBot.Tests.Support;

/// <summary>A person with a phone: says and taps things, and waits for what the bot answers.</summary>
public sealed class Villager(LineEmulator line, string userId)
{
    public string UserId => userId;

    public Task<IReadOnlyList<string>> FollowAsync() => AnsweredAsync(async () =>
    {
        await line.FollowAsync(userId);
        return null;
    });

    public Task<IReadOnlyList<string>> SayAsync(string text) => AnsweredAsync(async () => await line.SendTextAsync(userId, text));

    public Task<IReadOnlyList<string>> SpeakAsync(byte[]? sound = null, int milliseconds = 4_000) => AnsweredAsync(async () => await line.SendAudioAsync(userId, sound ?? [1, 2, 3], milliseconds));

    public Task<IReadOnlyList<string>> ShowAsync(byte[] jpeg) => AnsweredAsync(async () => await line.SendImageAsync(userId, jpeg));

    public Task<IReadOnlyList<string>> TapAsync(string label) => AnsweredAsync(async () => (await line.TapAsync(userId, label)).Item);

    /// <summary>What can be tapped now: labels, newest first.</summary>
    public IReadOnlyList<string> Labels => [.. line.VisibleActions(userId).Select(a => a["label"]?.GetValue<string>() ?? "")];

    public string LastAnswer => line.BotMessages(userId)[^1].Text;

    /// <summary>Follows, agrees and tells the place.</summary>
    public async Task JoinAsync(string place = "หาดท่าเสา ม.3")
    {
        await FollowAsync();
        await TapAsync("ยินยอม");
        await SayAsync(place);
    }

    private async Task<IReadOnlyList<string>> AnsweredAsync(Func<Task<TimelineItem?>> act)
    {
        var timeline = line.Timeline(userId);
        var before = timeline.Count == 0 ? null : timeline[^1];
        var item = await act();
        var answers = await line.WaitForBotMessagesAsync(userId, 1, item ?? before);
        return [.. answers.Select(a => a.Text)];
    }
}
