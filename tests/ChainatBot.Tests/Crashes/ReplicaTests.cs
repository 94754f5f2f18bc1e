using System.Globalization;
using System.Net.Http.Headers;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ChainatBot.Tests.Crashes;

/// <summary>Two replicas on one storage account, real table storage between them (Azurite).</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ReplicaTests(AzuriteFixture azurite)
{
    private const int People = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task The_first_conversation_works_on_table_storage()
    {
        await using var bot = await BotHost.StartAsync(settings: new() { ["ConnectionStrings:Storage"] = azurite.ConnectionString, ["Privacy:Key"] = BotProcess.AzureKey });
        var villager = bot.AddVillager();
        await villager.JoinAsync("ธรรมามูล หมู่ 4");
        await villager.SayAsync("สะพานข้ามคลองหลังวัดธรรมามูลผุมากแล้ว");
        await villager.TapAsync(villager.Labels[0]);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot), o => o.Text == "สะพานข้ามคลองหลังวัดธรรมามูลผุมากแล้ว");
        Assert.Equal(4, opinion.Village);
        Assert.NotNull(opinion.Topic);
        await bot.Line.UnsendAsync(villager.UserId, bot.Line.Timeline(villager.UserId).Last(i => i.Text == "สะพานข้ามคลองหลังวัดธรรมามูลผุมากแล้ว").Id);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.DoesNotContain(await StoredRows.OpinionsAsync(bot), o => o.Village == 4 && o.Text == opinion.Text);
        Assert.Empty(bot.Line.Violations);
        Assert.Empty(bot.Log.WarningsAndWorse);
    }

    [Fact]
    public async Task When_one_of_two_replicas_is_killed_the_other_takes_over_and_each_opinion_is_kept_once()
    {
        var (random, seed) = Seeds.Next(3);
        using var directory = new TemporaryDirectory();
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions
        {
            Redelivery = true, RedeliveryDelays = [.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 60)], TimelineCapacity = 1_000, WebhookTimeout = TimeSpan.FromSeconds(10),
        });
        var emulator = line.Emulator;
        var settings = BotProcess.SettingsFor(line, directory.Path, azurite.ConnectionString);
        using var doomed = BotProcess.Start(line, settings);
        await doomed.IsReadyAsync();
        await using var other = await BotHost.StartAsync(line, settings: settings);
        await using var spray = await Spray.StartAsync(emulator, [new Uri(doomed.Address, "/webhook"), new Uri(other.Address, "/webhook")], random);

        var people = Enumerable.Range(0, People).Select(_ => new Villager(emulator, emulator.AddUser())).ToList();
        await Task.WhenAll(people.Select(p => p.JoinAsync()));
        var texts = new List<string>();
        var acknowledged = emulator.WebhookDeliveries.Count(d => d.Succeeded);
        for (var round = 0; round < 3; round++)
        {
            foreach (var (person, i) in people.Select((p, i) => (p, i)))
            {
                texts.Add(string.Create(CultureInfo.InvariantCulture, $"อยากให้ลอกคลองหลังหมู่บ้านก่อนหน้าฝน {i} รอบ {round}"));
                await emulator.SendTextAsync(person.UserId, texts[^1]);
            }
        }

        await Eventually.TrueAsync(() => Task.FromResult(emulator.WebhookDeliveries.Count(d => d.Succeeded) >= acknowledged + People + random.Next(People)));
        doomed.Kill();
        await StoredRows.SettledAsync(emulator, other.App.Services, Patience);

        var stored = (await StoredRows.LinesAsync(other.App.Services)).Where(t => t.StartsWith("อยากให้ลอกคลองหลังหมู่บ้าน", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.True(texts.Order(StringComparer.Ordinal).SequenceEqual(stored),
            $"Seed {seed}. Lost: {string.Join(", ", texts.Except(stored))}. More than once: {string.Join(", ", stored.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key))}");
        Assert.All(people, p => Assert.InRange(emulator.BotMessages(p.UserId).Count(m => m.Text.StartsWith("เก็บ", StringComparison.Ordinal)), 1, 3));
        Assert.Empty(await StoredRows.DeadLettersAsync(other.App.Services));
        Assert.Empty(emulator.Violations);
        Assert.Empty(emulator.Deliveries);
    }

    /// <summary>Stands between LINE and the replicas as a load balancer does, and goes round those that answer.</summary>
    private sealed class Spray : IAsyncDisposable
    {
        private readonly HttpClient http = new();
        private readonly WebApplication app;

        private Spray(WebApplication app) => this.app = app;

        public static async Task<Spray> StartAsync(LineEmulator emulator, Uri[] replicas, Random random)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var spray = new Spray(builder.Build());
            spray.app.Urls.Add($"http://127.0.0.1:{BotHost.FreePort()}");
            spray.Run(replicas, random);
            await spray.app.StartAsync();
            emulator.Options.WebhookUrl = spray.app.Urls.Single() + "/webhook";
            return spray;
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            http.Dispose();
        }

        private void Run(Uri[] replicas, Random random) =>
            app.Run(async context =>
            {
                using var memory = new MemoryStream();
                await context.Request.Body.CopyToAsync(memory);
                int pick;
                lock (random) pick = random.Next(replicas.Length);
                using var request = new HttpRequestMessage(HttpMethod.Post, replicas[pick]) { Content = new ByteArrayContent(memory.ToArray()) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.TryAddWithoutValidation("x-line-signature", context.Request.Headers["x-line-signature"].ToString());
                try
                {
                    using var response = await http.SendAsync(request);
                    context.Response.StatusCode = (int)response.StatusCode;
                }
                catch (HttpRequestException)
                {
                    context.Response.StatusCode = 502;
                }
            });
    }
}
