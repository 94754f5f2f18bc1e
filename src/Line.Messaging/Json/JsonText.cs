using System.Runtime.InteropServices;
using System.Text.Json;

namespace Line.Messaging;

internal static class JsonText
{
    /// <summary>The value's own bytes, white space and all, apart from the document it stood in.</summary>
    public static byte[] Bytes(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();
}
