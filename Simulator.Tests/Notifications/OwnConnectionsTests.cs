using System.Net;
using System.Net.Sockets;
using KantanSim.Merchants;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Notifications;

/// <summary>A connection of our own is known by both of its ends.</summary>
public sealed class OwnConnectionsTests : IDisposable
{
    readonly OwnConnections own = new();
    readonly TcpListener server = new(IPAddress.Loopback, 0);
    readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);

    public OwnConnectionsTests()
    {
        server.Start();
        socket.Connect(IPAddress.Loopback, ServerPort);
    }

    public void Dispose()
    {
        socket.Dispose();
        server.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    public void Open_connection_is_recognised_until_its_stream_is_disposed(string address)
    {
        var received = Received(address, ClientPort, ServerPort);
        using (own.Track(socket)) Assert.True(own.Has(received));
        Assert.False(own.Has(received));
    }

    // The system gives one local port to connections with different destinations.
    [Fact]
    public void Connection_to_another_port_from_the_same_local_port_is_not_recognised()
    {
        using var stream = own.Track(socket);
        Assert.False(own.Has(Received("127.0.0.1", ClientPort, ServerPort + 1)));
        Assert.False(own.Has(Received("127.0.0.1", ClientPort + 1, ServerPort)));
    }

    int ServerPort => ((IPEndPoint)server.LocalEndpoint).Port;

    int ClientPort => ((IPEndPoint)socket.LocalEndPoint!).Port;

    static ConnectionInfo Received(string address, int from, int at)
    {
        var connection = new DefaultHttpContext().Connection;
        (connection.RemoteIpAddress, connection.RemotePort) = (IPAddress.Parse(address), from);
        (connection.LocalIpAddress, connection.LocalPort) = (IPAddress.Parse(address), at);
        return connection;
    }
}
