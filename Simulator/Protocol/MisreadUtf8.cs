using System.Text;
using System.Text.Unicode;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>
/// Repairs text that was sent as UTF-8 and decoded as CP932. In such text a two-byte character of CP932 can include the ASCII letter that
/// follows, which hides the name of a secret.
/// </summary>
internal static class MisreadUtf8
{
    /// <summary>The text decoded as UTF-8; null when it is ASCII or its bytes are not valid UTF-8.</summary>
    public static string? Of(string text)
    {
        if (Ascii.IsValid(text)) return null;
        var bytes = Cp932.Encode(text);
        return Utf8.IsValid(bytes) && !Ascii.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }
}
