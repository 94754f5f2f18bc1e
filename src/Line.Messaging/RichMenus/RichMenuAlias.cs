using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>A name for a rich menu that can be pointed at another one; a menu's switch actions go by it.</summary>
/// <param name="RichMenuAliasId"><c>a–z 0–9 _ -</c>, 1 to 32 characters.</param>
/// <param name="RichMenuId">The menu it stands for.</param>
public sealed record RichMenuAlias(string RichMenuAliasId, string RichMenuId);

/// <summary>One step of a batch: it acts on everybody who has a menu.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RichMenuBatchLink), "link")]
[JsonDerivedType(typeof(RichMenuBatchUnlink), "unlink")]
[JsonDerivedType(typeof(RichMenuBatchUnlinkAll), "unlinkAll")]
public abstract record RichMenuBatchOperation;

/// <summary>Whoever has one menu gets another.</summary>
/// <param name="From">The menu they have.</param>
/// <param name="To">The menu they get.</param>
public sealed record RichMenuBatchLink(string From, string To) : RichMenuBatchOperation;

/// <summary>Whoever has the menu loses it.</summary>
/// <param name="From">The menu they have.</param>
public sealed record RichMenuBatchUnlink(string From) : RichMenuBatchOperation;

/// <summary>Everybody loses the menu of their own.</summary>
public sealed record RichMenuBatchUnlinkAll : RichMenuBatchOperation;

/// <summary>How far a batch is.</summary>
[JsonConverter(typeof(LineEnumConverter<RichMenuBatchPhase>))]
public enum RichMenuBatchPhase
{
    /// <summary>A word this version doesn't know.</summary>
    Unknown,

    /// <summary>Under way.</summary>
    Ongoing,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Failed for some; repeat it with its resume key.</summary>
    Failed,
}

/// <summary>The state of a batch.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="AcceptedTime">When LINE took it.</param>
/// <param name="CompletedTime">When it ended; null before.</param>
public sealed record RichMenuBatchProgress(RichMenuBatchPhase Phase, DateTimeOffset AcceptedTime, DateTimeOffset? CompletedTime = null);
