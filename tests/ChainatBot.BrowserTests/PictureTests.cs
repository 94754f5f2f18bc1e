using System.Buffers.Binary;
using ChainatBot.BrowserTests.Support;

namespace ChainatBot.BrowserTests;

/// <summary>Makes the pictures of the documentation. <c>docs/pictures/make.sh</c> runs these and takes what they made.</summary>
[Collection(InTheBrowser.Name)]
[Trait("Makes", "pictures")]
public sealed class PictureTests(Chromium chromium, SharedBot shared)
{
    private const int Width = 1400;
    private const int MostBytes = 300 * 1024;

    [Fact]
    public async Task Three_phones_in_the_middle_of_a_conversation()
    {
        var bot = await shared.WithNobodyAsync();
        await using var desk = await chromium.OpenAsync(bot, Width, 880);
        var somsri = await desk.AddVillagerAsync("add-first");
        var boonmee = await desk.AddVillagerAsync();
        var daeng = await desk.AddVillagerAsync();

        await daeng.JoinAsync("หาดท่าเสา หมู่ ๔");
        await daeng.ShowAsync("เก็บเรื่องที่เล่าไว้แล้วค่ะ", "เรื่องนี้เกี่ยวกับอะไรคะ");
        await daeng.TapAsync("ถนนและการเดินทาง", "เดือดร้อนกันแค่ไหนคะ");

        await boonmee.JoinAsync("หาดท่าเสา ม.3");
        await boonmee.SpeakAsync("เก็บเรื่องที่เล่าไว้แล้วค่ะ", "เรื่องนี้เกี่ยวกับอะไรคะ");
        await boonmee.TapAsync("ประปา ไฟฟ้า เน็ต", "เดือดร้อนกันแค่ไหนคะ");
        await boonmee.TapAsync("ทั้งหมู่บ้าน", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");

        await somsri.FollowAsync("สวัสดีค่ะ", "ไม่มีใครเห็นชื่อคุณ", "ยินยอมให้เก็บ");
        await desk.Page.Mouse.MoveAsync(1, 1);
        await Layout.IsSoundAsync(desk.Page);

        var png = await File.ReadAllBytesAsync(await desk.KeepPictureAsync("phones"));
        // The header of a PNG tells the width in bytes 16 to 19.
        Assert.Equal(Width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.InRange(png.Length, 1, MostBytes);
    }
}
