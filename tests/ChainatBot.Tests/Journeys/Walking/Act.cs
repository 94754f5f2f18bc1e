namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>One thing that a person did.</summary>
public abstract record Act
{
    private Act() { }

    /// <summary>What the bot's answer is found by: LINE's id of the message, or the data of the button. Null: nothing is to be answered.</summary>
    public virtual string? Key => null;

    /// <param name="Means">What the person means by it for the question that is open: a choice's value, a number, a day. Null: nothing.</param>
    /// <param name="IsSentence">A whole sentence about the tambon, numbered so that it is like no other.</param>
    public sealed record Said(string ItemId, string Text, string? Means = null, bool IsSentence = false) : Act
    {
        public override string? Key => ItemId;
    }

    /// <param name="Kind">audio, image or location.</param>
    /// <param name="Set">Photos sent together.</param>
    public sealed record Sent(string ItemId, string Kind, string? Set = null) : Act
    {
        public override string? Key => ItemId;
    }

    /// <param name="Picked">The day that was picked.</param>
    public sealed record Tapped(Button Button, string? Picked = null) : Act
    {
        public override string? Key => Button.Data!.ToString();
    }

    /// <summary>A sticker, a film, a file.</summary>
    public sealed record Other(string ItemId) : Act
    {
        public override string? Key => ItemId;
    }

    public sealed record Followed : Act
    {
        public override string? Key => "follow";
    }

    public sealed record Unsent(string ItemId) : Act;

    public sealed record Blocked : Act;
}
