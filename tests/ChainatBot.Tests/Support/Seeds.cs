using System.Globalization;

namespace ChainatBot.Tests.Support;

/// <summary>Chance that can be had again: <c>CHAINATBOT_TEST_SEED</c> sets it, and a failing test tells it.</summary>
public static class Seeds
{
    public static (Random Random, int Seed) Next(int otherwise)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CHAINATBOT_TEST_SEED"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
        return (new Random(seed), seed);
    }
}
