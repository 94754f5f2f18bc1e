namespace ChainatBot.Flows;
public static partial class FlowChecker { internal static void Check(FlowSet set, List<Flow> flows, List<FlowProblem> problems) { } }
