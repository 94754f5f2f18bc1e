using ChainatBot.Privacy;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Privacy;

public sealed class PrivacyKeyTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", true)]
    [InlineData("  AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", true)]
    [InlineData("", false)]
    [InlineData("AAEC", false)]
    [InlineData("not base64 at all, of whatever length it may be", false)]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCU=", false)]
    public void A_key_is_base64_of_32_bytes(string text, bool good) => Assert.Equal(good, PrivacyKey.Parse(text) is not null);

    [Fact]
    public void Each_purpose_has_its_own_key_and_none_tells_the_secret()
    {
        var secret = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var key = new PrivacyKey(secret);
        Assert.Equal(key.Derive("field"), new PrivacyKey(secret).Derive("field"));
        Assert.NotEqual(key.Derive("field"), key.Derive("person"));
        Assert.NotEqual(secret, key.Derive("field"));
        Assert.Equal(32, key.Derive("field").Length);
        Assert.DoesNotContain("0001020304", key.Fingerprint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_start_at_once_agree_on_one_key()
    {
        for (var round = 0; round < 100; round++)
        {
            var file = directory.File($"data{round}/privacy.key");
            using var gate = new ManualResetEventSlim();
            var starts = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                gate.Wait();
                return PrivacyKeyFile.LoadOrCreate(file).Fingerprint;
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
            gate.Set();
            Assert.Single((await Task.WhenAll(starts)).Distinct());
            Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        }
    }

    [Fact]
    public void A_key_file_without_a_key_is_not_overwritten()
    {
        var file = directory.File("privacy.key");
        File.WriteAllText(file, "lost");
        Assert.Throws<InvalidOperationException>(() => PrivacyKeyFile.LoadOrCreate(file));
        Assert.Equal("lost", File.ReadAllText(file));
    }
}
