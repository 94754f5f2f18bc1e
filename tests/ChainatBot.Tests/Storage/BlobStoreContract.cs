using System.Security.Cryptography;
using System.Text;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Storage;

/// <summary>What <see cref="IBlobStore"/> promises. Run on each backend; every test has a folder of its own.</summary>
public abstract class BlobStoreContract
{
    private readonly string folder = Guid.NewGuid().ToString("n");

    protected abstract IBlobStore Store { get; }

    private string Name(string rest) => $"{folder}/{rest}";

    [Fact]
    public async Task A_blob_that_is_not_there_is_null_and_deleting_it_is_false()
    {
        Assert.Null(await Store.OpenAsync(Name("a.jpg")));
        Assert.False(await Store.DeleteAsync(Name("a.jpg")));
        Assert.Empty(await ListAsync(Name("")));
    }

    [Fact]
    public async Task A_blob_is_read_back_with_its_type()
    {
        await WriteAsync(Name("voice/a.m4a"), "เสียง", "audio/mp4; codecs=\"mp4a.40.2\"");
        Assert.Equal(("เสียง", "audio/mp4; codecs=\"mp4a.40.2\""), await ReadAsync(Name("voice/a.m4a")));
    }

    [Fact]
    public async Task Writing_again_replaces_content_and_type()
    {
        await WriteAsync(Name("a"), "a long first content", "text/plain");
        await WriteAsync(Name("a"), "second", "application/json");
        Assert.Equal(("second", "application/json"), await ReadAsync(Name("a")));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        await WriteAsync(Name("empty"), "", "text/plain");
        Assert.Equal(("", "text/plain"), await ReadAsync(Name("empty")));
    }

    [Fact]
    public async Task Megabytes_come_back_byte_for_byte_and_can_be_read_from_the_middle()
    {
        var bytes = RandomNumberGenerator.GetBytes(6 * 1024 * 1024 + 17);
        await Store.WriteAsync(Name("photo.jpg"), new MemoryStream(bytes), "image/jpeg");
        using var blob = (await Store.OpenAsync(Name("photo.jpg")))!;
        Assert.True(blob.Content.CanSeek);
        Assert.Equal(bytes.Length, blob.Content.Length);
        using var read = new MemoryStream();
        await blob.Content.CopyToAsync(read);
        Assert.Equal(bytes, read.ToArray());
        blob.Content.Position = 5_000_000;
        var middle = new byte[1_000];
        await blob.Content.ReadExactlyAsync(middle);
        Assert.Equal(bytes[5_000_000..5_001_000], middle);
    }

    [Fact]
    public async Task Content_that_can_be_read_only_once_is_enough()
    {
        await using var once = new System.IO.Compression.DeflateStream(Compressed("once"), System.IO.Compression.CompressionMode.Decompress);
        await Store.WriteAsync(Name("once"), once, "text/plain");
        Assert.Equal("once", (await ReadAsync(Name("once")))!.Value.Content);
    }

    [Fact]
    public async Task A_deleted_blob_is_gone()
    {
        await WriteAsync(Name("a/b"), "x", "text/plain");
        Assert.True(await Store.DeleteAsync(Name("a/b")));
        Assert.Null(await Store.OpenAsync(Name("a/b")));
        Assert.False(await Store.DeleteAsync(Name("a/b")));
        Assert.Empty(await ListAsync(Name("")));
    }

    [Fact]
    public async Task Listing_gives_all_names_with_the_prefix_in_ordinal_order()
    {
        string[] names = ["b", "a/1", "a/10", "a/2", "a-1", "a.1", "a0", "aa/x/y", "ab", "z/9.jpg", "a/sub-1/x", "a/sub/x", "a/sub.1/x"];
        foreach (var name in names) await WriteAsync(Name(name), name, "text/plain");
        foreach (var prefix in new[] { "", "a", "a/", "a/1", "a/s", "a/sub", "a/sub/", "aa/x", "z", "nothing", "a/nothing/at/all" })
        {
            Assert.Equal(
                names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(Name).Order(StringComparer.Ordinal),
                await ListAsync(Name(prefix)));
        }
    }

    public static TheoryData<string> ForbiddenNames => new()
    {
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", "./a", ".a", "a/.b", "a.", "a./b", "A", "a b", "a_b", "a~b", "a\\b", "a%2e", "ก", "a\0b", "a\nb", "c:/a", "-a", "a/-b", "~unfinished/x",
        new string('a', 201), string.Join('/', Enumerable.Repeat("abcdefghi", 51)),
    };

    [Theory]
    [MemberData(nameof(ForbiddenNames))]
    public async Task A_forbidden_name_is_refused_in_every_verb(string name)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => WriteAsync(name, "x", "text/plain"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.OpenAsync(name));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.DeleteAsync(name));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("../")]
    [InlineData("a/..")]
    [InlineData("a//")]
    [InlineData("/")]
    [InlineData("~")]
    public Task A_prefix_that_no_name_has_is_refused(string prefix) => Assert.ThrowsAnyAsync<ArgumentException>(() => ListAsync(prefix));

    [Fact]
    public async Task A_blob_being_read_while_it_is_replaced_is_one_of_the_two_and_whole()
    {
        var (one, two) = (new string('1', 200_000), new string('2', 300_000));
        await WriteAsync(Name("a"), one, "text/plain");
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var reads = 0;
            do
            {
                string read;
                try
                {
                    read = (await ReadAsync(Name("a")))!.Value.Content;
                }
                catch (StorageUnavailableException)
                {
                    // Replaced in the middle: the reader is told so and asks again.
                    continue;
                }
                Assert.True(read == one || read == two);
                reads++;
            }
            while (!stop.IsCancellationRequested);
            return reads;
        });
        for (var i = 0; i < 20; i++) await WriteAsync(Name("a"), i % 2 == 0 ? two : one, "text/plain");
        await stop.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task What_was_cancelled_before_it_began_is_not_done()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(Name("a"), new MemoryStream([1]), "text/plain", cancelled.Token));
        Assert.Null(await Store.OpenAsync(Name("a")));
    }

    protected async Task WriteAsync(string name, string content, string type)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await Store.WriteAsync(name, stream, type);
    }

    protected async Task<(string Content, string Type)?> ReadAsync(string name)
    {
        using var blob = await Store.OpenAsync(name);
        if (blob is null) return null;
        using var reader = new StreamReader(blob.Content, Encoding.UTF8);
        return (await reader.ReadToEndAsync(), blob.ContentType);
    }

    protected async Task<List<string>> ListAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var name in Store.ListAsync(prefix)) names.Add(name);
        return names;
    }

    private static MemoryStream Compressed(string text)
    {
        var stream = new MemoryStream();
        using (var deflate = new System.IO.Compression.DeflateStream(stream, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(Encoding.UTF8.GetBytes(text));
        stream.Position = 0;
        return stream;
    }
}
