using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KantanSim.Merchants;

/// <summary>
/// The open connections from KantanSim to merchants, by both end points. With them the server recognises a notification that it sent to
/// itself. A header cannot mark it, because the bytes of a notification must not change. One end point is not enough, because the system
/// gives the same local port to connections with different destinations.
/// </summary>
internal sealed class OwnConnections
{
    readonly ConcurrentDictionary<(IPEndPoint Client, IPEndPoint Server), byte> open = new();

    /// <summary>Registers a connected socket until the returned stream is disposed.</summary>
    public Stream Track(Socket socket, PostProgress? progress = null)
    {
        var ends = (Normalize((IPEndPoint)socket.LocalEndPoint!), Normalize((IPEndPoint)socket.RemoteEndPoint!));
        open[ends] = 0;
        return new TrackedStream(socket, progress, () => open.TryRemove(ends, out _));
    }

    /// <summary>Whether a connection that this server accepted is one of KantanSim's own.</summary>
    public bool Has(ConnectionInfo connection)
    {
        if (connection is not { RemoteIpAddress: { } client, LocalIpAddress: { } server }) return false;
        var ends = (Normalize(new(client, connection.RemotePort)), Normalize(new(server, connection.LocalPort)));
        return open.ContainsKey(ends);
    }

    // The two sides may represent the same address differently: IPv4-mapped IPv6, and with the scope of a link-local address.
    static IPEndPoint Normalize(IPEndPoint end)
    {
        var address = end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address;
        return new(new IPAddress(address.GetAddressBytes()), end.Port);
    }

    sealed class TrackedStream(Socket socket, PostProgress? progress, Action closing) : SniffedStream(socket, progress)
    {
        protected override void Dispose(bool disposing)
        {
            closing();
            base.Dispose(disposing);
        }
    }
}
