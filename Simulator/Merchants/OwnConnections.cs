using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KantanSim.Merchants;

/// <summary>
/// The connections that KantanSim itself has opened to merchants, by both of their ends. A notification URL that leads back to this server is
/// recognised by them: no header tells, because no byte of a notification may change. One end is not enough, because the system gives the
/// same local port to connections with different destinations.
/// </summary>
internal sealed class OwnConnections
{
    readonly ConcurrentDictionary<(IPEndPoint Client, IPEndPoint Server), byte> open = new();

    /// <summary>The stream of a connected socket; the connection counts as ours until the stream is disposed.</summary>
    public Stream Track(Socket socket, PostProgress? progress = null)
    {
        var ends = (Plain((IPEndPoint)socket.LocalEndPoint!), Plain((IPEndPoint)socket.RemoteEndPoint!));
        open[ends] = 0;
        return new TrackedStream(socket, progress, () => open.TryRemove(ends, out _));
    }

    /// <summary>Whether a request that this server receives has come over a connection of its own.</summary>
    public bool Has(ConnectionInfo connection) =>
        connection is { RemoteIpAddress: { } client, LocalIpAddress: { } server }
        && open.ContainsKey((Plain(new(client, connection.RemotePort)), Plain(new(server, connection.LocalPort))));

    // The two sides may differ in how they write an address: IPv4 in IPv6, and the scope of a link-local one.
    static IPEndPoint Plain(IPEndPoint end)
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
