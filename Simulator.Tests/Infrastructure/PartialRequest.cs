using System.Net.Sockets;
using System.Text;

namespace KantanSim.Tests.Infrastructure;

/// <summary>A call to the gateway whose body is sent later, so that the call is running for as long as a test needs.</summary>
internal sealed class PartialRequest : IDisposable
{
    readonly TcpClient tcp = new();
    readonly string body;
    readonly StreamReader answer;

    PartialRequest(Uri gateway, string body)
    {
        this.body = body;
        tcp.Connect(gateway.Host, gateway.Port);
        answer = new(tcp.GetStream(), Encoding.Latin1);
    }

    public static async Task<PartialRequest> Begin(Uri gateway, string api, string body)
    {
        var call = new PartialRequest(gateway, body);
        await call.Send(
            $"POST /payment/{api}.idPass HTTP/1.1\r\nHost: {gateway.Authority}\r\n"
            + $"Content-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n");
        // The server sends 100 when the endpoint begins to read the body: the call is running from then on.
        Assert.Equal("HTTP/1.1 100 Continue", await call.answer.ReadLineAsync(TestContext.Current.CancellationToken));
        return call;
    }

    public Task Finish() => Send(body);

    /// <summary>Reads the raw response until the connection ends.</summary>
    public Task<string> Answer() => answer.ReadToEndAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        answer.Dispose();
        tcp.Dispose();
    }

    async Task Send(string text) =>
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
}
