using ChainatBot.Flows;

namespace ChainatBot.Tests.Journeys.Walking;

/// <content>Coming in, and going home.</content>
public sealed partial class Walker
{
    private bool isHome;
    private int told;

    /// <summary>One of a few steps of somebody who has been there before the walk begins: friend, consent, place.</summary>
    public async Task ComeAsync(int step)
    {
        acts.Clear();
        // One of five is a stranger, one of ten has no place, one of twenty refused.
        var kind = isTeam ? 19 : number % 20;
        if (kind < 4) return;
        switch (step)
        {
            case 0:
                await FollowAsync();
                break;
            case 1:
                await TapAsync(last.Buttons.First(b => b.Label == world.LabelOf("welcome", "consent", kind == 4 ? "refused" : "given")));
                break;
            case 2 when kind > 4:
                await SayAsync(kind < 7 ? "ข้าม" : kind < 14 ? "หาดท่าเสา ม.3" : kind < 18 ? "ธรรมามูล หมู่ 2" : "เสือโฮก ม.1");
                break;
        }
    }

    /// <summary>The next step home: consent where there is none, a way out where something is asked.</summary>
    public async Task GoHomeAsync()
    {
        acts.Clear();
        if (isHome) return;
        if (!isFriend) await FollowAsync();
        else if (Ledger.Consents != true && last.Buttons.FirstOrDefault(b => b.Data is { Node: "consent", Value: "given" }) is { } consent) await TapAsync(consent);
        else if (last.Asked is not null && last.Buttons.FirstOrDefault(b => b.Data is { Verb: ButtonData.Quit or ButtonData.Leave }) is { } wayOut && (Ledger.Consents != true || random.Next(2) == 0)) await TapAsync(wayOut);
        else if (Ledger.Consents != true) await SayAsync("สวัสดีค่ะ");
        else await SayAsync(random.Next(2) == 0 ? world.Label("leave") : world.Label("quit"));
    }

    public void AssertHome() => Assert.True(isHome, "Does not come home.");

    public Task TellAtLastAsync()
    {
        acts.Clear();
        told = Ledger.Own.Count;
        return TellAsync();
    }

    public async Task LeaveAsync()
    {
        acts.Clear();
        Assert.True(Ledger.Own.Count == told + 1, "What was told in the end was not kept.");
        await SayAsync(world.Label("leave"));
    }

    public void AssertToldAtLast() =>
        Assert.True((last.Value("opinion", "thanks", "reference") ?? last.Value("opinion", "thanks-many", "reference")) == Ledger.Own[^1].Reference, "No code for what was told in the end.");

    public int TimesHeard(string words) => Diary.Sum(d => d.StartsWith("    bot: ", StringComparison.Ordinal) ? d.Split(words).Length - 1 : 0);
}
