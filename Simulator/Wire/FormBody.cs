using System.Buffers;
using System.Globalization;

namespace KantanSim.Wire;

/// <summary>A received field.</summary>
/// <param name="ByteLength">The length of the value in CP932 bytes, which the protocol's size limits refer to.</param>
internal readonly record struct FormField(string Name, string Value, int ByteLength);

/// <summary>Reads and writes form bodies of percent-encoded CP932.</summary>
internal static class FormBody
{
    /// <summary>The longest encoding of a byte, such as <c>%8F</c>.</summary>
    const int EscapedBytes = 3;

    static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    /// <summary>
    /// Reads <c>k=v&amp;k=v</c>. The bytes are split before they are decoded, so that the second byte of a character is never taken for a
    /// separator.
    /// </summary>
    public static List<FormField> Read(ReadOnlySpan<byte> body)
    {
        var fields = new List<FormField>();
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (!pair.IsEmpty) fields.Add(ParseField(pair));
        }
        return fields;
    }

    /// <summary>Reads one <c>k=v</c>.</summary>
    public static FormField ParseField(ReadOnlySpan<byte> pair)
    {
        var equals = pair.IndexOf((byte)'=');
        var name = Unescape(equals < 0 ? pair : pair[..equals]);
        var value = Unescape(equals < 0 ? [] : pair[(equals + 1)..]);
        return new(Cp932.Decode(name), Cp932.Decode(value), value.Length);
    }

    /// <summary>Writes a form with the percent-encoding of PHP's <c>urlencode</c>: a space becomes <c>+</c>.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var form = new ArrayBufferWriter<byte>(1_024);
        var plain = new ArrayBufferWriter<byte>();
        foreach (var (name, value) in fields)
        {
            if (form.WrittenCount > 0) form.Write("&"u8);
            Escape(name);
            form.Write("="u8);
            Escape(value);
        }
        return form.WrittenSpan.ToArray();

        void Escape(string text)
        {
            plain.ResetWrittenCount();
            Cp932.Encode(text, plain);
            FormBody.Escape(plain.WrittenSpan, form);
        }
    }

    static void Escape(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> form)
    {
        var buffer = form.GetSpan(bytes.Length * EscapedBytes);
        var length = 0;
        foreach (var value in bytes)
        {
            if (Unreserved.Contains(value)) buffer[length++] = value;
            else if (value == ' ') buffer[length++] = (byte)'+';
            else
            {
                buffer[length] = (byte)'%';
                value.TryFormat(buffer[(length + 1)..], out _, "X2", CultureInfo.InvariantCulture);
                length += EscapedBytes;
            }
        }
        form.Advance(length);
    }

    /// <summary>Decodes percent-encoding and <c>+</c>. A <c>%</c> that two hexadecimal digits do not follow stays as it is.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOfAny((byte)'%', (byte)'+') < 0) return raw;
        var plain = new byte[raw.Length];
        var length = 0;
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] == '%' && at + 2 < raw.Length && IsHex(raw[at + 1]) && IsHex(raw[at + 2]))
            {
                plain[length++] = (byte)((HexValue(raw[at + 1]) << 4) | HexValue(raw[at + 2]));
                at += 2;
            }
            else
            {
                plain[length++] = raw[at] == '+' ? (byte)' ' : raw[at];
            }
        }
        return plain.AsSpan(0, length);
    }

    static bool IsHex(byte digit) => char.IsAsciiHexDigit((char)digit);

    static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
