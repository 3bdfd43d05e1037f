using System.Buffers;
using System.Globalization;

namespace KantanSim.Wire;

/// <summary>One field as it came: its text, and its length in CP932 bytes, which is what the protocol's limits count.</summary>
internal readonly record struct FormField(string Name, string Value, int ByteLength);

/// <summary>Form bodies whose percent-encoding hides CP932 bytes, in both directions (protocol.md 1.1).</summary>
internal static class FormBody
{
    /// <summary>What a byte becomes at most: <c>%8F</c>.</summary>
    const int EscapedBytes = 3;

    static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    /// <summary>Reads <c>k=v&amp;k=v</c>. It splits bytes before it decodes, so the second byte of a character is never taken for a separator.</summary>
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

    /// <summary>Writes the form of a request, percent-encoded as PHP's <c>urlencode</c> does: a space becomes <c>+</c>.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var (form, plain) = (new ArrayBufferWriter<byte>(1_024), new ArrayBufferWriter<byte>());
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
        var room = form.GetSpan(bytes.Length * EscapedBytes);
        var length = 0;
        foreach (var b in bytes)
        {
            if (Unreserved.Contains(b)) room[length++] = b;
            else if (b == ' ') room[length++] = (byte)'+';
            else
            {
                room[length] = (byte)'%';
                b.TryFormat(room[(length + 1)..], out _, "X2", CultureInfo.InvariantCulture);
                length += EscapedBytes;
            }
        }
        form.Advance(length);
    }

    /// <summary>Undoes percent-encoding; <c>+</c> is a space. A <c>%</c> without two hexadecimal digits stays.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
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
