using System.Text.Json;
using CsCheck;

namespace Line.Messaging.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public void Reading_what_was_written_gives_an_equal_message() => Law<Message>(2_000);

    [Fact]
    public void Reading_what_was_written_gives_equal_flex() => Law<FlexContainer>(1_000);

    [Fact]
    public void Reading_what_was_written_gives_an_equal_action() => Law<LineAction>(500);

    [Fact]
    public void Reading_what_was_written_gives_an_equal_event() => Law<WebhookEvent>(1_000);

    [Fact]
    public void Checking_any_message_at_all_never_throws() => Gen.Int.Sample(seed =>
    {
        var message = new Arbitrary(seed).Make<Message>();
        Assert.All(MessageValidator.Validate([message]), violation => Assert.StartsWith("messages[0]", violation.Property, StringComparison.Ordinal));
    }, iter: 2_000);

    [Fact]
    public void The_generator_reaches_every_kind()
    {
        Assert.Equal(11, Arbitrary.KindsOf(typeof(Message)).Count());
        Assert.Equal(9, Arbitrary.KindsOf(typeof(LineAction)).Count());
        Assert.Equal(9, Arbitrary.KindsOf(typeof(FlexComponent)).Count());
        Assert.Equal(20, Arbitrary.KindsOf(typeof(WebhookEvent)).Count());
        Assert.Equal(7, Arbitrary.KindsOf(typeof(MessageContent)).Count());
        Assert.Equal(4, Arbitrary.KindsOf(typeof(Template)).Count());
    }

    [Fact]
    public void Every_kind_is_written_under_its_own_name()
    {
        foreach (var family in new[] { typeof(Message), typeof(LineAction), typeof(FlexComponent), typeof(FlexContainer), typeof(Template), typeof(ImagemapAction), typeof(Substitution) })
        {
            var names = Arbitrary.KindsOf(family).Select(kind => (string)kind.GetProperty("Type")!.GetValue(new Arbitrary(1).Make(kind, 0))!).ToList();
            Assert.Equal(names.Count, names.Distinct().Count());
        }
    }

    private static void Law<T>(int times) where T : LineObject => Gen.Int.Sample(seed =>
    {
        var made = new Arbitrary(seed).Make<T>();
        var written = JsonSerializer.Serialize(made, LineJson.Options);
        var read = JsonSerializer.Deserialize<T>(written, LineJson.Options)!;
        Assert.Equal(made, read);
        Assert.Equal(made.GetHashCode(), read.GetHashCode());
        Assert.Equal(written, JsonSerializer.Serialize(read, LineJson.Options));
    }, iter: times);
}
