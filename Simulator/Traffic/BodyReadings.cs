using System.Text;
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
        if (Utf8Text.IsPlausible(bytes)) return BodyReading.Utf8;
        return Cp932.Decode(bytes).Contains(Cp932.Invalid) ? BodyReading.Invalid : BodyReading.Cp932;
    }
}
