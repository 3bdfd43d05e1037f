using System.Text;
using System.Text.Unicode;
using KantanSim.Wire;

namespace KantanSim.Merchants;

/// <summary>
/// Decodes the body of a merchant's answer: by the charset of its header if it is one that Japanese shops use; else UTF-8 if the bytes are
/// valid; else CP932. In each of them the body <c>0</c> is the one byte 0x30.
/// </summary>
internal static class MerchantText
{
    const int MaxUtf8Length = 4;

    /// <param name="charset">As the header has it, maybe in quotation marks; null for none.</param>
    /// <param name="body">The beginning of the body: its last character may be cut.</param>
    public static string Decode(string? charset, ReadOnlySpan<byte> body) => charset?.Trim('"', '\'', ' ').ToLowerInvariant() switch
    {
        "utf-8" or "utf8" => Encoding.UTF8.GetString(body),
        "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "windows-31j" or "cp932" or "ms932" => Cp932.Decode(body),
        "euc-jp" => EucJp.Decode(body),
        _ => IsUtf8(body) ? Encoding.UTF8.GetString(body) : Cp932.Decode(body),
    };

    static bool IsUtf8(ReadOnlySpan<byte> body)
    {
        if (Utf8.IsValid(body)) return true;
        if (body.Length < MerchantClient.MaxResponseBytes) return false;
        for (var cut = 1; cut < MaxUtf8Length; cut++)
            if (Utf8.IsValid(body[..^cut])) return true;
        return false;
    }
}
