using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Flows.Transcripts;
using ChainatBot.Forums;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;
using ChainatBot.Webhooks;
using Line.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Journeys;

/// <summary>
/// Every written conversation, once more from outside: signed webhooks in, LINE's messages out, the state read from and written
/// to the store between any two steps.
/// </summary>
public sealed partial class TranscriptsThroughLineTests
{
    private static readonly string FlowsDirectory = Path.Combine(RepositoryRoot.Directory, "flows");

    /// <summary>At least as many as there are transcripts of the team's; each begins as somebody new.</summary>
    private const int TeamMembers = 40;

    [Fact]
    public Task Every_transcript_goes_through_LINE_as_it_is_written() => PlayAsync(transcript => transcript.Rounds.Count == 0 && transcript.Person.Forums is null, atLeast: 70);

    /// <summary>Rounds close on days that transcripts name, so that no earlier one may have let weeks pass.</summary>
    [Fact]
    public Task Every_transcript_about_rounds_goes_through_LINE_as_it_is_written() => PlayAsync(transcript => transcript.Rounds.Count > 0, atLeast: 15);

    private static async Task PlayAsync(Func<Transcript, bool> which, int atLeast)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7)));
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { TimeProvider = clock });
        await using var bot = await BotHost.StartAsync(line, time: clock, settings: Enumerable.Range(0, TeamMembers).ToDictionary(n => $"Team:Owners:{n}", TeamMember));
        var team = 0;
        var differences = new List<string>();
        var played = 0;
        foreach (var file in FlowCommands.TranscriptFiles(FlowsDirectory))
        {
            var problems = new List<FlowProblem>();
            var transcript = TranscriptReader.Read(Path.GetFileName(file), await File.ReadAllTextAsync(file), problems);
            Assert.Empty(problems);
            if (!which(transcript!)) continue;
            played++;
            await using var rounds = new TranscriptRounds(bot, transcript!, played);
            if (await new Play(bot, clock, transcript!, rounds, transcript!.Person.IsTeam ? TeamMember(team++) : null).RunAsync() is { } difference) differences.Add(difference);
        }

        Assert.True(played >= atLeast, $"{played} were played");
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        Assert.Empty(bot.Line.Violations);
        Assert.Empty(bot.Log.WarningsAndWorse);
    }

    [Fact]
    public async Task Every_transcript_with_a_forum_goes_through_LINE_on_its_own_day()
    {
        var played = 0;
        foreach (var file in FlowCommands.TranscriptFiles(FlowsDirectory))
        {
            var transcript = TranscriptReader.Read(Path.GetFileName(file), await File.ReadAllTextAsync(file), []);
            if (transcript!.Person.Forums is null) continue;
            var clock = new FakeTimeProvider(transcript.Start);
            await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { TimeProvider = clock });
            await using var bot = await BotHost.StartAsync(line, time: clock);
            await using var rounds = new TranscriptRounds(bot, transcript, played);
            var difference = await new Play(bot, clock, transcript, rounds).RunAsync();
            Assert.True(difference is null, difference);
            Assert.Empty(bot.Line.Violations);
            Assert.Empty(bot.Log.WarningsAndWorse);
            played++;
        }

        Assert.True(played >= 8);
    }

    private static string TeamMember(int number) => $"U{number:x32}";

    private sealed partial class Play(BotHost bot, FakeTimeProvider clock, Transcript transcript, TranscriptRounds rounds, string? teamMember = null)
    {
        private readonly string user = bot.Line.AddUser(isFriend: true, userId: teamMember ?? rounds.User);
        private readonly Dictionary<char, string> references = [];
        private int number;
        private ParticipantId Participant => bot.Get<Pseudonyms>().ParticipantOf(user);

        public async Task<string?> RunAsync()
        {
            await PlanForumsAsync();
            await KnowAsync();
            await rounds.OpenAsync();
            var opinions = transcript.Person.Opinions?.Count ?? 0;
            foreach (var step in transcript.Steps)
            {
                if (step.Act is TranscriptAct.Later later)
                {
                    await PassAsync(later.Time);
                    continue;
                }

                if (step.Act is TranscriptAct.Closes closes)
                {
                    if (!await rounds.CloseAsync(closes.Id)) await bot.Get<SurveyStore>().CloseAsync(closes.Id, [], default);
                    continue;
                }

                if (step.Act is TranscriptAct.Publishes publishes)
                {
                    await rounds.PublishAsync(publishes.Round);
                    continue;
                }

                if (step.Act is TranscriptAct.Cancels cancels)
                {
                    await bot.Get<ForumStore>().CancelAsync(cancels.Forum, default);
                    continue;
                }

                await PassAsync(TimeSpan.FromSeconds(20));
                var before = bot.Line.Timeline(user).Count;
                if (!await ActAsync(step.Act)) return Told(step, "there is no such button", "", "");
                NoteReference();
                await SettledAsync();

                var answers = bot.Line.Timeline(user).Skip(before).Where(i => i.From == "bot").ToList();
                if (step.Bot is { } expected)
                {
                    var wanted = expected.Select(e => Reference().Replace(e.Value, "…")).ToList();
                    var got = answers.Select(a => a.Text).ToList();
                    if (wanted.Count != got.Count || wanted.Zip(got).Any(p => !TranscriptPlayer.Fits(p.First, p.Second)))
                        return Told(step, "the bot says something else", string.Join(" | ", wanted), string.Join(" | ", got));
                }

                if (step.Buttons is { } buttons && buttons.All(b => b.Value is not ("…" or "...")))
                {
                    var got = answers.Count == 0 ? [] : Labels(answers[^1].Message).ToList();
                    if (!buttons.Select(b => Real(b.Value)).SequenceEqual(got)) return Told(step, "other buttons are offered", string.Join(" | ", buttons.Select(b => b.Value)), string.Join(" | ", got));
                }

                opinions += (step.Keeps?.Count(k => k.Kind is "opinion" or "to-forum") ?? 0) - (step.Keeps?.Count(k => k.Kind == "delete-opinion") ?? 0);
                if (step.Keeps?.Any(k => k.Kind == "erase") == true) opinions = 0;
            }

            var stored = await StoredAsync();
            return transcript.Steps.All(s => s.Act is TranscriptAct.Later or TranscriptAct.Closes or TranscriptAct.Publishes or TranscriptAct.Cancels || s.Keeps is not null) && stored != opinions
                ? Told(transcript.Steps[^1], "another number of opinions is stored", $"{opinions}", $"{stored}")
                : null;
        }

        private async Task PassAsync(TimeSpan time)
        {
            // A call under way would see it pass as its time-out.
            await Eventually.TrueAsync(async () => !await bot.Get<MediaFetches>().AllAsync(default).AnyAsync());
            clock.Advance(time);
        }

        private async Task PlanForumsAsync()
        {
            foreach (var forum in transcript.Person.Forums ?? [])
                await bot.Get<ForumStore>().KeepAsync(
                    new ForumDefinition(forum.Id, forum.Title, forum.Tambon, forum.Villages, forum.Start, forum.End, forum.Place) { Agenda = forum.Agenda, Questions = forum.Questions }, default);
        }

        /// <summary>Puts the person where the transcript begins.</summary>
        private async Task KnowAsync()
        {
            // Each begins among people who have said nothing, and what was counted among others is forgotten.
            foreach (var opinion in await StoredRows.OpinionsAsync(bot)) await bot.Get<OpinionStore>().RemoveAsync(opinion, default);
            await PassAsync(TimeSpan.FromMinutes(10));
            var person = transcript.Person;
            if (person.Consent is null) return;
            await OthersTellAsync(person);
            await OpenSurveysAsync(person);
            var profile = new Profile(person.Consent, 1, "2026-11-01", person.TambonCode, person.VillageNo);
            var sheets = (person.Surveys ?? []).Where(s => s.IsAnswered).Select(s => new SurveySheet(s.Flow, person.TambonCode!, s.Answers!)).ToList();
            var tambon = person.TambonCode ?? Opinion.NoTambon;
            var said = (person.Opinions ?? []).Select((own, n) => (Own: own, Id: $"{n:x16}")).ToList();
            foreach (var (own, id) in said)
            {
                var opinion = new Opinion(tambon, bot.Get<Pseudonyms>().PersonIn("tambon:" + tambon, Participant), id)
                {
                    Reference = own.Reference, Village = person.VillageNo, Kind = own.Kind, ReceivedOn = "2026-11-23",
                };
                await bot.Get<OpinionStore>().AppendAsync(opinion, new OpinionMessage(id, own.Kind, own.Text), default);
            }

            var conversation = new global::ChainatBot.Conversations.Conversation { Profile = profile, Surveys = sheets, SpokenIn = [tambon], Opinions = [.. said.Select(s => new SpokenOpinion(s.Id, tambon)).Reverse()] };
            Assert.NotNull(await bot.Get<ConversationStore>().SaveAsync(Participant, conversation, null, default));
        }

        /// <summary>As many others as the transcript says tell what the person is about to tell.</summary>
        private async Task OthersTellAsync(FlowPerson person)
        {
            var told = transcript.Steps.SelectMany(s => s.Keeps ?? []).FirstOrDefault(k => k.Kind == "opinion")?.Value.Value;
            for (var n = 0; n < (person.Alike ?? 0); n++)
            {
                var other = new Opinion(person.TambonCode!, $"{n:x32}", $"{n:x16}") { Reference = "X2X2", Kind = "text", Topic = bot.Get<TopicLexicon>().Guess(told!), ReceivedOn = "2026-11-23" };
                await bot.Get<OpinionStore>().AppendAsync(other, new OpinionMessage(other.Id, "text", told), default);
            }
        }

        /// <summary>The surveys of this transcript and no other's, in every tambon, as the place may be told on the way.</summary>
        private async Task OpenSurveysAsync(FlowPerson person)
        {
            var surveys = bot.Get<SurveyStore>();
            foreach (var opened in (await surveys.AllAsync(default)).Select(s => s.Survey).Distinct()) await surveys.CloseAsync(opened, [], default);
            foreach (var survey in person.Surveys ?? [])
                await surveys.OpenAsync(survey.Flow, bot.Get<FlowStore>().Current.Current(survey.Flow)!.Version, bot.Get<Places>().TambonCodes, null, survey.Until is { } until ? DateReader.Read(until, clock.Today()) : null, default);
        }

        /// <summary>The player calls the opinion begun in the first step A7K2, in the second B7K2 …; here each has its real reference.</summary>
        private void NoteReference()
        {
            var item = bot.Line.Timeline(user).LastOrDefault(i => i.From == "user");
            if (item is not null) references[(char)('A' + (number % 26))] = bot.Get<Pseudonyms>().ReferenceOf(bot.Get<Pseudonyms>().KeyOf("message", item.Id));
            number++;
        }

        /// <summary>The code in the QR of a transcript's forum stands for the real one.</summary>
        private string Real(string text) => transcript.Person.Forums is [var forum, ..] && text.EndsWith(TranscriptForum.Code, StringComparison.Ordinal)
            ? text[..^TranscriptForum.Code.Length] + bot.Get<ForumKeeper>().CodeOf(forum.Id)
            : Reference().Replace(text, match => references.GetValueOrDefault(char.ToUpperInvariant(match.Value[0]), match.Value));

        private async Task<bool> ActAsync(TranscriptAct act)
        {
            switch (act)
            {
                case TranscriptAct.Follow:
                    await bot.Line.FollowAsync(user);
                    return true;
                case TranscriptAct.Type type:
                    await bot.Line.SendTextAsync(user, Real(type.Text));
                    return true;
                case TranscriptAct.Voice voice:
                    await bot.Line.SendAudioAsync(user, [1, 2, 3], voice.Seconds * 1000);
                    return true;
                case TranscriptAct.Photo photo:
                    await bot.Line.SendImageAsync(user, Pictures.JpegWithSecret("x"), set: photo.Set is null ? null : new ImageSet(photo.Set, 1, 3));
                    return true;
                case TranscriptAct.Location location:
                    await bot.Line.SendLocationAsync(user, 15.18, 100.12, location.Address);
                    return true;
                case TranscriptAct.Sticker:
                    await bot.Line.SendStickerAsync(user);
                    return true;
                case TranscriptAct.Other:
                    await bot.Line.SendVideoAsync(user, [1, 2, 3]);
                    return true;
                case TranscriptAct.Tap tap:
                    return await TapAsync(BotMessages().TakeLast(1), Real(tap.Label), tap.Picked);
                case TranscriptAct.TapEarlier tap:
                    return await TapAsync(BotMessages().SkipLast(1).Reverse(), Real(tap.Label), null);
                default:
                    return false;
            }
        }

        /// <summary>Quick replies of earlier messages are gone from a phone's screen, but a slow finger may still hit them.</summary>
        private async Task<bool> TapAsync(IEnumerable<TimelineItem> messages, string label, string? picked)
        {
            var action = messages.SelectMany(m => Actions(m.Message)).FirstOrDefault(a => Label(a) == label);
            if (action is null) return false;
            await bot.Line.TapAsync(user, action.DeepClone().AsObject(), picked is null ? null : new JsonObject { [action["mode"]!.GetValue<string>()] = picked });
            return true;
        }

        private IEnumerable<TimelineItem> BotMessages() => bot.Line.Timeline(user).Where(i => i.From == "bot");

        /// <summary>LINE has handed over all it had, and the bot has done with it.</summary>
        private async Task SettledAsync()
        {
            await bot.Line.WaitUntilIdleAsync();
            var lane = Pseudonyms.ShardOf(Participant, InboxKey.Lanes);
            await Eventually.TrueAsync(async () =>
            {
                await foreach (var _ in bot.Get<Inbox>().PendingAsync(lane, default)) return false;
                return true;
            });
        }

        private async Task<int> StoredAsync()
        {
            var (conversation, _) = await bot.Get<ConversationStore>().LoadAsync(Participant, default);
            var stored = 0;
            foreach (var tambon in conversation.SpokenIn)
                await foreach (var _ in bot.Get<OpinionStore>().OfPersonAsync(tambon, bot.Get<Pseudonyms>().PersonIn("tambon:" + tambon, Participant), default)) stored++;
            return stored;
        }

        private string Told(TranscriptStep step, string what, string expected, string got) =>
            $"{transcript.File}:{step.At.Line}: {transcript.Title}: {what}\n  expected: {expected}\n  got:      {got}";

        private static IEnumerable<string> Labels(JsonObject message) => Actions(message).Select(Label);

        /// <summary>What the chat shows when it is tapped: cards all say the same on their buttons.</summary>
        private static string Label(JsonObject action) => (action["displayText"] ?? action["label"])?.GetValue<string>() ?? "";

        private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
        {
            JsonObject item => item.SelectMany(p => p is { Key: "action", Value: JsonObject action } ? [action] : Actions(p.Value)),
            JsonArray array => array.SelectMany(Actions),
            _ => [],
        };

        /// <summary>The player gives references of its own, such as C7K2.</summary>
        [GeneratedRegex("[A-Za-z]7[Kk]2")]
        private static partial Regex Reference();
    }
}
