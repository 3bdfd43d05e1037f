using System.Collections.Concurrent;
using System.Diagnostics;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Tests.Telemetry;

/// <summary>A payment is a trace, and the lines of its timeline are its spans.</summary>
public sealed class SpanTests : IDisposable
{
    readonly ConcurrentQueue<Activity> ended = [];
    readonly ActivityListener listener;

    public SpanTests()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == PaymentTrace.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task A_payment_is_a_trace_with_a_span_for_each_line_of_its_timeline()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("SPANS-1");
        await simulated.CallOperation("RecruitSales", order);
        await simulated.Advance("P40D");
        var (first, steps) = Trace(order);
        Assert.Equal("SPANS-1", first.GetTagItem("kantansim.order_id"));
        var timeline = (await simulated.Transaction(order))["timeline"]!.AsArray();
        Assert.Equal(
            timeline.Select(line => ((string)line!["what"]!, (int?)line["step"])),
            steps.Select(span => (span.DisplayName, (int?)span.GetTagItem("kantansim.step"))));
        Assert.Equal(Enumerable.Range(1, 11), steps.Select(span => span.GetTagItem("kantansim.step")).OfType<int>().Distinct().Order());
        Assert.All(steps, span => Assert.Equal(first.SpanId, span.ParentSpanId));
        Assert.All(steps, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    [Fact]
    public async Task Spans_contain_no_password_and_no_token()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("SPANS-2");
        Assert.All(Of(order).SelectMany(span => span.TagObjects), tag => Assert.DoesNotContain(
            new[] { "kantansim1", order.AccessPass, order.Token }, secret => $"{tag.Value}".Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_refused_call_is_a_span_with_error_status()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("SPANS-3");
        await simulated.CallOperation("RecruitSales", order);
        var refused = Assert.Single(Of(order), span => span.Status == ActivityStatusCode.Error);
        Assert.Equal(("RecruitSales refused", ActivityKind.Server), (refused.DisplayName, refused.Kind));
    }

    [Fact]
    public async Task A_trace_goes_on_after_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        TestOrder order;
        await using (var before = await SimulatorFixture.Start(data.FullName)) order = await before.RequestPayment("SPANS-4");
        await using (var after = await SimulatorFixture.Start(data.FullName))
            await after.PostConsumerAction(order, """{"action":"approve"}""");
        var (first, steps) = Trace(order);
        Assert.Equal(first.SpanId, Assert.Single(steps, span => Equals(span.GetTagItem("kantansim.step"), 8)).ParentSpanId);
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("01", 1)]
    [InlineData("00", 0)]
    public async Task A_payment_links_to_its_callers_trace_when_that_is_sampled(string flags, int links)
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c", span = "b7ad6b7169203331";
        await using var simulated = await SimulatorFixture.Start(settings: "--OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:9");
        using var http = new HttpClient();
        using var call = new HttpRequestMessage(HttpMethod.Post, $"{simulated.Url}/payment/EntryTranRecruit.idPass")
        {
            Headers = { { "traceparent", $"00-{trace}-{span}-{flags}" } },
            Content = new StringContent($"ShopID=tshop00000001&ShopPass=kantansim1&OrderID=SPANS-5-{flags}&JobCd=AUTH&Amount=1"),
        };
        using var answer = await http.SendAsync(call, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var accessId = ResponseBody.Read(body).First(field => field.Key == "AccessID").Value;
        var (first, _) = Trace(new("", accessId, ""));
        Assert.Equal(
            Enumerable.Repeat((trace, span), links),
            first.Links.Select(link => (link.Context.TraceId.ToHexString(), link.Context.SpanId.ToHexString())));
    }

    Activity[] Of(TestOrder order) => [.. ended.Where(span => span.TraceId.ToHexString() == order.AccessId)];

    (Activity First, Activity[] Steps) Trace(TestOrder order)
    {
        var first = Assert.Single(Of(order), span => span.ParentSpanId == default);
        Assert.Equal("payment", first.DisplayName);
        return (first, [.. Of(order).Except([first])]);
    }
}
