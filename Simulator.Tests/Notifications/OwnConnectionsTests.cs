using System.Net;
using System.Net.Sockets;
using KantanSim.Merchants;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Notifications;

/// <summary>KantanSim's own connections are recognised by both end points.</summary>
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
    public void An_open_connection_is_recognised_until_its_stream_is_disposed(string address)
    {
        var accepted = Accepted(address, ClientPort, ServerPort);
        using (own.Track(socket)) Assert.True(own.Has(accepted));
        Assert.False(own.Has(accepted));
    }

    // The system gives one local port to connections with different destinations.
    [Fact]
    public void A_connection_with_only_one_known_end_point_is_not_recognised()
    {
        using var stream = own.Track(socket);
        Assert.False(own.Has(Accepted("127.0.0.1", ClientPort, ServerPort + 1)));
        Assert.False(own.Has(Accepted("127.0.0.1", ClientPort + 1, ServerPort)));
    }

    int ServerPort => ((IPEndPoint)server.LocalEndpoint).Port;

    int ClientPort => ((IPEndPoint)socket.LocalEndPoint!).Port;

    static ConnectionInfo Accepted(string address, int clientPort, int serverPort)
    {
        var connection = new DefaultHttpContext().Connection;
        connection.RemoteIpAddress = IPAddress.Parse(address);
        connection.RemotePort = clientPort;
        connection.LocalIpAddress = IPAddress.Parse(address);
        connection.LocalPort = serverPort;
        return connection;
    }
}
