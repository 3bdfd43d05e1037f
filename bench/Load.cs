using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KantanSim.Bench;

/// <summary>The result of a load test.</summary>
/// <param name="Milliseconds">The duration of each action.</param>
internal sealed record LoadResult(long Successes, long Failures, double Seconds, List<double> Milliseconds)
{
    public double PerSecond => Successes / Seconds;
}

/// <summary>An HTTP/1.1 client on a socket of its own. It uses so little CPU time that a load test measures the server.</summary>
internal sealed class LoadClient : IDisposable
{
    /// <summary>
    /// Environment variable that lets this process complete socket reads on one thread, as load generators do. It has to be removed
    /// from the environment of measured processes.
    /// </summary>
    public const string OneThread = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    readonly Uri server;
    readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly HttpMessageReader messages;

    public LoadClient(Uri server)
    {
        this.server = server;
        messages = new(socket);
    }

    public static byte[] Request(
        string method, string path, string? body = null, string type = "application/x-www-form-urlencoded", string host = "localhost")
    {
        var headers = body is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n");
        return Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n{body}");
    }

    /// <summary>Repeats an action on a number of concurrent clients, each with its own connection, until the time is over.</summary>
    /// <param name="action">Gets the client and its number; returns whether it succeeded.</param>
    public static async Task<LoadResult> Repeat(Uri server, int clients, TimeSpan time, Func<LoadClient, int, Task<bool>> action)
    {
        var successes = 0L;
        var failures = 0L;
        var durations = new ConcurrentBag<double>();
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(number => Task.Run(async () =>
        {
            using var client = new LoadClient(server);
            while (Stopwatch.GetTimestamp() < until)
            {
                var from = Stopwatch.GetTimestamp();
                if (await action(client, number)) Interlocked.Increment(ref successes);
                else Interlocked.Increment(ref failures);
                durations.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        })));
        // Leave the thread that completes socket reads.
        await Task.Yield();
        return new(successes, failures, Stopwatch.GetElapsedTime(began).TotalSeconds, [.. durations]);
    }

    /// <summary>Sends a request and reads the whole response.</summary>
    public async Task<(int Status, string Body)> Send(byte[] request)
    {
        if (!socket.Connected) await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        await socket.SendAsync(request);
        if (!await messages.Next()) throw new IOException($"{server} closed the connection.");
        if (Ascii.EqualsIgnoreCase(messages.Header("Connection"u8), "close"u8))
            throw new InvalidOperationException($"{server} does not keep connections alive.");
        return (int.Parse(messages.Head.Slice(9, 3), CultureInfo.InvariantCulture), messages.Body);
    }

    public void Dispose() => socket.Dispose();
}
