using System.Text.RegularExpressions;
using ChainatBot.Privacy;
using CsCheck;

namespace ChainatBot.Tests.Privacy;

public sealed class PseudonymsTests
{
    private const string LineUserId = "U4af4980629f1b2c3d4e5f60718293a4b";
    private static readonly Pseudonyms One = new(new PrivacyKey(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
    private static readonly Pseudonyms Other = new(new PrivacyKey(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()));

    [Fact]
    public void They_have_the_form_that_keys_of_rows_need()
    {
        var participant = One.ParticipantOf(LineUserId);
        Assert.Matches("^[0-9a-f]{32}$", participant.Value);
        Assert.Equal(participant.Value, participant.ToString());
        Assert.Matches("^[0-9a-f]{32}$", One.PersonIn("tambon:180106", participant));
        Assert.Matches("^[0-9a-f]{16}$", One.KeyOf("opinion", "467810914"));
        Assert.Matches("^[0-9a-f]{32}$", One.KeyOf("opinion", "467810914", 32));
        Assert.Matches("^[0-9a-f]{17}$", One.KeyOf("opinion", "467810914", 17));
    }

    // Reckoned once with another HMAC and HKDF (Python's) and written down, because rows of years are found by them: a change here would orphan every deployment's data.
    [Fact]
    public void They_never_change()
    {
        var participant = One.ParticipantOf(LineUserId);
        Assert.Equal(
            ("42a307db656e980c7b43721471b821ea", "1f81888f24dd2bc24bfa4829291e6b24", "de32fdf224b9cd07", "R7GY", 42),
            (participant.Value, One.PersonIn("tambon:180106", participant), One.KeyOf("opinion", "467810914"), One.ReferenceOf("00112233aabbccdd"), Pseudonyms.ShardOf(participant, 64)));
    }

    [Fact]
    public void Another_key_another_person_another_scope_or_another_purpose_gives_another_name()
    {
        var participant = One.ParticipantOf(LineUserId);
        string[] names =
        [
            participant.Value, Other.ParticipantOf(LineUserId).Value, One.ParticipantOf(LineUserId + "0").Value,
            One.PersonIn("tambon:180106", participant), One.PersonIn("tambon:180107", participant), One.PersonIn("survey:swot", participant), Other.PersonIn("tambon:180106", participant),
            One.KeyOf("opinion", LineUserId, 32), One.KeyOf("opinions", LineUserId, 32), One.KeyOf("participant", LineUserId, 32), Other.KeyOf("opinion", LineUserId, 32),
        ];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Where_scope_ends_and_name_begins_makes_a_difference() =>
        Assert.NotEqual(One.KeyOf("ab", "c"), One.KeyOf("a", "bc"));

    [Fact]
    public void References_are_easy_to_read_out_and_spell_no_word()
    {
        Gen.String[Gen.Char.AlphaNumeric, 1, 20].Sample(key => Regex.IsMatch(One.ReferenceOf(key), "^[CDFGHJKMNPQRTVWXY][CDFGHJKMNPQRTVWXY234679]{3}$"), iter: 5_000);
        Assert.InRange(Enumerable.Range(0, 10_000).Select(i => One.ReferenceOf($"{i}")).Distinct().Count(), 9_600, 10_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(63)]
    public void Shards_share_people_evenly(int count)
    {
        const int people = 8_000;
        var sizes = Enumerable.Range(0, people).CountBy(i => Pseudonyms.ShardOf(One.ParticipantOf($"U{i}"), count)).ToDictionary();
        Assert.Equal(Enumerable.Range(0, count), sizes.Keys.Order());
        Assert.All(sizes.Values, size => Assert.InRange(size, people / count * 6 / 10, people / count * 14 / 10 + 1));
    }

    [Fact]
    public void Nothing_is_made_of_nothing()
    {
        Assert.Throws<ArgumentException>(() => One.ParticipantOf(""));
        Assert.Throws<ArgumentNullException>(() => One.PersonIn("tambon:180106", default));
        Assert.Throws<ArgumentException>(() => One.PersonIn("", One.ParticipantOf(LineUserId)));
        Assert.Throws<ArgumentException>(() => One.KeyOf("opinion", ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => One.KeyOf("opinion", "1", 15));
        Assert.Throws<ArgumentOutOfRangeException>(() => One.KeyOf("opinion", "1", 33));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pseudonyms.ShardOf(One.ParticipantOf(LineUserId), 0));
    }
}
