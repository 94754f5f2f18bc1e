using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Flows.Transcripts;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Journeys;

/// <summary>The rounds of one transcript in the stores of a running bot, under ids of their own; gone when the transcript is over.</summary>
internal sealed class TranscriptRounds(BotHost bot, Transcript transcript, int number) : IAsyncDisposable
{
    private readonly List<TranscriptRound> rounds = [.. transcript.Rounds.Select(r => r with
    {
        Definition = r.Definition with { Id = $"{r.Definition.Id}-{number}", Tambons = [transcript.Person.TambonCode ?? "180106"] },
    })];

    /// <summary>LINE's id of somebody whose cards happen to lie as in the transcript; null where there are no cards.</summary>
    public string? User => rounds.Count == 0 ? null : Enumerable.Range(0, int.MaxValue)
        .Select(i => string.Create(CultureInfo.InvariantCulture, $"U{number:x8}{i:x24}"))
        .First(id => rounds.All(r => bot.Get<BallotKeeper>().CardsOf(r.Definition, ParticipantOf(id)).SequenceEqual(r.Definition.Proposals)));

    public async Task OpenAsync()
    {
        foreach (var round in rounds)
        {
            var (definition, before) = (round.Definition, round.Definition.Closes.AddDays(-1));
            Assert.Equal(RoundOpening.Opened, await bot.Get<RoundStore>().OpenAsync(definition));
            var voter = 0;
            foreach (var vote in round.Votes)
                Assert.Equal(Casting.Kept, await bot.Get<BallotStore>().CastAsync(definition.Id, ParticipantOf($"voter {voter++}"), vote.Choices, definition.Tambons[0], 1, before));
            if (round.Choices.Count > 0)
                Assert.Equal(Casting.Kept, await bot.Get<BallotStore>().CastAsync(definition.Id, ParticipantOf(User!), round.Choices, definition.Tambons[0], 3, before));
            foreach (var (proposal, answer) in round.Agreed)
                Assert.Equal(Casting.Kept, await bot.Get<AgreementStore>().AnswerAsync(definition.Id, ParticipantOf(User!), proposal, answer, definition.Tambons[0], 3, before));
            if (round.Stage != RoundStage.Open) await bot.Get<RoundStore>().CloseAsync(definition.Id);
            if (round.Stage == RoundStage.Published) await bot.Get<RoundStore>().PublishAsync(definition.Id);
        }
    }

    /// <summary>False where the transcript has no round of this id.</summary>
    public async Task<bool> CloseAsync(string id) => Known(id) is { } round && await bot.Get<RoundStore>().CloseAsync(round);

    public async Task PublishAsync(string id) => Assert.True(await bot.Get<RoundStore>().PublishAsync(Known(id)!));

    public async ValueTask DisposeAsync()
    {
        foreach (var round in rounds)
        {
            await bot.Get<BallotStore>().RemoveRoundAsync(round.Definition.Id, default);
            await bot.Get<AgreementStore>().RemoveRoundAsync(round.Definition.Id, default);
            if (await bot.Get<RoundStore>().FindAsync(round.Definition.Id) is { } kept) await bot.Get<RoundStore>().RemoveAsync(kept, default);
        }
    }

    private string? Known(string id) => rounds.FirstOrDefault(r => r.Definition.Id == $"{id}-{number}")?.Definition.Id;

    private ParticipantId ParticipantOf(string user) => bot.Get<Pseudonyms>().ParticipantOf(user);
}
