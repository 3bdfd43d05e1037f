using System.Net;
using System.Net.Sockets;

namespace KantanSim;

/// <summary>The server cannot listen on a URL: one line with the URL, the setting, the reason and what to do.</summary>
internal sealed class ListenException(ListenUrl url, string why, string remedy)
    : Exception($"Cannot listen on \"{url.Text}\" (setting {url.Setting}): {why}. {remedy}.")
{
    const int PortsTried = 20;
    const int FirstUnprivilegedPort = 8081;

    /// <summary>Finds the URL that a start has failed at. The failed server must have closed its own sockets.</summary>
    /// <param name="fault">What the start has failed with.</param>
    /// <returns>Null when every URL can be listened on, so that the reason is another one.</returns>
    public static ListenException? Find(IReadOnlyList<ListenUrl> urls, Exception fault)
    {
        foreach (var url in urls.Where(url => !url.IsUnixSocket))
            if (ErrorOf(url, url.Parsed.Port) is { } error) return new(url, Reason(error), Remedy(url, error.SocketErrorCode));
        if (fault.GetBaseException() is SocketException ofFile && urls.FirstOrDefault(url => url.IsUnixSocket) is { } file)
            return new(file, ofFile.Message, "Give the path of a file that does not exist yet, in a folder that can be written");
        return null;
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
        var free = Enumerable.Range(first, PortsTried).FirstOrDefault(one => one <= IPEndPoint.MaxPort && ErrorOf(url, one) is null);
        return $"Try another port: {url.Option(url.WithPort(free))}";
    }

    // localhost is both loopback addresses: one that is in use stops the start, one that the machine lacks does not.
    static SocketException? ErrorOf(ListenUrl url, int port)
    {
        var errors = Addresses(url).Select(address => ErrorOf(address, port)).ToList();
        var inUse = errors.Find(error => error?.SocketErrorCode == SocketError.AddressAlreadyInUse);
        return inUse ?? (errors.Contains(null) ? null : errors[0]);
    }

    static SocketException? ErrorOf(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // As the web server does: all addresses are those of IPv4 too.
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
        if (ListenUrls.IsLocalhost(url.Host)) return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        if (IPAddress.TryParse(url.Host, out var address)) return [address];
        return [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
    }
}
