using System.Text;
using System.Text.Unicode;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>
/// Text that was sent as UTF-8 and read as CP932, the wire's character set: a two-byte character of CP932 can swallow the letter that follows.
/// </summary>
internal static class MisreadUtf8
{
    /// <summary>The text as it was meant; null when it is ASCII, or no UTF-8.</summary>
    public static string? Of(string text)
    {
        if (Ascii.IsValid(text)) return null;
        var bytes = Cp932.Encode(text);
        return Utf8.IsValid(bytes) && !Ascii.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }
}
