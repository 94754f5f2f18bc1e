using System.Reflection;
using System.Runtime.CompilerServices;

namespace Line.Messaging.Tests;

/// <summary>Makes any object of the library with any of its properties set, from a seed. Goes by reflection so that a property
/// added tomorrow is tested tomorrow.</summary>
internal sealed class Arbitrary(int seed)
{
    private static readonly string[] Texts =
        ["", "a", "สวัสดีค่ะ", "ที่นี่", "น้ำ\nถนน", "😀👍🏽", "\"quoted\" \\ <b>&'", "12px", "#00AA11", "https://a.example/ก?x=1&y=2", "\u0000\u2028", "{x}"];

    private static readonly NullabilityInfoContext Nullability = new();
    private readonly Random random = new(seed);

    public T Make<T>() where T : LineObject => (T)Make(typeof(T), 0);

    public static IEnumerable<Type> KindsOf(Type family) => family.IsAbstract
        ? typeof(LineObject).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(family) && !type.IsAbstract && !type.Name.StartsWith("Unknown", StringComparison.Ordinal))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
        : [family];

    public object Make(Type type, int depth)
    {
        var kinds = KindsOf(type).ToList();
        if (depth > 4 && type == typeof(FlexComponent))
            kinds = [typeof(FlexSeparator)];
        var made = Activator.CreateInstance(kinds[random.Next(kinds.Count)])!;
        foreach (var property in made.GetType().GetProperties().Where(property => property.SetMethod is not null && property.Name != "AdditionalProperties"))
        {
            if (property.PropertyType.IsAssignableTo(typeof(LineObject)) && IsOptional(property) && depth > 3)
                continue;
            if (IsOptional(property) && random.Next(3) > 0)
                continue;
            property.SetValue(made, Value(property.PropertyType, depth + 1));
        }
        if (random.Next(6) == 0)
            ((LineObject)made).AdditionalProperties = new AdditionalProperties { ["ใหม่"] = System.Text.Json.JsonElement.Parse("""{"a":[1,null,"x"]}""") };
        return made;
    }

    private static bool IsOptional(PropertyInfo property)
    {
        if (property.IsDefined(typeof(RequiredMemberAttribute)))
            return false;
        lock (Nullability)
            return Nullability.Create(property).WriteState == NullabilityState.Nullable;
    }

    private object Value(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return Texts[random.Next(Texts.Length)];
        if (type == typeof(int))
            return random.Next(-5, int.MaxValue);
        if (type == typeof(long))
            return random.NextInt64(long.MinValue, long.MaxValue);
        if (type == typeof(double))
            return random.NextDouble() * 360 - 180;
        if (type == typeof(bool))
            return random.Next(2) == 0;
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(0, 4_000_000_000_000));
        if (type == typeof(DateOnly))
            return DateOnly.FromDayNumber(random.Next(700_000, 760_000));
        if (type == typeof(TimeOnly))
            return new TimeOnly(random.Next(24), random.Next(60));
        if (type == typeof(DateTime))
            return new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(random.Next(2_000_000));
        if (type.IsAssignableTo(typeof(LineObject)))
            return Make(type, depth);
        if (type == typeof(IReadOnlyDictionary<string, Substitution>))
            return Enumerable.Range(0, random.Next(3)).ToDictionary(i => $"k{i}", _ => (Substitution)Make(typeof(Substitution), depth));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(item, depth > 4 ? 0 : random.Next(4));
            for (var i = 0; i < items.Length; i++)
                items.SetValue(Value(item, depth), i);
            return items;
        }
        throw new NotSupportedException($"No way to make a {type}.");
    }
}
