using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Telemetry;

/// <summary>The real program, told by OpenTelemetry's own environment variables where to send what.</summary>
public sealed class ExportTests
{
    // A payment that is registered and requested has eight spans: they are sent at once, and any more at the end only.
    static readonly (string, string)[] ByHttp =
    [
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "8"), ("OTEL_BSP_SCHEDULE_DELAY", "3600000"), ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
    ];

    [Fact]
    public async Task Traces_and_metrics_go_to_the_collector_and_what_is_left_goes_at_the_end()
    {
        await using var collector = await Collector.Start();
        using var program = await RunningProgram.Start(
            [.. ByHttp, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_SERVICE_NAME", "till"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=qa")], "--KantanSim:Data=:memory:");
        var order = await program.Executes("OTLP-1");
        var received = await collector.Until("/v1/traces", "/v1/metrics");
        await program.Call("RecruitSales", order); // too early: a ninth span
        program.Terminate();
        Assert.Equal(0, await program.Ended());
        received.AddRange(collector.All());

        var traces = received.Where(one => one.Path == "/v1/traces").Select(one => one.Body).ToList();
        var spans = traces.SelectMany(body => body.At(1, 2, 2)).ToList();
        Assert.All(spans, span => Assert.Equal(order.AccessId, span.One(1).Hex));
        Assert.Superset(new HashSet<string>(["payment", "purchase", "EntryTranRecruit", "ExecTranRecruit", "RecruitSales refused"]), spans.Select(span => span.One(5).Text).ToHashSet());
        Assert.Contains(("kantansim.order_id", "OTLP-1"), spans.SelectMany(Attributes));
        Assert.All([("service.name", "till"), ("deployment.environment", "qa")], attribute => Assert.Contains(attribute, traces[0].At(1, 1).SelectMany(resource => resource.At(1)).Select(Attribute)));

        var metrics = received.Where(one => one.Path == "/v1/metrics").SelectMany(one => one.Body.At(1, 2, 2)).Select(metric => metric.One(1).Text).ToHashSet();
        Assert.Superset(new HashSet<string>(["kantansim.payments.registered", "kantansim.gateway.call.duration", "kantansim.store.batches", "kantansim.agenda.lines_due"]), metrics);
    }

    [Fact]
    public async Task A_signal_s_own_endpoint_sends_that_signal_only()
    {
        await using var collector = await Collector.Start();
        using var program = await RunningProgram.Start([.. ByHttp, ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{collector.Url}/here")], "--KantanSim:Data=:memory:");
        await program.Executes("OTLP-2");
        var received = await collector.Until("/here");
        program.Terminate();
        await program.Ended();
        Assert.Equal(["/here"], received.Concat(collector.All()).Select(one => one.Path).Distinct());
    }

    [Fact]
    public async Task Without_a_word_about_it_nothing_of_OpenTelemetry_is_loaded()
    {
        using var program = await RunningProgram.Start("--KantanSim:Data=:memory:");
        await program.Executes("OTLP-3");
        Assert.DoesNotContain("OpenTelemetry", await program.Loaded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabled_it_is_not_loaded_either()
    {
        using var program = await RunningProgram.Start([("OTEL_SDK_DISABLED", "true"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")], "--KantanSim:Data=:memory:");
        await program.Executes("OTLP-4");
        Assert.DoesNotContain("OpenTelemetry", await program.Loaded(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "here")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("KantanSim:Metrics", "perhaps")]
    [InlineData("KantanSim:LogFormat", "xml")]
    public async Task What_does_not_fit_stops_the_start_and_is_named(string name, string value)
    {
        var fault = await Assert.ThrowsAsync<SettingException>(() => Simulated.Start(settings: $"--{name}={value}"));
        Assert.StartsWith($"Setting {name} is \"{value}\"; allowed: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_not_asked_for_and_disabled_at_once()
    {
        var fault = await Assert.ThrowsAsync<SettingException>(() => Simulated.Start(settings: ["--KantanSim:Metrics=true", "--OTEL_SDK_DISABLED=true"]));
        Assert.Contains("OTEL_SDK_DISABLED", fault.Message, StringComparison.Ordinal);
    }

    static IEnumerable<(string, string)> Attributes(Protobuf span) => span.At(9).Select(Attribute);

    static (string, string) Attribute(Protobuf pair) => (pair.One(1).Text, string.Concat(pair.At(2, 1).Select(value => value.Text)));
}
