using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using KantanSim.Admin;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Telemetry;
using Microsoft.Extensions.Hosting;

namespace KantanSim.Tests.Startup;

/// <summary>A stop while requests, waits and notifications are running: by a signal to the program, or in process.</summary>
public sealed class StopTests : IDisposable
{
    /// <summary>An hour, so that nothing is aborted on a busy machine.</summary>
    const string LongShutdownTimeout = "--shutdownTimeoutSeconds=3600";

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("kantansim-");

    public void Dispose() => data.Delete(recursive: true);

    [Theory]
    [InlineData("TERM", "--urls=http://127.0.0.1:0")]
    [InlineData("INT", "--urls", "http://127.0.0.1:0")]
    [InlineData("TERM", "serve", "--urls", "http://127.0.0.1:0")]
    public async Task Stop_finishes_a_running_request_however_the_program_was_started(string signal, params string[] listen)
    {
        using var program = await SimulatorProcess.Begin([LongShutdownTimeout, "--KantanSim:Data=:memory:"], listen: listen).Ready();
        using var events = await Events(program);
        using var call = await BeginCall(program.Http.BaseAddress!, "STOPPED-1");
        program.Signal(signal);
        // The event stream ends when the stop begins.
        await events.ReadToEndAsync(TestContext.Current.CancellationToken);
        await call.Finish();
        Assert.Contains("AccessID=", await call.Answer(), StringComparison.Ordinal);
        Assert.Equal(0, await program.WaitForExit());
    }

    [Fact]
    public async Task Stop_closes_the_listener_and_answers_503_on_open_connections_while_a_request_is_running()
    {
        using var program = await Start();
        using var events = await Events(program);
        using var open = await KeepAliveConnection.Open(program.Http.BaseAddress!);
        Assert.Equal("HTTP/1.1 200 OK", await open.Get("/healthz/ready"));
        using var call = await BeginCall(program.Http.BaseAddress!, "STOPPED-2");
        program.Signal("TERM");
        await events.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("HTTP/1.1 503 Service Unavailable", await open.Get("/healthz/ready"));
        await WaitUntilRefused(program.Http.BaseAddress!);
        await call.Finish();
        Assert.Contains("AccessID=", await call.Answer(), StringComparison.Ordinal);
        Assert.Equal(0, await program.WaitForExit());
    }

    [Fact]
    public async Task Stop_ends_a_wait_with_503()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("STOPPED-3");
        var wait = simulated.Get($"/api/transactions/{order.AccessId}/wait?status=SALES&timeoutSeconds=300");
        while (simulated.GetService<SubscriptionLimiter>().WaitCount == 0) await Task.Yield();
        simulated.GetService<IHostApplicationLifetime>().StopApplication();
        using var ended = await wait;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ended.StatusCode);
        var problem = await ended.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("The server is stopping", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_aborts_a_scripted_hang_at_once()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", """{"scenario":"registration-hangs"}""");
        using var call = await BeginCall(new(simulated.Url), "STOPPED-4");
        await call.Finish();
        simulated.GetService<IHostApplicationLifetime>().StopApplication();
        await Assert.ThrowsAsync<IOException>(() => call.Answer().WithHangGuard());
    }

    [Fact]
    public async Task Stop_finishes_a_running_notification()
    {
        await using var merchant = await SlowMerchant.Start();
        using (var program = await Start(merchant))
        {
            using var events = await Events(program);
            await program.Executes("STOPPED-5");
            await merchant.Asked;
            program.Signal("TERM");
            await events.ReadToEndAsync(TestContext.Current.CancellationToken);
            merchant.Answer();
            Assert.Equal(0, await program.WaitForExit());
        }
        using var later = await Start(merchant);
        var notification = Assert.Single(Items(await later.Gets("/api/notifications")));
        Assert.Equal(("delivered", 1), ((string?)notification!["state"], notification["attempts"]!.AsArray().Count));
        // An aborted attempt would have been repeated.
        Assert.Equal(1, merchant.Asks);
    }

    [Fact]
    public async Task Stop_aborts_what_does_not_end_and_the_next_start_sends_the_notification_again()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var collector = await Collector.Start(answers: false);
        TestOrder order;
        (string, string)[] exports = [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];
        using (var program = await SimulatorProcess.Start(exports, Settings(merchant)))
        {
            order = await program.Executes("STOPPED-6");
            await merchant.Asked;
            using var call = await BeginCall(program.Http.BaseAddress!, "NEVER");
            // The default timeout, one second: the merchant, the partial request and the collector never end by themselves.
            program.Signal("TERM");
            Assert.Equal(0, await program.WaitForExit().WithHangGuard());
        }
        merchant.Answer();
        using var later = await Start(merchant);
        await later.Gets($"/api/transactions/{order.AccessId}/wait?notifications=1&timeoutSeconds=300");
        var notification = Assert.Single(Items(await later.Gets($"/api/notifications?accessId={order.AccessId}")));
        // Aborted attempts are not recorded.
        Assert.Single(notification!["attempts"]!.AsArray());
    }

    Task<SimulatorProcess> Start(SlowMerchant? merchant = null) => SimulatorProcess.Start([LongShutdownTimeout, .. Settings(merchant)]);

    string[] Settings(SlowMerchant? merchant) =>
        [$"--KantanSim:Data={data.FullName}", .. merchant is null ? [] : SimulatorProcess.Notifying($"{merchant.Url}/notify")];

    static Task<PartialRequest> BeginCall(Uri gateway, string orderId) =>
        PartialRequest.Begin(
            gateway,
            "EntryTranRecruit",
            $"ShopID=tshop00000001&ShopPass=kantansim1&OrderID={orderId}&JobCd=AUTH&Amount=1");

    static async Task<StreamReader> Events(SimulatorProcess program)
    {
        var events = new StreamReader(await program.Http.GetStreamAsync(Relative("/api/events"), TestContext.Current.CancellationToken));
        Assert.Equal("event: watching", await events.ReadLineAsync(TestContext.Current.CancellationToken));
        return events;
    }

    // The listener is closed on another thread than the event streams, possibly later.
    static async Task WaitUntilRefused(Uri url)
    {
        while (true)
        {
            try
            {
                using var again = await KeepAliveConnection.Open(url);
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
            {
                // The connection was in the accept queue when the listener was closed.
            }
        }
    }

    static Uri Relative(string path) => new(path, UriKind.Relative);

    static JsonArray Items(string json) => JsonNode.Parse(json)!["items"]!.AsArray();
}
