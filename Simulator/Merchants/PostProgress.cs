using System.Net.Sockets;

namespace KantanSim.Merchants;

/// <summary>How far a post to a merchant has come: where it ends tells why.</summary>
internal sealed class PostProgress(Uri url)
{
    public static readonly HttpRequestOptionsKey<PostProgress> Key = new(nameof(PostProgress));

    public Uri Url => url;

    /// <summary>Host and port as the URL has them, such as <c>shop.localhost:3000</c>.</summary>
    public string HostAndPort => $"{url.Host}:{url.Port}";

    /// <summary>A connection was opened for it. One that was open before is not opened again.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Its body was sent.</summary>
    public bool IsSent { get; set; }

    /// <summary>The head of the answer came.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>The first bytes that came over the connection, before TLS has read them.</summary>
    public byte[] First { get; set; } = [];
}

/// <summary>A connection that shows its first bytes.</summary>
internal class SniffedStream(Socket socket, PostProgress? progress) : NetworkStream(socket, ownsSocket: true)
{
    /// <summary>What tells the version of a TLS server's first message.</summary>
    const int Kept = 16;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        if (progress is { First.Length: < Kept } && count > 0)
            progress.First = [.. progress.First, .. buffer.Span[..Math.Min(count, Kept - progress.First.Length)]];
        return count;
    }
}
