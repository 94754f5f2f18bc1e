using ChainatBot.Understanding;

namespace ChainatBot.Announcements;

/// <summary>The verbs <c>budget set</c> and <c>budget show</c>.</summary>
public sealed class BudgetCommand(Budgets budgets, Places places, TextWriter data, TextWriter words)
{
    /// <param name="messages">Null: no limit but LINE's.</param>
    public async Task<int> SetAsync(string tambon, long? messages, CancellationToken cancellationToken)
    {
        if (places.Tambon(tambon) is not { } place) return await UnknownAsync(tambon);
        await budgets.SetAsync(tambon, messages, cancellationToken);
        await words.WriteLineAsync(messages is { } most ? $"{tambon} {place.Name} may send {CountWords.Number(most)} paid messages a month." : $"{tambon} {place.Name} has no budget of its own any more; LINE's limit holds.");
        return 0;
    }

    /// <summary>The budgets of this month: of one tambon, or of all that have set or spent something.</summary>
    public async Task<int> ShowAsync(string? tambon, CancellationToken cancellationToken)
    {
        if (tambon is not null && places.Tambon(tambon) is null) return await UnknownAsync(tambon);
        var shown = 0;
        foreach (var code in tambon is null ? places.TambonCodes : [tambon])
        {
            var budget = await budgets.OfAsync(code, budgets.Month, cancellationToken);
            if (tambon is null && budget is { Limit: null, Spent: 0 }) continue;
            shown++;
            await data.WriteLineAsync(budget.Limit is { } limit
                ? AnnouncementWords.Get("BudgetLine", code, places.Tambon(code)!.Name, CountWords.Number(budget.Spent), CountWords.Number(limit))
                : AnnouncementWords.Get("BudgetLineNone", code, places.Tambon(code)!.Name, CountWords.Number(budget.Spent)));
        }

        if (shown == 0) await words.WriteLineAsync("No tambon has a budget, and none has spent anything this month.");
        return 0;
    }

    private async Task<int> UnknownAsync(string tambon)
    {
        await words.WriteLineAsync($"There is no tambon with code '{tambon}'. Codes have six digits and start with 18, for example 180101.");
        return 2;
    }
}
