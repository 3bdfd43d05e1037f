using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Sends requests as bytes, including ones that no HTTP client would send.</summary>
internal static partial class RawHttp
{
    /// <summary>
    /// Sends bytes and reads the response: up to its end if it has <c>Connection: close</c>, otherwise until the server closes the
    /// connection. Empty when the server closes it without a response.
    /// </summary>
    /// <param name="patience">When this completes before the response, the client half-closes the connection.</param>
    /// <exception cref="TimeoutException">The response does not end.</exception>
    public static async Task<string> Answer(string url, ReadOnlyMemory<byte> request, Task? patience = null)
    {
        using var client = await Send(url, request);
        var answer = Read(client.GetStream());
        if (patience is not null && await Task.WhenAny(answer, patience) != answer) client.Client.Shutdown(SocketShutdown.Send);
        return await answer.WithHangGuard();
    }

    public static Task<string> Answer(string url, string request) => Answer(url, Encoding.Latin1.GetBytes(request));

    /// <summary>Opens a connection and sends a request.</summary>
    public static async Task<TcpClient> Send(string url, ReadOnlyMemory<byte> request)
    {
        var client = new TcpClient();
        var to = new Uri(url);
        await client.ConnectAsync(to.Host, to.Port, TestContext.Current.CancellationToken);
        try
        {
            await client.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server closed the connection before the whole request was sent.
        }
        return client;
    }

    /// <summary>Reads the first line of a response that may continue.</summary>
    public static async Task<string> FirstLine(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard() ?? "";
    }

    static async Task<string> Read(NetworkStream stream)
    {
        var answer = "";
        var buffer = new byte[16_384];
        try
        {
            while (!IsComplete(answer))
            {
                var count = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
                if (count == 0) break;
                answer += Encoding.Latin1.GetString(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            // The server reset the connection.
        }
        return answer;
    }

    // A server that refuses a request before it has read the body keeps the connection open for up to 5 s, to drain the body. Like
    // other clients, this one does not wait for that.
    static bool IsComplete(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var head = answer[..end];
        if (!head.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase)) return false;
        if (head.Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            return answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
        var length = ContentLength().Match(head);
        return length.Success && answer.Length - end - 4 >= int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\r\nContent-Length: (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex ContentLength();
}
