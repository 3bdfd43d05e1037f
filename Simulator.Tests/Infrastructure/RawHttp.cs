using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Requests byte by byte, as no proper client sends them.</summary>
internal static partial class RawHttp
{
    /// <summary>
    /// Sends bytes and reads the answer: up to its end where it says <c>Connection: close</c>, else until the server closes the
    /// connection. Empty when the server closes it without an answer.
    /// </summary>
    /// <param name="patience">When this ends before the answer does, the client half-closes the connection: nothing more is sent.</param>
    /// <exception cref="TimeoutException">The answer does not end.</exception>
    public static async Task<string> Answer(string url, ReadOnlyMemory<byte> request, Task? patience = null)
    {
        using var client = await Send(url, request);
        var answer = Read(client.GetStream());
        if (patience is not null && await Task.WhenAny(answer, patience) != answer) client.Client.Shutdown(SocketShutdown.Send);
        return await answer.WithHangGuard();
    }

    public static Task<string> Answer(string url, string request) => Answer(url, Encoding.Latin1.GetBytes(request));

    /// <summary>A connection on which a request was sent.</summary>
    public static async Task<TcpClient> Send(string url, ReadOnlyMemory<byte> request)
    {
        var (client, to) = (new TcpClient(), new Uri(url));
        await client.ConnectAsync(to.Host, to.Port, TestContext.Current.CancellationToken);
        try { await client.GetStream().WriteAsync(request, TestContext.Current.CancellationToken); }
        catch (IOException) { /* the server closed the connection before all was sent */ }
        return client;
    }

    /// <summary>The first line of an answer that goes on.</summary>
    public static async Task<string> FirstLine(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard() ?? "";
    }

    static async Task<string> Read(NetworkStream stream)
    {
        var (answer, buffer) = ("", new byte[16_384]);
        try
        {
            while (!IsComplete(answer) && await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
                answer += Encoding.Latin1.GetString(buffer, 0, count);
        }
        catch (IOException) { /* the server reset the connection */ }
        return answer;
    }

    // A server that refuses a body before it came keeps the connection for another 5 s, to drain it. Clients do not wait for that.
    static bool IsComplete(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !answer[..end].Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase)) return false;
        if (answer[..end].Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)) return answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
        var length = ContentLength().Match(answer[..end]);
        return length.Success && answer.Length - end - 4 >= int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\r\nContent-Length: (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex ContentLength();
}
