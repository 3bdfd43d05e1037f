using System.Buffers;
using System.Globalization;
using System.Text;
using KantanSim.Wire;

namespace KantanSim.Traffic;

/// <summary>Bodies byte by byte, for showing: what is not printable ASCII is written <c>\xNN</c>.</summary>
internal static class BodyFormatter
{
    /// <summary>How many bytes are shown; the rest is counted.</summary>
    public const int Shown = 4_096;

    static readonly SearchValues<byte> FirstOfForm = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_%+&="u8);

    /// <summary>A form, or an answer, whose secrets are masked.</summary>
    public static string Escape(ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder();
        foreach (var one in body[..Math.Min(body.Length, Shown)])
        {
            if (one is >= 0x20 and < 0x7F) text.Append((char)one);
            else text.Append("\\x").Append(one.ToString("X2", CultureInfo.InvariantCulture));
        }
        if (body.Length > Shown) text.Append(CultureInfo.InvariantCulture, $" … {body.Length - Shown} more bytes");
        return text.ToString();
    }

    /// <summary>A form of masked fields. Its stars are not percent-encoded, as they need not be.</summary>
    public static byte[] Form(IEnumerable<KeyValuePair<string, string>> masked) =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(FormBody.Write(masked)).Replace("%2A", "*", StringComparison.Ordinal));

    /// <summary>Whether a body is <c>name=value</c> pairs, and no JSON, XML, multipart or lines of text.</summary>
    public static bool IsForm(ReadOnlySpan<byte> body)
    {
        var text = body.TrimEnd("\r\n"u8);
        return text.IsEmpty || (FirstOfForm.Contains(text[0]) && text.Contains((byte)'=') && !text.ContainsAnyInRange((byte)0, (byte)0x1F));
    }
}
