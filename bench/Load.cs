using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KantanSim.Bench;

/// <summary>What so many callers got in a time.</summary>
internal sealed record LoadResult(long Answers, long Others, double Seconds, List<double> Milliseconds)
{
    public double PerSecond => Answers / Seconds;

    public double Percentile(double part) => Milliseconds.Order().ElementAt((int)(Milliseconds.Count * part));
}

/// <summary>Callers over HTTP/1.1 on sockets of their own, so cheap that the server is what is measured.</summary>
internal sealed class LoadClient : IDisposable
{
    /// <summary>The variable that lets this process read all its sockets on one thread, as a generator of load does; its children have threads as ever.</summary>
    public const string OneThread = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    readonly Uri server;
    readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly HttpMessageReader messages;

    public LoadClient(Uri server) => (this.server, messages) = (server, new(socket));

    public static byte[] Request(string method, string path, string? body = null, string type = "application/x-www-form-urlencoded", string host = "localhost") => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{(body is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n"))}\r\n{body}");

    /// <summary>So many callers, each with its own connection, until the time is over.</summary>
    /// <param name="turn">One thing that a caller does; false counts it as another answer than the expected.</param>
    public static async Task<LoadResult> Repeat(Uri server, int callers, TimeSpan time, Func<LoadClient, int, Task<bool>> turn)
    {
        var (answers, others, took) = (0L, 0L, new ConcurrentBag<double>());
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(number => Task.Run(async () =>
        {
            using var caller = new LoadClient(server);
            while (Stopwatch.GetTimestamp() < until)
            {
                var from = Stopwatch.GetTimestamp();
                if (await turn(caller, number)) Interlocked.Increment(ref answers);
                else Interlocked.Increment(ref others);
                took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        })));
        // Away from the thread that the answers are read on.
        await Task.Yield();
        return new(answers, others, Stopwatch.GetElapsedTime(began).TotalSeconds, [.. took]);
    }

    /// <summary>Sends a request and reads its whole answer: the status line and the body.</summary>
    public async Task<(int Status, string Body)> Send(byte[] request)
    {
        if (!socket.Connected) await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        await socket.SendAsync(request);
        if (!await messages.Next()) throw new IOException($"{server} hung up.");
        if (Ascii.EqualsIgnoreCase(messages.Header("Connection"u8), "close"u8)) throw new InvalidOperationException($"{server} closes its connections.");
        return (int.Parse(messages.Head.Slice(9, 3), CultureInfo.InvariantCulture), messages.Body);
    }

    public void Dispose() => socket.Dispose();
}
