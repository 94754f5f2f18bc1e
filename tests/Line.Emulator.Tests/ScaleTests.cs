using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

/// <summary>Runs alone, since it weighs the process.</summary>
[CollectionDefinition(nameof(ScaleTests), DisableParallelization = true)]
[Collection(nameof(ScaleTests))]
public sealed class ScaleTests : IAsyncLifetime
{
    private Bench bench = null!;

    private LineEmulator Line => bench.Line;

    public async Task InitializeAsync() => bench = await Bench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Ten_thousand_people_get_a_multicast_exactly_once_and_the_emulator_stays_lean()
    {
        Line.SetQuota(null);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var users = Line.AddUsers(10_000);
        var allocated = GC.GetTotalAllocatedBytes();
        foreach (var chunk in users.Chunk(500))
        {
            var body = new JsonObject { ["to"] = new JsonArray([.. chunk.Select(u => (JsonNode)u)]), ["messages"] = new JsonArray(Bench.Text("ประชุมหมู่บ้านวันเสาร์ค่ะ")) };
            Assert.Equal(200, (await bench.PostAsync("/v2/bot/message/multicast", body, Guid.NewGuid().ToString())).Status);
        }
        var perSend = (GC.GetTotalAllocatedBytes() - allocated) / users.Count;
        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / users.Count;

        var counts = Line.CountRecipients(i => i.Text.StartsWith("ประชุม", StringComparison.Ordinal));
        Assert.Equal(10_000, counts.Count);
        Assert.All(counts.Values, n => Assert.Equal(1, n));
        Assert.All(Line.Tallies(), t => Assert.Equal((0, 1), (t.Free, t.Paid)));
        Assert.Equal(10_000, Line.QuotaUsed);
        Assert.InRange(perSend, 0, 4_000); // bytes allocated for each recipient, the test's own HTTP client included
        Assert.InRange(kept, 0, 1_500); // bytes kept for each person with one message
    }
}
