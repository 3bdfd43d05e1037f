using System.Buffers;
using System.Globalization;
using System.Text;
using KantanSim.Wire;

namespace KantanSim.Traffic;

/// <summary>Formats bodies for display, byte by byte.</summary>
internal static class BodyFormatter
{
    /// <summary>Maximum number of bytes that are shown; the rest is counted.</summary>
    public const int Shown = 4_096;

    // What the first name of a form may begin with.
    static readonly SearchValues<byte> FormStart =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_%+&="u8);

    /// <summary>Writes bytes that are not printable ASCII as <c>\xNN</c>.</summary>
    /// <param name="body">A form or an answer, with its secrets masked.</param>
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

    /// <summary>Writes masked fields as a form. The asterisks of the mask are not percent-encoded, which a form permits.</summary>
    public static byte[] Form(IEnumerable<KeyValuePair<string, string>> masked) =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(FormBody.Write(masked)).Replace("%2A", "*", StringComparison.Ordinal));

    /// <summary>Whether a body consists of <c>name=value</c> pairs, and not of JSON, XML, multipart parts or lines of text.</summary>
    public static bool IsForm(ReadOnlySpan<byte> body)
    {
        var text = body.TrimEnd("\r\n"u8);
        if (text.IsEmpty) return true;
        return FormStart.Contains(text[0]) && text.Contains((byte)'=') && !text.ContainsAnyInRange((byte)0, (byte)0x1F);
    }
}
