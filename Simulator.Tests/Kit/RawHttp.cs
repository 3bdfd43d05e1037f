using System.Net.Sockets;
using System.Text;

namespace KantanSim.Tests.Kit;

/// <summary>Requests byte by byte, as no proper client sends them.</summary>
internal static class RawHttp
{
    static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    /// <summary>Sends bytes and reads until the server has ended the connection; empty when it did so without a word.</summary>
    /// <exception cref="TimeoutException">It has not ended it.</exception>
    /// <param name="patience">After how long the server is told that nothing more comes.</param>
    public static async Task<string> Answer(string url, ReadOnlyMemory<byte> request, TimeSpan? patience = null)
    {
        using var client = await Send(url, request);
        var answer = new MemoryStream();
        var reading = client.GetStream().CopyToAsync(answer, TestContext.Current.CancellationToken);
        if (patience is { } time && await Task.WhenAny(reading, Task.Delay(time, TestContext.Current.CancellationToken)) != reading) client.Client.Shutdown(SocketShutdown.Send);
        try { await reading.WaitAsync(Hang, TestContext.Current.CancellationToken); }
        catch (IOException) { /* it has broken the connection off */ }
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public static Task<string> Answer(string url, string request) => Answer(url, Encoding.Latin1.GetBytes(request));

    /// <summary>A connection on which a request was sent.</summary>
    public static async Task<TcpClient> Send(string url, ReadOnlyMemory<byte> request)
    {
        var (client, to) = (new TcpClient(), new Uri(url));
        await client.ConnectAsync(to.Host, to.Port, TestContext.Current.CancellationToken);
        try { await client.GetStream().WriteAsync(request, TestContext.Current.CancellationToken); }
        catch (IOException) { /* it had enough before all was sent */ }
        return client;
    }

    /// <summary>The first line of an answer that goes on.</summary>
    public static async Task<string> FirstLine(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Hang, TestContext.Current.CancellationToken) ?? "";
    }
}
