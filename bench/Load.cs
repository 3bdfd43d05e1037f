using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KantanSim.Bench;

/// <summary>What so many callers got in a time.</summary>
internal sealed record Loaded(long Answers, long Others, double Seconds, List<double> Milliseconds)
{
    public double PerSecond => Answers / Seconds;

    public double Percentile(double part) => Milliseconds.Order().ElementAt((int)(Milliseconds.Count * part));
}

/// <summary>Callers over HTTP/1.1 on sockets of their own, so cheap that the server is what is measured.</summary>
internal sealed class Caller(Uri server) : IDisposable
{
    readonly TcpClient client = new() { NoDelay = true };
    readonly byte[] buffer = new byte[65_536];
    int filled;

    public static byte[] Request(string method, string path, string? body = null, string type = "application/x-www-form-urlencoded", string host = "localhost") => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{(body is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n"))}\r\n{body}");

    /// <summary>So many callers, each with its own connection, until the time is over.</summary>
    /// <param name="turn">One thing that a caller does; false counts it as another answer than the expected.</param>
    public static async Task<Loaded> Repeat(Uri server, int callers, TimeSpan time, Func<Caller, int, Task<bool>> turn)
    {
        var (answers, others, took) = (0L, 0L, new ConcurrentBag<double>());
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(number => Task.Run(async () =>
        {
            using var caller = new Caller(server);
            await caller.client.ConnectAsync(IPAddress.Loopback, server.Port);
            while (Stopwatch.GetTimestamp() < until)
            {
                var from = Stopwatch.GetTimestamp();
                if (await turn(caller, number)) Interlocked.Increment(ref answers);
                else Interlocked.Increment(ref others);
                took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        })));
        return new(answers, others, Stopwatch.GetElapsedTime(began).TotalSeconds, [.. took]);
    }

    /// <summary>Sends a request and reads its whole answer: the status line and the body.</summary>
    public async Task<(int Status, string Body)> Send(byte[] request)
    {
        if (!client.Connected) await client.ConnectAsync(IPAddress.Loopback, server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(request);
        filled = 0;
        int head;
        while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0) await More(stream);
        var headers = Encoding.ASCII.GetString(buffer, 0, head);
        var status = int.Parse(headers.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var body = Header(headers, "Content-Length") is { } length ? await Whole(stream, head + 4, int.Parse(length, CultureInfo.InvariantCulture))
            : Header(headers, "Transfer-Encoding") is not null ? await Chunked(stream, head + 4) : "";
        if (Header(headers, "Connection") is "close") throw new InvalidOperationException($"{server} closes its connections.");
        return (status, body);
    }

    public void Dispose() => client.Dispose();

    async Task<string> Whole(NetworkStream stream, int from, int length)
    {
        while (filled < from + length) await More(stream);
        return Encoding.UTF8.GetString(buffer, from, length);
    }

    async Task<string> Chunked(NetworkStream stream, int from)
    {
        while (buffer.AsSpan(from, filled - from).IndexOf("0\r\n\r\n"u8) < 0) await More(stream);
        var body = new StringBuilder();
        foreach (var piece in Encoding.UTF8.GetString(buffer, from, filled - from).Split("\r\n").Where((_, at) => at % 2 == 1)) body.Append(piece);
        return body.ToString();
    }

    async Task More(NetworkStream stream)
    {
        var read = await stream.ReadAsync(buffer.AsMemory(filled));
        if (read == 0) throw new IOException($"{server} hung up.");
        filled += read;
    }

    static string? Header(string headers, string name)
    {
        var at = headers.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var from = at + name.Length + 4;
        var end = headers.IndexOf("\r\n", from, StringComparison.Ordinal);
        return end < 0 ? headers[from..] : headers[from..end];
    }
}
