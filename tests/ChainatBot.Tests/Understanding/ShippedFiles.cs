using ChainatBot.Tests.Flows;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Understanding;

/// <summary>The files the product ships, as they lie beside the program.</summary>
internal static class ShippedFiles
{
    public static Places Places { get; } = Places.Load(Path.Combine(AppContext.BaseDirectory, "flows", "places.yaml"));

    public static TopicLexicon Topics { get; } = TopicLexicon.Load(Path.Combine(AppContext.BaseDirectory, "flows", "themes.yaml"));

    public static Understander Understander { get; } = new(Places, line => (FlowFiles.Flows.ByKeyword(line) ?? FlowFiles.Flows.ByMisspeltKeyword(line)) is not null);
}
