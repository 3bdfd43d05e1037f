#pragma warning disable format // aligned tables
using System.Net;
using System.Net.Sockets;

namespace KantanSim.Configuration;

/// <summary>The server cannot listen on a URL. The message is one line with the URL, its setting, the reason and what to try.</summary>
internal sealed class ListenException(ListenUrl url, string why, string remedy, Exception? inner = null)
    : Exception($"Cannot listen on \"{url.Text}\" (setting {url.Setting}): {why}. {remedy}.", inner)
{
    const int MaxPortsTried = 20;
    const int FirstUnprivilegedPort = 8081;

    /// <summary>
    /// Finds the URL that made the start fail, by binding each one again. The failed server must have closed its sockets.
    /// </summary>
    /// <param name="fault">The exception of the start.</param>
    /// <returns>Null when all URLs can be listened on.</returns>
    public static ListenException? Find(IReadOnlyList<ListenUrl> urls, Exception fault)
    {
        if (fault is not (IOException or SocketException)) return null;
        foreach (var url in urls.Where(url => !url.IsFile))
            if (TryBind(url, url.Parsed.Port) is { } error) return new(url, Reason(error), Remedy(url, error.SocketErrorCode), fault);
        if (fault.GetBaseException() is not SocketException socketError) return null;
        if (urls.FirstOrDefault(url => url.IsFile) is { } file)
            return new(file, socketError.Message, "Remove the file, or use another path in a writable folder", fault);
        // Every port is free now, so two URLs of this server must have collided.
        return urls.Count > 1 ? new(urls[^1], "two of the URLs use the same port", "Use a different port for each", fault) : null;
    }

    static string Reason(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another program",
        SocketError.AccessDenied        => "this user may not listen on the port",
        SocketError.AddressNotAvailable => "it is not an address of this machine",
        _                               => error.Message,
    };

    static string Remedy(ListenUrl url, SocketError error)
    {
        var port = url.Parsed.Port;
        if (error == SocketError.AddressNotAvailable) return $"Try {url.Option($"{url.Scheme}://127.0.0.1:{port}")}";
        var first = error == SocketError.AccessDenied ? FirstUnprivilegedPort : port + 1;
        // Ports below the given one are tried when none above it is free.
        var ports = Enumerable.Range(first, MaxPortsTried).Concat(Enumerable.Range(port - MaxPortsTried, MaxPortsTried).Reverse());
        var free = ports.FirstOrDefault(candidate => candidate is > 0 and <= IPEndPoint.MaxPort && TryBind(url, candidate) is null);
        return free == 0 ? "Try another port" : $"Try another port: {url.Option(url.WithPort(free))}";
    }

    // For localhost Kestrel binds 127.0.0.1 and ::1. It fails when either is in use, but ignores an address that the machine lacks.
    static SocketException? TryBind(ListenUrl url, int port)
    {
        var errors = Addresses(url).Select(address => TryBind(address, port)).ToList();
        var inUse = errors.Find(error => error?.SocketErrorCode == SocketError.AddressAlreadyInUse);
        return inUse ?? (errors.Contains(null) ? null : errors[0]);
    }

    static SocketException? TryBind(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // As Kestrel does: bind :: in dual-stack mode.
            if (address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return null;
        }
        catch (SocketException error)
        {
            return error;
        }
    }

    static IPAddress[] Addresses(ListenUrl url)
    {
        if (ListenUrls.IsLocalhost(url.Host)) return ListenUrls.LocalhostAddresses;
        if (IPAddress.TryParse(url.Host, out var address)) return [address];
        return [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
    }
}
