using System.Runtime.InteropServices;
using System.Text.Json;

namespace Line.Messaging;

internal static class JsonText
{
    /// <summary>The value's own bytes, white space and all, apart from the document it stood in.</summary>
    public static byte[] Bytes(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();

    /// <summary>Whether two values mean the same: white space, escapes and the order of properties do not count.</summary>
    public static bool Same(JsonElement one, JsonElement other)
    {
        if (JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other)))
            return true;
        try
        {
            return JsonElement.DeepEquals(one, other);
        }
        catch (InvalidOperationException)
        {
            // A string in it is not UTF-8, so it means nothing that could be compared.
            return false;
        }
    }
}
