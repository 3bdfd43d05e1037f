using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace KantanSim.Bench;

/// <summary>Reads HTTP/1.1 messages from a connection, one after the other, and makes nothing of them that is not asked for.</summary>
internal sealed class HttpMessageReader(Socket socket)
{
    readonly byte[] buffer = new byte[65_536];
    int filled;
    int headLength;
    int bodyLength;
    bool isChunked;

    /// <summary>The first line and the headers of the message that was read last.</summary>
    public ReadOnlySpan<byte> Head => buffer.AsSpan(0, headLength);

    /// <summary>What followed; of a body in pieces, without what stands between these.</summary>
    public string Body => isChunked ? Joined(buffer.AsSpan(headLength, bodyLength)) : Encoding.UTF8.GetString(buffer, headLength, bodyLength);

    /// <summary>Reads the next message; false when there is none, because the other side has hung up.</summary>
    /// <exception cref="IOException">It hung up in the middle of one.</exception>
    public async ValueTask<bool> Next()
    {
        (filled, bodyLength) = (0, 0);
        while ((headLength = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) + 4) < 4)
            if (!await More()) return filled == 0 ? false : throw new IOException("The other side hung up.");
        isChunked = !Header("Transfer-Encoding"u8).IsEmpty;
        while ((bodyLength = Length()) < 0)
            if (!await More()) throw new IOException("The other side hung up.");
        return true;
    }

    /// <summary>A header's value, or nothing.</summary>
    public ReadOnlySpan<byte> Header(ReadOnlySpan<byte> name)
    {
        foreach (var line in MemoryExtensions.Split(Head, "\r\n"u8))
            if (Head[line] is var text && text.Length > name.Length && text[name.Length] == ':' && Ascii.EqualsIgnoreCase(text[..name.Length], name)) return text[(name.Length + 1)..].Trim((byte)' ');
        return [];
    }

    // Below 0 while it is not whole.
    int Length()
    {
        var come = filled - headLength;
        if (isChunked) return buffer.AsSpan(headLength, come).EndsWith("0\r\n\r\n"u8) ? come : -1;
        var length = Utf8Parser.TryParse(Header("Content-Length"u8), out int said, out _) ? said : 0;
        return come >= length ? length : -1;
    }

    async ValueTask<bool> More()
    {
        var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
        filled += read;
        return read > 0;
    }

    static string Joined(ReadOnlySpan<byte> pieces)
    {
        var body = new StringBuilder();
        while (Utf8Parser.TryParse(pieces, out int length, out var digits, 'x') && length > 0)
        {
            body.Append(Encoding.UTF8.GetString(pieces.Slice(digits + 2, length)));
            pieces = pieces[(digits + 2 + length + 2)..];
        }
        return body.ToString();
    }
}
