using ChainatBot.Priorities;
using CsCheck;

namespace ChainatBot.Tests.Priorities;

public sealed class VillageConsensusTests
{
    private static readonly Gen<VillageAnswers> Village = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[0, 20], (agree, disagree, skip) => new VillageAnswers(1, agree, disagree, skip));

    [Fact]
    public void The_score_is_the_product_over_villages() =>
        // (6 + 1)/(10 + 2) × (3 + 1)/(4 + 2) × (0 + 1)/(0 + 2)
        Assert.Equal(7d / 12 * 4 / 6 * 1 / 2, VillageConsensus.Score([new(1, 6, 2, 2), new(2, 3, 1, 0), new(3, 0, 0, 0)]), 12);

    [Fact]
    public void A_large_village_does_not_outvote_a_small_one()
    {
        var everywhere = VillageConsensus.Score([new(1, 60, 40, 0), new(2, 6, 4, 0)]);
        var onlyInTheLarge = VillageConsensus.Score([new(1, 100, 0, 0), new(2, 1, 9, 0)]);
        Assert.True(everywhere > onlyInTheLarge);
    }

    [Fact]
    public void One_more_who_agrees_lifts_the_score_one_more_who_does_not_lowers_it() => Gen.Select(Village.Array[1, 6], Gen.Int[0, 5]).Sample((villages, which) =>
    {
        double With(Func<VillageAnswers, VillageAnswers> more) => VillageConsensus.Score(villages.Select((village, i) => i == which % villages.Length ? more(village) : village));
        var score = VillageConsensus.Score(villages);
        Assert.InRange(score, 0, 1);
        Assert.True(With(village => village with { Agree = village.Agree + 1 }) > score);
        Assert.True(With(village => village with { Disagree = village.Disagree + 1 }) < score);
        Assert.True(With(village => village with { Skip = village.Skip + 1 }) < score);
    });

    [Fact]
    public void In_words_the_village_where_fewest_agree_speaks() =>
        Assert.Equal("อย่างน้อย 6 ใน 10 ของทุกหมู่เห็นด้วย", VillageConsensus.InWords([new(1, 9, 1, 0), new(2, 69, 20, 11), new(3, 7, 0, 0)], 5));

    [Fact]
    public void A_village_with_few_answers_is_not_spoken_for_and_the_sentence_says_so() =>
        Assert.Equal("อย่างน้อย 6 ใน 10 ของทุกหมู่ที่มีคนตอบ 5 คนขึ้นไปเห็นด้วย", VillageConsensus.InWords([new(1, 9, 1, 0), new(2, 6, 4, 0), new(3, 0, 4, 0)], 5));

    [Fact]
    public void That_all_agree_is_not_told() =>
        Assert.Equal("อย่างน้อย 9 ใน 10 ของทุกหมู่เห็นด้วย", VillageConsensus.InWords([new(1, 9, 0, 0), new(2, 20, 0, 0)], 5));

    [Fact]
    public void There_is_nothing_to_say_of_one_village_or_where_hardly_anybody_agrees()
    {
        Assert.Null(VillageConsensus.InWords([new(1, 9, 1, 0), new(2, 4, 0, 0)], 5));
        Assert.Null(VillageConsensus.InWords([new(1, 9, 1, 0), new(2, 0, 9, 1)], 5));
        Assert.Null(VillageConsensus.InWords([], 5));
    }

    [Fact]
    public void What_is_said_is_true_of_every_village_it_speaks_of_and_changes_with_no_small_one() => Gen.Select(Village.Array[0, 6], Gen.Int[1, 8]).Sample((villages, k) =>
    {
        var words = VillageConsensus.InWords(villages, k);
        var without = VillageConsensus.InWords([.. villages.Where(village => village.Seen >= k), new VillageAnswers(9, 0, 0, 0)], k);
        if (villages.Any(village => village.Seen < k)) Assert.Equal(without, words);
        if (words is null) return;
        var tenths = words["อย่างน้อย ".Length] - '0';
        Assert.All(villages.Where(village => village.Seen >= k), village => Assert.True(village.Agree * 10 >= tenths * village.Seen));
    }, iter: 2000);
}
