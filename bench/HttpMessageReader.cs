using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace KantanSim.Bench;

/// <summary>Reads HTTP/1.1 messages of up to 64 KiB from a connection. It decodes only what is asked for, to use little CPU time.</summary>
internal sealed class HttpMessageReader(Socket socket)
{
    readonly byte[] buffer = new byte[65_536];
    int filled;
    int headLength;
    int bodyLength;
    bool isChunked;

    /// <summary>The start line and the headers of the last message.</summary>
    public ReadOnlySpan<byte> Head => buffer.AsSpan(0, headLength);

    /// <summary>The decoded body of the last message.</summary>
    public string Body =>
        isChunked
            ? JoinChunks(buffer.AsSpan(headLength, bodyLength))
            : Encoding.UTF8.GetString(buffer, headLength, bodyLength);

    /// <summary>Reads the next message.</summary>
    /// <returns>False when the peer has closed the connection.</returns>
    /// <exception cref="IOException">The peer closed the connection within a message.</exception>
    public async ValueTask<bool> Next()
    {
        filled = 0;
        headLength = 0;
        bodyLength = 0;
        while (headLength == 0)
        {
            if (!await Receive()) return filled == 0 ? false : throw new IOException("The peer closed the connection.");
            headLength = FindHead();
        }
        isChunked = !Header("Transfer-Encoding"u8).IsEmpty;
        while ((bodyLength = FindBody()) < 0)
            if (!await Receive()) throw new IOException("The peer closed the connection.");
        return true;
    }

    /// <summary>The value of a header; empty when it is missing.</summary>
    public ReadOnlySpan<byte> Header(ReadOnlySpan<byte> name)
    {
        foreach (var range in MemoryExtensions.Split(Head, "\r\n"u8))
        {
            var line = Head[range];
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
                return line[(name.Length + 1)..].Trim((byte)' ');
        }
        return [];
    }

    // The length of the head with the empty line; 0 while it is incomplete.
    int FindHead()
    {
        var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        return end < 0 ? 0 : end + 4;
    }

    // The length of the body; -1 while it is incomplete.
    int FindBody()
    {
        var received = filled - headLength;
        if (isChunked) return buffer.AsSpan(headLength, received).EndsWith("0\r\n\r\n"u8) ? received : -1;
        var length = Utf8Parser.TryParse(Header("Content-Length"u8), out int value, out _) ? value : 0;
        return received >= length ? length : -1;
    }

    async ValueTask<bool> Receive()
    {
        var received = await socket.ReceiveAsync(buffer.AsMemory(filled));
        filled += received;
        return received > 0;
    }

    static string JoinChunks(ReadOnlySpan<byte> chunks)
    {
        var body = new StringBuilder();
        while (Utf8Parser.TryParse(chunks, out int length, out var digits, 'x') && length > 0)
        {
            body.Append(Encoding.UTF8.GetString(chunks.Slice(digits + 2, length)));
            chunks = chunks[(digits + 2 + length + 2)..];
        }
        return body.ToString();
    }
}
