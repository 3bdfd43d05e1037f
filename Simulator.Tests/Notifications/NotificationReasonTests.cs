#pragma warning disable format // aligned tables
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Notifications;

/// <summary>A failed notification says why. A misbehaving server on loopback causes each failure.</summary>
public sealed class NotificationReasonTests
{
    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n",
        "Your shop answered 302 to /login; the gateway does not follow redirects.")]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: https://u:pw@shop.test/?token=abcdef-1&a=1\r\nContent-Length: 0\r\n\r\n",
        "301 to https://u:***@shop.test/?token=********&a=1;")]
    [InlineData("HTTP/1.1 303 See Other\r\nContent-Length: 0\r\n\r\n",
        "Your shop answered 303 without Location; the gateway does not follow redirects.")]
    [InlineData("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"staging\"\r\nContent-Length: 0\r\n\r\n",
        "Your shop asks for Basic authentication (realm \"staging\"): write user and password into the notification URL")]
    [InlineData("HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"api\"\r\nContent-Length: 0\r\n\r\n",
        "Your shop asks for Bearer authentication (realm \"api\"); the gateway can send Basic only")]
    [InlineData("HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=\"b\"\r\nContent-Length: 0\r\n\r\n",
        "Your shop asks for Basic authentication (realm \"b\")")]
    [InlineData("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", "Your shop answered 401 without WWW-Authenticate")]
    [InlineData("", "Your shop closed the connection before it answered. A port that expects https does this, too.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-", "Your shop closed the connection in the middle of its answer.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0", "Your shop closed the connection in the middle of its answer.")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n0\r\n",
        "Your shop closed the connection in the middle of its answer.")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "The answer is not HTTP")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0046", "Your shop uses TLS at this port: write https:// in the URL.")]
    public async Task A_failed_notification_says_what_the_shop_answered(string answer, string reason)
    {
        using var merchant = new RawMerchant(Encoding.Latin1.GetBytes(answer));
        var attempt = await Test(merchant.Url);
        Assert.Contains(reason, Notes(attempt), StringComparison.Ordinal);
        Assert.Contains(reason, (string)attempt["outcome"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef-1", attempt.ToJsonString(), StringComparison.Ordinal);
    }

    // The byte order mark stays a part of the body, so the notification is not received. The note names the cause.
    [Theory]
    [InlineData("", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'0' }, "UTF-8")]
    [InlineData("Content-Type: text/plain; charset=utf-8\r\n", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'0', (byte)'\n' }, "UTF-8")]
    [InlineData("", new byte[] { 0xFF, 0xFE, (byte)'0', 0 }, "UTF-16")]
    public async Task A_byte_order_mark_before_the_0_is_named(string header, byte[] body, string encoding)
    {
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}Content-Length: {body.Length}\r\n\r\n");
        using var merchant = new RawMerchant([.. head, .. body]);
        var attempt = await Test(merchant.Url);
        Assert.Contains($"begins with a byte order mark ({encoding})", Notes(attempt), StringComparison.Ordinal);
        Assert.StartsWith("not received", (string)attempt["outcome"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_connection_is_named()
    {
        using var merchant = new RawMerchant((stream, _) =>
        {
            ((NetworkStream)stream).Socket.LingerState = new(true, 0);
            ((NetworkStream)stream).Socket.Close();
            return Task.CompletedTask;
        });
        Assert.Contains("Your shop closed the connection before it answered", Notes(await Test(merchant.Url)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("shop.localhost")]
    [InlineData("[::1]")]
    public async Task A_refused_connection_to_loopback_adds_a_hint_about_containers(string host)
    {
        var notes = Notes(await Test($"http://{host}:{FreePort()}/notify"));
        Assert.Contains($"Nothing listens on {host}:", notes, StringComparison.Ordinal);
        Assert.Contains("in a container", notes, StringComparison.Ordinal);
        Assert.Contains("host.docker.internal", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "The host name shop.test cannot be resolved")]
    [InlineData(SocketError.TryAgain, "The host name shop.test cannot be resolved")]
    [InlineData(SocketError.NetworkUnreachable, "There is no route to shop.test:80")]
    [InlineData(SocketError.ConnectionRefused, "Nothing listens on shop.test:80")]
    [InlineData(SocketError.TimedOut, "shop.test:80 does not accept the connection")]
    public void A_network_error_has_a_reason(SocketError error, string reason)
    {
        var fault = new HttpRequestException("x", new SocketException((int)error));
        var note = FailureNotes.Of(fault, new(new("http://shop.test/notify")))[0];
        Assert.Contains(reason, note.En, StringComparison.Ordinal);
        Assert.NotEmpty(note.Ja);
    }

    [Fact]
    public async Task A_timeout_before_the_answer_is_named()
    {
        using var silent = new RawMerchant(async (_, stop) => await Task.Delay(Timeout.Infinite, stop));
        var notes = await TimedOut(silent.Url, () => silent.Called);
        Assert.Contains("received the request but did not answer", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timeout_within_the_answer_is_named()
    {
        var progress = new PostProgress(new("http://shop.test/")) { IsConnected = true, IsSent = true, HttpStatus = 200 };
        Assert.Contains("the answer is incomplete", FailureNotes.OfTimeout(progress)[0].En, StringComparison.Ordinal);
    }

    // The listener's backlog is full, so the system lets further connections wait.
    [Fact]
    public async Task A_timeout_of_the_connection_is_named()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var waiting = Enumerable.Range(0, 8).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp)).ToList();
        foreach (var one in waiting) _ = one.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken).AsTask();
        var notes = await TimedOut($"http://{listener.LocalEndPoint}/notify", () => Task.CompletedTask);
        Assert.Contains("does not accept the connection", notes, StringComparison.Ordinal);
        waiting.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task The_reason_is_on_the_page_in_both_languages_in_the_API_and_in_the_log()
    {
        using var merchant = new RawMerchant("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await using var simulated = await Start(merchant.Url, "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        var order = await simulated.RequestPayment("REASON-1");
        await simulated.Advance("PT0S");
        const string reason = "Your shop answered 302 to /login; the gateway does not follow redirects.";
        var page = $"/payments/{order.AccessId}";
        Assert.Contains(reason, await simulated.Page(page), StringComparison.Ordinal);
        const string reasonJa = "お店は /login へのリダイレクト（302）を返しました。ゲートウェイはリダイレクトに従いません。";
        Assert.Contains(reasonJa, await simulated.Page($"{page}?lang=ja"), StringComparison.Ordinal);
        var notification = (await simulated.CallApi(HttpMethod.Get, $"/notifications?accessId={order.AccessId}"))["body"]!["items"]![0]!;
        Assert.Equal(reason, (string?)notification["attempts"]![0]!["notes"]![0]);
        var timeline = (await simulated.Transaction(order))["timeline"]!.AsArray();
        Assert.Contains(timeline, entry => entry!["notes"]!.AsArray().Any(note => (string?)note == reason));
        Assert.Contains(logged, line =>
            line.Contains($"OrderID REASON-1 AccessID {order.AccessId}", StringComparison.Ordinal)
            && line.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("refused", "not posted: Nothing listens on 127.0.0.1:")]
    [InlineData("closed",  "not posted: Your shop closed the connection before it answered.")]
    public async Task A_return_that_is_posted_for_the_browser_says_the_reason_too(string kind, string outcome)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var merchant = new RawMerchant([]);
        var order = await simulated.RegisterPayment("REASON-2");
        var returnUrl = kind == "closed" ? merchant.Url : $"http://127.0.0.1:{FreePort()}/return";
        await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", returnUrl), ("ItemName", "x"));
        var answer = await simulated.PostConsumerAction(order, """{"action":"approve"}""");
        Assert.StartsWith(outcome, (string?)answer["returned"]!["outcome"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_received_notification_has_no_notes()
    {
        using var merchant = new RawMerchant("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n0"u8.ToArray());
        var attempt = await Test(merchant.Url);
        Assert.Equal(("received", 0), ((string?)attempt["outcome"], attempt["notes"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_notification_to_a_name_below_localhost_goes_to_loopback()
    {
        using var merchant = new RawMerchant("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n0"u8.ToArray());
        var attempt = await Test($"http://my.shop.localhost:{merchant.Port}/notify");
        Assert.Equal("received", (string?)attempt["outcome"]);
    }

    // The server keeps the connection open and does not read it again: a second post on it would get no answer.
    [Fact]
    public async Task A_connection_to_an_HTTP_1_0_server_is_not_used_again()
    {
        using var merchant = new RawMerchant(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n0"u8.ToArray(), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        await using var simulated = await Start(merchant.Url);
        for (var post = 1; post <= 2; post++)
        {
            var attempt = await simulated.CallApi(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test").WithHangGuard();
            Assert.Equal("received", (string?)attempt["body"]!["outcome"]);
        }
    }

    static async Task<string> TimedOut(string url, Func<Task> begun)
    {
        await using var simulated = await Start(url);
        var testing = simulated.CallApi(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test");
        await begun();
        var deadlines = simulated.GetService<Deadlines>();
        while (deadlines.NextIn(null) is null) await Task.Yield();
        await simulated.GetService<ShopClocks>().Shift(null, RetryPlan.ResponseTimeout);
        deadlines.ExpirePassed();
        return Notes((await testing)["body"]!);
    }

    static async Task<JsonNode> Test(string url)
    {
        await using var simulated = await Start(url);
        return (await simulated.CallApi(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test"))["body"]!;
    }

    static async Task<SimulatorFixture> Start(string url, params string[] settings)
    {
        var simulated = await SimulatorFixture.Start(settings: settings);
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{url}}"}""");
        return simulated;
    }

    static string Notes(JsonNode attempt) => string.Join('\n', attempt["notes"]?.AsArray().Select(note => (string?)note) ?? []);

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
