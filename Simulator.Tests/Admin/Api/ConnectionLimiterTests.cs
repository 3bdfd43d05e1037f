using System.Net;
using KantanSim.Tests.Infrastructure;
using KantanSim.Web;
using Microsoft.AspNetCore.Connections;

namespace KantanSim.Tests.Admin.Api;

/// <summary>A client that holds very many connections does not lock out clients on this machine.</summary>
public sealed class ConnectionLimiterTests
{
    const string Remote = "192.0.2.1";

    // Two connections for all clients, one for loopback only.
    readonly ConnectionLimiter limiter = new() { Max = 3, Reserved = 1 };

    [Fact]
    public void Remote_connection_is_refused_when_only_reserved_ones_are_left()
    {
        Busy(Remote);
        Assert.False(Busy(Remote).IsAborted);
        Assert.True(Open(Remote).IsAborted);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData(null)]
    public void Local_connection_is_accepted_when_only_reserved_ones_are_left(string? address)
    {
        Busy(Remote);
        Busy(Remote);
        Assert.False(Open(address).IsAborted);
    }

    [Fact]
    public void Remote_connection_is_accepted_after_another_has_ended()
    {
        Busy(Remote).Ended.SetResult();
        Busy(Remote);
        Assert.False(Busy(Remote).IsAborted);
    }

    [Fact]
    public void New_connection_closes_an_idle_one_when_the_server_is_full()
    {
        var first = Open(Remote);
        var second = Busy(Remote);
        Assert.False(Open(Remote).IsAborted);
        Assert.Equal((true, false), (first.IsAborted, second.IsAborted));
    }

    [Fact]
    public void Idle_connection_is_kept_while_the_server_is_not_full()
    {
        var first = Open(Remote);
        Open(Remote);
        Assert.False(first.IsAborted);
    }

    [Fact]
    public void Connection_is_idle_again_after_its_request()
    {
        var first = Busy(Remote);
        Busy(Remote);
        first.Features.Get<OpenConnection>()!.End();
        Assert.False(Open(Remote).IsAborted);
        Assert.True(first.IsAborted);
    }

    [Fact]
    public void Local_connection_is_not_closed_for_a_remote_one()
    {
        var local = Open("127.0.0.1");
        Busy(Remote);
        Assert.True(Open(Remote).IsAborted);
        Assert.False(local.IsAborted);
    }

    [Fact]
    public void Local_connection_closes_an_idle_local_one_when_the_server_is_full()
    {
        var first = Open("127.0.0.1");
        Open("127.0.0.1");
        Assert.False(Open("127.0.0.1").IsAborted);
        Assert.True(first.IsAborted);
    }

    [Fact]
    public async Task Operator_is_served_when_idle_connections_fill_the_server()
    {
        await using var simulated = await SimulatorFixture.Start();
        var limits = simulated.GetService<ConnectionLimiter>();
        limits.Max = 2;
        limits.Reserved = 1;
        using var idle = await RawHttp.Send(simulated.Url, "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 200", await RawHttp.FirstLine(idle), StringComparison.Ordinal);
        var closed = IsClosed(idle.GetStream());
        // The answer may arrive before the server has ended the request: then the connection is not idle yet.
        while (!closed.IsCompleted)
        {
            var answer = await RawHttp.Answer(simulated.Url, "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        }
        Assert.True(await closed);
    }

    FakeConnection Busy(string? address)
    {
        var connection = Open(address);
        connection.Features.Get<OpenConnection>()?.Begin();
        return connection;
    }

    FakeConnection Open(string? address)
    {
        var connection = new FakeConnection { RemoteEndPoint = address is null ? null : new IPEndPoint(IPAddress.Parse(address), 50_000) };
        _ = limiter.Pass(connection, _ => connection.Ended.Task);
        return connection;
    }

    // Bytes that were sent before the close can still be read.
    static async Task<bool> IsClosed(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(new byte[1_024], TestContext.Current.CancellationToken).AsTask().WithHangGuard() > 0) { }
            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    sealed class FakeConnection : DefaultConnectionContext
    {
        public TaskCompletionSource Ended { get; } = new();

        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }
}
