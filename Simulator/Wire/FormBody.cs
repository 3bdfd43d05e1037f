using System.Buffers;
using System.Globalization;
using System.Text;

namespace KantanSim.Wire;

/// <summary>One field as it came: its text, and its length in CP932 bytes, which is what the protocol's limits count.</summary>
internal readonly record struct FormField(string Name, string Value, int ByteLength);

/// <summary>Form bodies whose percent-encoding hides CP932 bytes, in both directions (protocol.md 1.1).</summary>
internal static class FormBody
{
    static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    /// <summary>Reads <c>k=v&amp;k=v</c>. It splits bytes before it decodes, so the second byte of a character is never taken for a separator.</summary>
    public static List<FormField> Read(ReadOnlySpan<byte> body)
    {
        var fields = new List<FormField>();
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            var name = Unescape(equals < 0 ? pair : pair[..equals]);
            var value = Unescape(equals < 0 ? [] : pair[(equals + 1)..]);
            fields.Add(new(Cp932.Decode(name), Cp932.Decode(value), value.Length));
        }
        return fields;
    }

    /// <summary>Writes the form of a request, percent-encoded as PHP's <c>urlencode</c> does: a space becomes <c>+</c>.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            if (text.Length > 0) text.Append('&');
            Escape(text, name);
            text.Append('=');
            Escape(text, value);
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    static void Escape(StringBuilder text, string value)
    {
        foreach (var b in Cp932.Encode(value))
        {
            if (Unreserved.Contains(b)) text.Append((char)b);
            else if (b == ' ') text.Append('+');
            else text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
    }

    static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOfAny((byte)'%', (byte)'+') < 0) return raw;
        var plain = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '%' && i + 2 < raw.Length && IsHex(raw[i + 1]) && IsHex(raw[i + 2]))
            {
                plain[length++] = (byte)((HexValue(raw[i + 1]) << 4) | HexValue(raw[i + 2]));
                i += 2;
            }
            else
            {
                plain[length++] = raw[i] == '+' ? (byte)' ' : raw[i];
            }
        }
        return plain.AsSpan(0, length);
    }

    static bool IsHex(byte b) => char.IsAsciiHexDigit((char)b);

    static int HexValue(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
}
