using CsCheck;

namespace Line.Messaging.Tests;

public sealed class WebhookFuzzTests
{
    private static readonly byte[][] Small = [.. WebhookSamples.Events.Values.Select(sample => WebhookSamples.Body(sample.Json))];
    private static readonly byte[] Telling = "{}[]\",:\\u0d8nulltruefalse-1.e9 \0\xff\xc3\xed"u8.ToArray();

    private static readonly Gen<byte[]> Mutated = Gen.Select(Gen.Int[0, Small.Length - 1].Select(i => Small[i]), Gen.Int[0, int.MaxValue], Gen.Int[1, 6], Mutate);

    [Fact]
    public void Damaged_bodies_are_read_or_refused_and_nothing_else() => Mutated.Sample(body =>
    {
        try
        {
            foreach (var read in WebhookParser.Parse(body).Events)
            {
                Assert.Equal(read, WebhookParser.ParseEvent(read.RawJson.Span));
                Assert.NotEqual(System.Text.Json.JsonValueKind.Undefined, read.Raw.ValueKind);
            }
        }
        catch (WebhookFormatException)
        {
            // Refused, as it should be.
        }
    }, iter: 20_000);

    [Fact]
    public void Bytes_without_any_sense_are_refused() => Gen.Byte.Array[0, 200].Sample(body =>
    {
        Assert.Throws<WebhookFormatException>(() => WebhookParser.Parse(body));
    }, iter: 5_000);

    [Fact]
    public void A_body_cut_off_anywhere_is_refused()
    {
        var body = WebhookSamples.Body(WebhookSamples.Events["text"].Json, WebhookSamples.Events["postback of both"].Json);
        for (var length = 0; length < body.Length; length++)
            Assert.Throws<WebhookFormatException>(() => WebhookParser.Parse(body.AsSpan(0, length)));
        Assert.Equal(2, WebhookParser.Parse(body).Events.Count);
    }

    [Fact]
    public void A_body_nested_without_end_is_refused() =>
        Assert.Throws<WebhookFormatException>(() => WebhookParser.Parse(
            System.Text.Encoding.UTF8.GetBytes($$"""{"destination":"U1","events":[{"type":"x","a":{{new string('[', 100_000)}}""")));

    private static byte[] Mutate(byte[] valid, int seed, int changes)
    {
        var random = new Random(seed);
        var body = valid.ToList();
        for (var i = 0; i < changes && body.Count > 0; i++)
        {
            var at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body[at] = Telling[random.Next(Telling.Length)];
                    break;
                case 2:
                    body.RemoveRange(at, Math.Min(random.Next(1, 30), body.Count - at));
                    break;
                case 3:
                    body.Insert(at, Telling[random.Next(Telling.Length)]);
                    break;
                default:
                    body.InsertRange(random.Next(body.Count), body.GetRange(at, Math.Min(random.Next(1, 60), body.Count - at)));
                    break;
            }
        }
        return [.. body];
    }
}
