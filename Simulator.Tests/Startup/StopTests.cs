using System.Diagnostics;
using System.Text.Json.Nodes;
using KantanSim.Tests.Kit;
using KantanSim.Tests.Telemetry;

namespace KantanSim.Tests.Journeys;

/// <summary>The real program, told to stop by SIGTERM while it has things in hand.</summary>
public sealed class StoppedProcess : IDisposable
{
    const string Shop = "ShopID=tshop00000001&ShopPass=kantansim1";

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("kantansim-");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task A_call_and_a_notification_in_hand_are_finished()
    {
        await using var merchant = await SlowMerchant.Start();
        using (var program = await Start(merchant))
        {
            using var events = await Events(program);
            await program.Executes("STOPPED-1");
            await merchant.Asked;
            using var call = await HalfCall.Begin(program.Http.BaseAddress!, "EntryTranRecruit", $"{Shop}&OrderID=STOPPED-2&JobCd=AUTH&Amount=1");
            program.Terminate();
            await events.ReadToEndAsync(TestContext.Current.CancellationToken); // it ends when the stop begins
            await call.Finish();
            Assert.Contains("AccessID=", await call.Answer(), StringComparison.Ordinal);
            merchant.Answer(); // by now all that stops has been told to
            Assert.Equal(0, await program.Ended());
        }
        using var later = await Start(merchant);
        Assert.Equal(["STOPPED-2", "STOPPED-1"], Items(await later.Gets("/api/transactions")).Select(one => (string?)one!["orderId"]));
        var notification = Assert.Single(Items(await later.Gets("/api/notifications")));
        Assert.Equal(("delivered", 1), ((string?)notification!["state"], notification["attempts"]!.AsArray().Count));
        Assert.Equal(1, merchant.Asks); // a try that is given up would have been made anew
    }

    [Fact]
    public async Task What_does_not_end_by_itself_is_cut_off_within_two_seconds_and_is_done_after_the_next_start()
    {
        var took = TimeSpan.MaxValue;
        // Another program may have the machine for a moment; a stop that is too long is so each time.
        for (var round = 1; round <= 3 && took >= TimeSpan.FromSeconds(2); round++) took = await StopsAmidSilence($"SILENT-{round}");
        Assert.True(took < TimeSpan.FromSeconds(2), $"It took {took.TotalSeconds:0.00} s.");
    }

    async Task<TimeSpan> StopsAmidSilence(string orderId)
    {
        await using var merchant = await SlowMerchant.Start();
        await using var collector = await Collector.Start(answers: false);
        Order order;
        TimeSpan took;
        using (var program = await Start(merchant, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            using var events = await Events(program);
            order = await program.Executes(orderId);
            await merchant.Asked;
            var wait = program.Http.GetAsync(new Uri($"/api/transactions/{order.AccessId}/wait?status=SALES&timeoutSeconds=60", UriKind.Relative), TestContext.Current.CancellationToken);
            using var call = await HalfCall.Begin(program.Http.BaseAddress!, "EntryTranRecruit", $"{Shop}&OrderID=NEVER&JobCd=AUTH&Amount=1");
            var began = Stopwatch.GetTimestamp();
            program.Terminate();
            Assert.Equal(0, await program.Ended());
            took = Stopwatch.GetElapsedTime(began);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => wait);
        }
        merchant.Answer();
        using var later = await Start(merchant);
        await later.Gets($"/api/transactions/{order.AccessId}/wait?notifications=1");
        var notification = Assert.Single(Items(await later.Gets($"/api/notifications?accessId={order.AccessId}")));
        Assert.Single(notification!["attempts"]!.AsArray());
        return took;
    }

    Task<RunningProgram> Start(SlowMerchant merchant, params (string, string)[] environment) =>
        RunningProgram.Start(environment, [$"--KantanSim:Data={data.FullName}", .. RunningProgram.Notifying($"{merchant.Url}/notify")]);

    static async Task<StreamReader> Events(RunningProgram program)
    {
        var events = new StreamReader(await program.Http.GetStreamAsync(new Uri("/api/events", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("event: watching", await events.ReadLineAsync(TestContext.Current.CancellationToken));
        return events;
    }

    static JsonArray Items(string json) => JsonNode.Parse(json)!["items"]!.AsArray();
}
