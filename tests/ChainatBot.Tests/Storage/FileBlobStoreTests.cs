using System.Text;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Storage;

public sealed class FileBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly FileBlobStore store;

    public FileBlobStoreTests() => store = new FileBlobStore(directory.File("media"), TimeProvider.System);

    protected override IBlobStore Store => store;

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task A_blob_is_a_plain_file_of_its_name()
    {
        await WriteAsync("voice/ab/a.m4a", "sound", "audio/mp4");
        Assert.Equal("sound", await File.ReadAllTextAsync(directory.File("media/voice/ab/a.m4a")));
    }

    [Fact]
    public async Task Folders_are_removed_with_their_last_blob()
    {
        await WriteAsync("voice/ab/cd/a", "x", "text/plain");
        await WriteAsync("voice/ef", "x", "text/plain");
        await store.DeleteAsync("voice/ab/cd/a");
        Assert.False(Directory.Exists(directory.File("media/voice/ab")));
        Assert.True(Directory.Exists(directory.File("media/voice")));
        await store.DeleteAsync("voice/ef");
        Assert.False(Directory.Exists(directory.File("media/voice")));
        Assert.DoesNotContain(Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories), f => !f.EndsWith("~unfinished", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_that_fails_in_the_middle_leaves_the_old_content_and_no_rubbish()
    {
        await WriteAsync("a", "old", "text/plain");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.WriteAsync("a", new BrokenStream(), "text/plain"));
        Assert.Equal("old", (await ReadAsync("a"))!.Value.Content);
        Assert.Equal(["a", "a~type"], Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public async Task What_a_crash_left_unfinished_is_swept_once_it_is_old()
    {
        var unfinished = Directory.CreateDirectory(directory.File("media/~unfinished")).FullName;
        await File.WriteAllTextAsync(Path.Combine(unfinished, "old"), "x");
        await File.WriteAllTextAsync(Path.Combine(unfinished, "new"), "x");
        File.SetLastWriteTimeUtc(Path.Combine(unfinished, "old"), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        await WriteAsync("a", "x", "text/plain");
        Assert.Equal(["new"], Directory.GetFiles(unfinished).Select(f => Path.GetFileName(f)));
    }

    [Fact]
    public async Task A_blob_can_not_be_a_folder_too()
    {
        await WriteAsync("a", "x", "text/plain");
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync("a/b", "y", "text/plain"));
        Assert.Null(await store.OpenAsync("a/b"));
        Assert.False(await store.DeleteAsync("a/b"));
        await WriteAsync("c/d", "x", "text/plain");
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync("c", "y", "text/plain"));
        Assert.Null(await store.OpenAsync("c"));
        Assert.False(await store.DeleteAsync("c"));
    }

    [Fact]
    public async Task Blobs_that_share_folders_come_and_go_side_by_side()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                await WriteAsync($"shared/folder/{i}", $"{i}", "text/plain");
                Assert.Equal($"{i}", (await ReadAsync($"shared/folder/{i}"))!.Value.Content);
                Assert.True(await store.DeleteAsync($"shared/folder/{i}"));
            }
        })));
        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task Media_are_for_the_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await WriteAsync("a", "x", "text/plain");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.File("media")));
    }

    private sealed class BrokenStream : MemoryStream
    {
        private bool begun;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (begun) throw new IOException("The sender went away.");
            begun = true;
            buffer.Span[..10].Fill(1);
            return ValueTask.FromResult(10);
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopyAsync(destination, cancellationToken);

        private async Task CopyAsync(Stream destination, CancellationToken cancellationToken)
        {
            var buffer = new byte[64];
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var count) await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }
}
