using System.Globalization;

namespace Line.Messaging;

/// <summary>Asks for a day, a time of day, or both, and sends the choice as a <see cref="PostbackEvent"/>. No time zone is involved.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#datetime-picker-action"/>
public sealed record DatetimePickerAction() : LineAction("datetimepicker")
{
    private const string DateForm = "yyyy-MM-dd";
    private const string TimeForm = "HH:mm";
    private const string DateTimeForm = "yyyy-MM-dd'T'HH:mm";

    /// <summary>What the bot gets beside the choice; at most 300 UTF-16 units.</summary>
    public required string Data { get; init; }

    /// <summary><c>date</c>, <c>time</c> or <c>datetime</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The value at first: <c>yyyy-MM-dd</c>, <c>HH:mm</c> or <c>yyyy-MM-ddTHH:mm</c> by mode.</summary>
    public string? Initial { get; init; }

    /// <summary>The latest value, greater than <see cref="Min"/>; 2100-12-31 at most.</summary>
    public string? Max { get; init; }

    /// <summary>The earliest value; 1900-01-01 at least.</summary>
    public string? Min { get; init; }

    internal static DatetimePickerAction ForDate(string label, string data, DateOnly? initial, DateOnly? min, DateOnly? max) => new()
    {
        Label = label,
        Data = data,
        Mode = "date",
        Initial = initial?.ToString(DateForm, CultureInfo.InvariantCulture),
        Min = min?.ToString(DateForm, CultureInfo.InvariantCulture),
        Max = max?.ToString(DateForm, CultureInfo.InvariantCulture),
    };

    internal static DatetimePickerAction ForTime(string label, string data, TimeOnly? initial, TimeOnly? min, TimeOnly? max) => new()
    {
        Label = label,
        Data = data,
        Mode = "time",
        Initial = initial?.ToString(TimeForm, CultureInfo.InvariantCulture),
        Min = min?.ToString(TimeForm, CultureInfo.InvariantCulture),
        Max = max?.ToString(TimeForm, CultureInfo.InvariantCulture),
    };

    internal static DatetimePickerAction ForDateTime(string label, string data, DateTime? initial, DateTime? min, DateTime? max) => new()
    {
        Label = label,
        Data = data,
        Mode = "datetime",
        Initial = initial?.ToString(DateTimeForm, CultureInfo.InvariantCulture),
        Min = min?.ToString(DateTimeForm, CultureInfo.InvariantCulture),
        Max = max?.ToString(DateTimeForm, CultureInfo.InvariantCulture),
    };
}
