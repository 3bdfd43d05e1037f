using System.Buffers;

namespace KantanSim.Wire;

/// <summary>
/// The body of the gateway's responses: <c>k=v&amp;k=v</c> in raw CP932, without percent-encoding or a final newline.
/// </summary>
internal static class ResponseBody
{
    /// <summary>The exact header value: no space after the semicolon.</summary>
    public const string ContentType = "text/plain;charset=Windows-31J";

    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var (name, value) in fields)
        {
            if (body.WrittenCount > 0) body.Write("&"u8);
            Cp932.Encode(name, body);
            body.Write("="u8);
            Cp932.Encode(value, body);
        }
        return body.WrittenSpan.ToArray();
    }

    /// <summary>Parses a body as the official client does: split at <c>&amp;</c>, then at the first <c>=</c>, without decoding.</summary>
    public static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> body)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var pair in Cp932.Decode(body).TrimEnd('\r', '\n').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            fields.Add(equals < 0 ? new(pair, "") : new(pair[..equals], pair[(equals + 1)..]));
        }
        return fields;
    }
}
