using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KantanSim.Notifications;

/// <summary>
/// The connections that KantanSim itself has opened to merchants, by their local address and port. A notification URL that leads back to
/// this server is known by them: no header tells, because no byte of a notification may change.
/// </summary>
internal sealed class OwnConnections
{
    readonly ConcurrentDictionary<IPEndPoint, byte> open = new();

    /// <summary>The stream of a connected socket; the connection counts as ours until the stream is disposed.</summary>
    public Stream Track(Socket socket)
    {
        var local = Plain((IPEndPoint)socket.LocalEndPoint!);
        open[local] = 0;
        return new TrackedStream(socket, () => open.TryRemove(local, out _));
    }

    /// <summary>Whether a request that this server receives has come over a connection of its own.</summary>
    public bool Has(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } address && open.ContainsKey(Plain(new(address, connection.RemotePort)));

    static IPEndPoint Plain(IPEndPoint point) =>
        point.Address.IsIPv4MappedToIPv6 ? new(point.Address.MapToIPv4(), point.Port) : new(IPAddress.Parse($"{point.Address}".Split('%')[0]), point.Port);

    sealed class TrackedStream(Socket socket, Action closing) : NetworkStream(socket, ownsSocket: true)
    {
        protected override void Dispose(bool disposing)
        {
            closing();
            base.Dispose(disposing);
        }
    }
}
