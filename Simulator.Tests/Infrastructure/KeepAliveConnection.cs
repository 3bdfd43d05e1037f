using System.Net.Sockets;
using System.Text;

namespace KantanSim.Tests.Infrastructure;

/// <summary>One connection to a server, kept open between requests.</summary>
internal sealed class KeepAliveConnection : IDisposable
{
    readonly TcpClient tcp = new();

    public static async Task<KeepAliveConnection> Open(Uri url)
    {
        var connection = new KeepAliveConnection();
        try
        {
            await connection.tcp.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a GET and reads the whole response.</summary>
    /// <returns>The status line, such as <c>HTTP/1.1 200 OK</c>; empty when the server has closed the connection.</returns>
    public async Task<string> Get(string path)
    {
        var stream = tcp.GetStream();
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        var response = new StringBuilder();
        var buffer = new byte[4_096];
        while (!IsComplete(response.ToString()))
        {
            var length = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
            if (length == 0) break;
            response.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }
        return response.ToString().Split("\r\n")[0];
    }

    public void Dispose() => tcp.Dispose();

    static bool IsComplete(string response)
    {
        if (response.Split("\r\n\r\n", 2) is not [var head, var body]) return false;
        var length = head.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return body.Length >= int.Parse(length.Split(' ')[1], null);
    }
}
