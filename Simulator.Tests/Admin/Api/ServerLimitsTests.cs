using KantanSim.Admin;
using KantanSim.Configuration;
using KantanSim.Tests.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Requests that are too large or too slow are refused or disconnected.</summary>
public sealed class ServerLimitsTests
{
    const string Get = "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    const string Post = "POST /payment/EntryTranRecruit.idPass HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    [Fact]
    public async Task Request_above_a_limit_is_refused_and_one_at_it_is_not()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (api, form) = (Post.Replace("/payment/EntryTranRecruit.idPass", "/api/shops", StringComparison.Ordinal),
            Post.Replace("/payment/EntryTranRecruit.idPass", "/recruit/pay/x/sign-in", StringComparison.Ordinal));
        (string Request, int Status)[] rows =
        [
            ($"{Get}\r\n", 200),
            ($"{Get}{Headers(ServerLimits.MaxHeaders - 2)}\r\n", 200),
            ($"{Get}{Headers(ServerLimits.MaxHeaders - 1)}\r\n", 431),
            (LongHeaders(ServerLimits.MaxHeaderBytes), 200),
            (LongHeaders(ServerLimits.MaxHeaderBytes + 1), 431),
            (LongLine(ServerLimits.MaxRequestLineBytes), 200),
            (LongLine(ServerLimits.MaxRequestLineBytes + 1), 414),
            ($"{Post}{Sized(65_536)}", 200),
            ($"{Post}{Chunked(65_536)}", 200),
            ($"{Post}Content-Length: 65537\r\n\r\n", 413),
            ($"{Post}Content-Length: 99999999999\r\n\r\n", 413),
            ($"{Post}{Chunked(65_537)}", 413),
            ($"{api}{Sized(65_536, """{"shopId":"limit1"}""")}", 201),
            ($"{api}{Chunked(65_536, """{"shopId":"limit2"}""")}", 201),
            ($"{api}Content-Length: 65537\r\n\r\n", 413),
            ($"{api}{Chunked(65_537, """{"shopId":"limit3"}""")}", 413),
            ($"{form}{Sized(16_384)}", 404),
            ($"{form}{Chunked(16_384)}", 404),
            ($"{form}Content-Length: 16385\r\n\r\n", 413),
            ($"{form}{Chunked(16_385)}", 413),
        ];
        foreach (var (request, status) in rows)
        {
            var answer = await RawHttp.Answer(simulated.Url, request);
            Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal),
                $"{request[..Math.Min(150, request.Length)]} → {answer}");
        }
    }

    // With shorter times than the configured ones: Kestrel reads them for each connection.
    [Fact]
    public async Task Slow_client_is_disconnected()
    {
        await using var simulated = await SimulatorFixture.Start();
        var limits = simulated.GetService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal((ServerLimits.RequestHeadersTimeout, ServerLimits.MinDataRate, ServerLimits.MinDataRate),
            (limits.RequestHeadersTimeout, limits.MinRequestBodyDataRate, limits.MinResponseDataRate));
        Assert.Equal((ServerLimits.KeepAliveTimeout, ServerLimits.MaxConnections, 0L),
            (limits.KeepAliveTimeout, limits.MaxConcurrentConnections,
            limits.MaxConcurrentUpgradedConnections));
        Assert.Equal((ServerLimits.MaxBodyBytes, ServerLimits.MaxHttp2Streams),
            (limits.MaxRequestBodySize, limits.Http2.MaxStreamsPerConnection));
        limits.RequestHeadersTimeout = limits.KeepAliveTimeout = TimeSpan.FromMilliseconds(1);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromMilliseconds(1_001));
        Assert.StartsWith("HTTP/1.1 408", await AnswerOnce(simulated, "GET /healthz/live HTTP/1.1\r\nHost: loc"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 408", await AnswerOnce(simulated, $"{Post}Content-Length: 1000\r\n\r\nShopID="),
            StringComparison.Ordinal);
        // Only the idle time is short here: with a short time for headers a slow request would be refused. Reads until the end.
        limits.RequestHeadersTimeout = ServerLimits.RequestHeadersTimeout;
        var idle = await AnswerOnce(simulated, $"{Get.Replace("close", "keep-alive", StringComparison.Ordinal)}\r\n");
        Assert.StartsWith("HTTP/1.1 200", idle, StringComparison.Ordinal);
    }

    // On a busy machine the idle time may end before the request has arrived. Such a connection closes without an answer: try again.
    static async Task<string> AnswerOnce(SimulatorFixture simulated, string request)
    {
        while (true)
            if (await RawHttp.Answer(simulated.Url, request) is { Length: > 0 } answer) return answer;
    }

    [Fact]
    public async Task Streams_and_waits_are_limited_and_a_released_place_is_free_again()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("WAIT-1");
        var limiter = simulated.GetService<SubscriptionLimiter>();
        var streams = Enumerable.Range(0, ServerLimits.MaxEventStreams).Select(_ => limiter.AcquireStream()).ToList();
        var waits = Enumerable.Range(0, ServerLimits.MaxWaits).Select(_ => limiter.AcquireWait()).ToList();
        foreach (var path in new[] { "/api/events", "/live", $"/api/transactions/{order.AccessId}/wait?status=UNPROCESSED" })
        {
            using var refused = await simulated.Get(path);
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.Contains("at once", await TextOf(refused), StringComparison.Ordinal);
        }
        streams[0].Dispose();
        waits[0].Dispose();
        using var stream = await RawHttp.Send(simulated.Url, "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 200", await RawHttp.FirstLine(stream), StringComparison.Ordinal);
        for (var turn = 0; turn < 2; turn++)
        {
            using var waited = await simulated.Get($"/api/transactions/{order.AccessId}/wait?status=UNPROCESSED");
            Assert.Equal(200, (int)waited.StatusCode);
        }
    }

    /// <summary>A request whose first line, including CRLF, has this length.</summary>
    static string LongLine(int length) =>
        $"{"GET /healthz/live?".PadRight(length - " HTTP/1.1\r\n".Length, 'x')} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    /// <summary>A request whose headers, including CRLFs, have this length.</summary>
    static string LongHeaders(int length) =>
        $"{$"{Get}X: ".PadRight(Get.IndexOf('\n', StringComparison.Ordinal) + 1 + length - "\r\n".Length, 'x')}\r\n\r\n";

    // Padded with spaces, which JSON allows after the object.
    static string Sized(int length, string begins = "a=") => $"Content-Length: {length}\r\n\r\n{begins.PadRight(length)}";

    static string Chunked(int length, string begins = "a=") =>
        $"Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{begins.PadRight(length)}\r\n0\r\n\r\n";

    static string Headers(int number) => string.Concat(Enumerable.Range(0, number).Select(index => $"X-{index}: x\r\n"));

    static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
