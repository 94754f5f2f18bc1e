using System.Collections.Concurrent;
using System.Text;
using ChainatBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ChainatBot.Tests.Hosting;

public sealed class TelemetryTests
{
    private const string Words = "สะพานไม้หลังวัดผุมาก";

    [Fact]
    public async Task Traces_and_metrics_reach_the_collector_and_name_nobody()
    {
        var received = new ConcurrentQueue<(string Path, byte[] Body)>();
        var address = $"http://127.0.0.1:{BotHost.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        await using var collector = builder.Build();
        collector.MapPost("/{**path}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.Enqueue((request.Path, body.ToArray()));
        });
        await collector.StartAsync();

        string userId;
        await using (var bot = await BotHost.StartAsync(settings: new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        }))
        {
            var villager = bot.AddVillager();
            userId = villager.UserId;
            await villager.JoinAsync();
            await villager.SayAsync(Words);
            await bot.App.StopAsync();
        }

        Assert.Contains(received, r => r.Path == "/v1/traces" && Holds(r.Body, "LINE ReplyMessage"));
        Assert.Contains(received, r => r.Path == "/v1/metrics" && Holds(r.Body, "chainatbot.webhook.handled"));
        Assert.DoesNotContain(received, r => Holds(r.Body, userId) || Holds(r.Body, Words));
    }

    private static bool Holds(byte[] body, string text) => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
