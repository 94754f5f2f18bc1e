using System.Collections;

namespace Line.Messaging.Tests;

/// <summary>An object of the library and all that it holds.</summary>
internal static class ObjectGraph
{
    public static IEnumerable<LineObject> Of(object? value) => value switch
    {
        LineObject part => [part, .. part.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0 && property.Name is not ("AdditionalProperties" or "Raw" or "RawJson"))
            .SelectMany(property => Of(property.GetValue(part)))],
        string => [],
        IEnumerable items => items.Cast<object>().SelectMany(Of),
        _ => [],
    };
}
