using System.Text;
using CsCheck;

namespace Line.Messaging.Tests;

public sealed class WebhookSignatureTests
{
    // LINE's own example, from its page on verifying signatures.
    private const string Secret = "8c570fa6dd201bb328f1c1eac23a96d8";
    private const string Signature = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=";
    private static readonly byte[] Body = """{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}"""u8.ToArray();

    [Fact]
    public void The_published_example_is_valid()
    {
        Assert.Equal(Signature, WebhookSignature.Sign(Body, Secret));
        Assert.True(WebhookSignature.IsValid(Body, Signature, Secret));
        Assert.True(WebhookSignature.IsValid(Body, Signature, Encoding.UTF8.GetBytes(Secret)));
    }

    [Theory]
    [InlineData("""{"text":"\ud83d\ude00"}""", """{"text":"😀"}""")]
    [InlineData("""{"text":"\u0e19\u0e49\u0e33"}""", """{"text":"น้ำ"}""")]
    [InlineData("""{"a": 1}""", """{"a":1}""")]
    public void Only_the_bytes_received_count_not_what_they_mean(string received, string rewritten)
    {
        var signature = WebhookSignature.Sign(Encoding.UTF8.GetBytes(received), Secret);
        Assert.True(WebhookSignature.IsValid(Encoding.UTF8.GetBytes(received), signature, Secret));
        Assert.False(WebhookSignature.IsValid(Encoding.UTF8.GetBytes(rewritten), signature, Secret));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("=")]
    [InlineData("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs")]
    [InlineData("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs==")]
    [InlineData(" GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=")]
    [InlineData("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDL==")]
    [InlineData("ghRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=")]
    [InlineData("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLsA")]
    [InlineData("ลายเซ็นลายเซ็นลายเซ็นลายเซ็นลายเซ็นลายเซ็น44")]
    [InlineData("********************************************")]
    public void Any_other_header_is_not_valid(string? header) => Assert.False(WebhookSignature.IsValid(Body, header, Secret));

    [Fact]
    public void Another_secret_or_none_is_not_valid()
    {
        Assert.False(WebhookSignature.IsValid(Body, Signature, Secret + "0"));
        Assert.False(WebhookSignature.IsValid(Body, Signature, (string?)null));
        Assert.False(WebhookSignature.IsValid(Body, WebhookSignature.Sign(Body, ""), ""));
    }

    [Fact]
    public void What_was_signed_is_valid_and_no_changed_byte_is() =>
        Gen.Select(Gen.Byte.Array[1, 300], Gen.String[Gen.Char.AlphaNumeric, 1, 40], Gen.Int[0, int.MaxValue]).Sample((body, secret, at) =>
        {
            var signature = WebhookSignature.Sign(body, secret);
            Assert.True(WebhookSignature.IsValid(body, signature, secret));
            body[at % body.Length] ^= 1;
            Assert.False(WebhookSignature.IsValid(body, signature, secret));
        });

    [Fact]
    public void Garbage_headers_never_throw() => Gen.String[0, 60].Sample(header => Assert.False(WebhookSignature.IsValid(Body, header, Secret)));
}
