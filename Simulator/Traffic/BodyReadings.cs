using System.Text;
using System.Text.Unicode;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Traffic;

/// <summary>Tells in which character set a form was sent.</summary>
internal static class BodyReadings
{
    /// <param name="body">A form, percent-encoded.</param>
    public static BodyReading Of(byte[] body)
    {
        // Nearly all bodies are plain ASCII.
        if (body.AsSpan().IndexOf((byte)'%') < 0 && Ascii.IsValid(body)) return BodyReading.Ascii;
        var bytes = FormBody.Unescape(body).ToArray();
        if (Ascii.IsValid(bytes)) return BodyReading.Ascii;
        var text = Cp932.Decode(bytes);
        // Half-width katakana are single bytes in CP932, and two of them can be a character in UTF-8.
        var isKana = text.All(one => char.IsAscii(one) || one is >= '｡' and <= 'ﾟ');
        if (Utf8.IsValid(bytes) && !isKana) return BodyReading.Utf8;
        return text.Contains(Cp932.Invalid) ? BodyReading.Invalid : BodyReading.Cp932;
    }
}
