using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using SkiaSharp;

namespace ChainatBot.Tests.Journeys;

/// <summary>V1 to V3 through the front door: signed webhooks in, LINE calls and stored rows out.</summary>
public sealed class FirstConversationTests : IAsyncLifetime
{
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_villager_joins_tells_the_place_and_says_what_is_wrong()
    {
        var villager = bot.AddVillager();
        Assert.Contains("ยินยอม", string.Join('\n', await villager.FollowAsync()), StringComparison.Ordinal);
        await villager.TapAsync("ยินยอม");
        Assert.Contains("หาดท่าเสา หมู่ 3", string.Join('\n', await villager.SayAsync("ต.หาดท่าเสา หมู่ ๓")), StringComparison.Ordinal);

        await villager.SayAsync("ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
        var early = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(("180106", 3, "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย"), (early.Tambon, early.Village, early.Text));

        await villager.TapAsync("ถนนและการเดินทาง");
        await villager.TapAsync("เฉพาะครอบครัว");
        var thanks = string.Join('\n', await villager.TapAsync("บ้านอื่นก็เจอ"));

        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(("roads", "village", "text", "new"), (opinion.Topic, opinion.Reach, opinion.Kind, opinion.Status));
        Assert.Contains(opinion.Reference, thanks, StringComparison.Ordinal);
        Assert.Contains("ไม่มีใครเห็นชื่อคุณ", thanks, StringComparison.Ordinal);
        Assert.All(bot.Line.BotMessages(villager.UserId), message => Assert.Equal("free", message.Cost));
    }

    [Fact]
    public async Task The_place_can_be_chosen_by_buttons()
    {
        var villager = bot.AddVillager();
        await villager.FollowAsync();
        await villager.TapAsync("ยินยอม");
        await villager.TapAsync("สรรพยา");
        await villager.TapAsync("ตลุก");
        await villager.TapAsync("หมู่ 2");
        await villager.SayAsync("น้ำท่วมนาทุกปี");

        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(("180402", 2), (opinion.Tambon, opinion.Village));
    }

    [Fact]
    public async Task Without_consent_nothing_said_is_kept()
    {
        var villager = bot.AddVillager();
        await villager.FollowAsync();
        await villager.SayAsync("ยาบ้าระบาดในหมู่บ้าน");
        await villager.TapAsync("ไม่ยินยอม");

        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task What_was_said_before_consent_becomes_an_opinion_with_it()
    {
        var villager = bot.AddVillager();
        await villager.FollowAsync();
        await villager.SayAsync("ยาบ้าระบาดในหมู่บ้าน");
        await villager.TapAsync("ยินยอม");

        Assert.Equal("ยาบ้าระบาดในหมู่บ้าน", Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
    }

    [Fact]
    public async Task An_opinion_said_before_the_place_moves_to_the_place_told_after_it()
    {
        var villager = bot.AddVillager();
        await villager.FollowAsync();
        await villager.SayAsync("ยาบ้าระบาดในหมู่บ้าน");
        await villager.TapAsync("ยินยอม");
        await villager.SayAsync("หาดท่าเสา ม.3");

        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(("180106", 3), (opinion.Tambon, opinion.Village));
    }

    [Fact]
    public async Task Voice_and_photos_are_fetched_and_photos_lose_what_is_hidden_in_them()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await villager.SpeakAsync([0x00, 0x00, 0x00, 0x18, .. "ftypM4A "u8, 1, 2, 3, 4]);
        await villager.ShowAsync(Pictures.JpegWithSecret("taken at home"));

        await Eventually.TrueAsync(async () => (await BlobsAsync()).Count == 2);
        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal("audio", opinion.Kind);
        foreach (var (_, bytes) in bot.RawFiles()) Assert.Equal(-1, bytes.AsSpan().IndexOf("taken at home"u8));
        var pictures = new List<SKCodec>();
        foreach (var name in await BlobsAsync())
        {
            using var blob = await bot.Get<IBlobStore>().OpenAsync(name);
            using var memory = new MemoryStream();
            await blob!.Content.CopyToAsync(memory);
            if (blob.ContentType == "image/jpeg") pictures.Add(SKCodec.Create(new MemoryStream(memory.ToArray())));
        }

        Assert.Equal(new SKSizeI(40, 30), Assert.Single(pictures).Info.Size);
    }

    [Fact]
    public async Task Taking_a_message_back_deletes_the_opinion_it_made()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await villager.SayAsync("ขยะล้นหน้าตลาด");
        var said = bot.Line.Timeline(villager.UserId).Last(i => i.From == "user");
        await bot.Line.UnsendAsync(villager.UserId, said.Id);

        await Eventually.TrueAsync(async () => (await StoredRows.OpinionsAsync(bot)).Count == 0);
        await Eventually.TrueAsync(() => Task.FromResult(bot.RawFiles().All(f => f.Bytes.AsSpan().IndexOf("ขยะล้นหน้าตลาด"u8) < 0)));
    }

    [Fact]
    public async Task A_telephone_number_is_masked_before_it_is_stored()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await villager.SayAsync("ไฟถนนดับ โทรหาผมได้ 081-234-5678 ครับ");

        Assert.DoesNotContain("5678", Assert.Single(await StoredRows.OpinionsAsync(bot)).Text, StringComparison.Ordinal);
    }

    private async Task<List<string>> BlobsAsync()
    {
        var names = new List<string>();
        await foreach (var name in bot.Get<IBlobStore>().ListAsync("opinions/")) names.Add(name);
        return names;
    }
}
