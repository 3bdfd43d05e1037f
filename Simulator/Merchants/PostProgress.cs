using System.Net.Sockets;

namespace KantanSim.Merchants;

/// <summary>The progress of a POST to a merchant. When it fails, the progress tells the reason.</summary>
internal sealed class PostProgress(Uri url)
{
    public static readonly HttpRequestOptionsKey<PostProgress> Key = new(nameof(PostProgress));

    public Uri Url => url;

    /// <summary>Host and port of the URL, such as <c>shop.localhost:3000</c>.</summary>
    public string HostAndPort => $"{url.Host}:{url.Port}";

    /// <summary>Whether a connection was opened for this request; false when a pooled one was used.</summary>
    public bool IsConnected { get; set; }

    /// <summary>Whether the body was sent.</summary>
    public bool IsSent { get; set; }

    /// <summary>Null until the headers of the answer have arrived.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>The first bytes received over the connection, before TLS.</summary>
    public byte[] FirstBytes { get; set; } = [];
}

/// <summary>A network stream that copies the first bytes it reads.</summary>
internal class SniffedStream(Socket socket, PostProgress? progress) : NetworkStream(socket, ownsSocket: true)
{
    // Enough to read the version in the first message of a TLS server.
    const int MaxFirstBytes = 16;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        if (progress is { FirstBytes.Length: < MaxFirstBytes } && count > 0)
        {
            var more = Math.Min(count, MaxFirstBytes - progress.FirstBytes.Length);
            progress.FirstBytes = [.. progress.FirstBytes, .. buffer.Span[..more]];
        }
        return count;
    }
}
