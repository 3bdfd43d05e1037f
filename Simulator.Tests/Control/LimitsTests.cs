using KantanSim.Tests.Kit;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace KantanSim.Tests.Control;

/// <summary>Whoever asks for too much, or too slowly, is told so or cut off; everybody else is served meanwhile.</summary>
public sealed class LimitsTests
{
    const string Get = "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    const string Post = "POST /payment/EntryTranRecruit.idPass HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    [Fact]
    public async Task Requests_above_a_limit_are_refused_and_those_at_it_are_not()
    {
        await using var simulated = await Simulated.Start();
        (string Request, int Status)[] rows =
        [
            ($"{Get}\r\n", 200),
            ($"{Get}{Headers(Limits.MostHeaders - 2)}\r\n", 200),
            ($"{Get}{Headers(Limits.MostHeaders - 1)}\r\n", 431),
            ($"{Get}X: {new string('x', Limits.LongestHeaders - 100)}\r\n\r\n", 200),
            ($"{Get}X: {new string('x', Limits.LongestHeaders)}\r\n\r\n", 431),
            ($"GET /healthz/live?{new string('x', Limits.LongestRequestLine - 100)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200),
            ($"GET /healthz/live?{new string('x', Limits.LongestRequestLine)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 414),
            ($"{Post}Content-Length: 65537\r\n\r\n", 413),
            ($"{Post}Content-Length: 99999999999\r\n\r\n", 413),
            ($"{Post}Transfer-Encoding: chunked\r\n\r\n10001\r\n{new string('x', 65_537)}\r\n0\r\n\r\n", 413),
            ($"{Post.Replace("/payment/EntryTranRecruit.idPass", "/api/shops", StringComparison.Ordinal)}Content-Length: 65537\r\n\r\n", 413),
            ($"{Post.Replace("/payment/EntryTranRecruit.idPass", "/recruit/pay/x/sign-in", StringComparison.Ordinal)}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 16385\r\n\r\n", 413),
        ];
        foreach (var (request, status) in rows)
        {
            var answer = await RawHttp.Answer(simulated.Url, request);
            Assert.True(answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal), $"{request[..Math.Min(150, request.Length)]} → {answer}");
        }
    }

    // The same timers with shorter times: the web server reads them anew for each connection.
    [Fact]
    public async Task A_client_that_is_too_slow_is_cut_off()
    {
        await using var simulated = await Simulated.Start();
        var limits = simulated.Part<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal((Limits.HeadersWithin, Limits.Slowest, Limits.Slowest), (limits.RequestHeadersTimeout, limits.MinRequestBodyDataRate, limits.MinResponseDataRate));
        Assert.Equal((Limits.IdleFor, Limits.MostConnections), (limits.KeepAliveTimeout, limits.MaxConcurrentConnections));
        limits.RequestHeadersTimeout = limits.KeepAliveTimeout = TimeSpan.FromMilliseconds(1);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromMilliseconds(1_001));
        var answers = await Task.WhenAll(
            RawHttp.Answer(simulated.Url, "GET /healthz/live HTTP/1.1\r\nHost: loc"),
            RawHttp.Answer(simulated.Url, $"{Get.Replace("close", "keep-alive", StringComparison.Ordinal)}\r\n"),
            RawHttp.Answer(simulated.Url, $"{Post}Content-Length: 1000\r\n\r\nShopID="));
        Assert.Equal(["HTTP/1.1 408", "HTTP/1.1 200", "HTTP/1.1 408"], answers.Select(answer => answer[..12]));
    }

    [Fact]
    public async Task Streams_and_waits_have_an_end_and_a_place_that_is_left_is_free_again()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Enters("WAIT-1");
        var watchers = simulated.Part<KantanSim.Control.Watchers>();
        var watching = Enumerable.Range(0, Limits.MostWatchers).Select(_ => watchers.Watch()).ToList();
        var waiting = Enumerable.Range(0, Limits.MostWaits).Select(_ => watchers.Wait()).ToList();
        foreach (var path in new[] { "/api/events", "/live", $"/api/transactions/{order.AccessId}/wait?status=UNPROCESSED" })
        {
            using var refused = await simulated.Get(path);
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.Contains("at once", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        watching[0].Dispose();
        waiting[0].Dispose();
        using var stream = await RawHttp.Send(simulated.Url, "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 200", await RawHttp.FirstLine(stream), StringComparison.Ordinal);
        for (var turn = 0; turn < 2; turn++)
        {
            using var waited = await simulated.Get($"/api/transactions/{order.AccessId}/wait?status=UNPROCESSED");
            Assert.Equal(200, (int)waited.StatusCode);
        }
    }

    static string Headers(int number) => string.Concat(Enumerable.Range(0, number).Select(index => $"X-{index}: x\r\n"));
}
