using KantanSim.Tests.Infrastructure;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Telemetry;

/// <summary>The real program with OTLP export and a Prometheus endpoint. It plays one payment and is stopped.</summary>
public sealed class ExportingProgram : IAsyncLifetime
{
    /// <summary>
    /// A payment that is registered and requested has so many spans, which are sent at once. An incomplete batch is sent at the end.
    /// </summary>
    internal const int Batch = 8;

    internal static readonly (string, string)[] ByHttp =
    [
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", $"{Batch}"),
        ("OTEL_BSP_SCHEDULE_DELAY", "3600000"), ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
    ];

    internal TestOrder Order { get; private set; } = null!;

    /// <summary>What the collector received while the program ran.</summary>
    internal IReadOnlyList<OtlpRequest> Sent { get; private set; } = [];

    /// <summary>What it received from when the program was told to stop.</summary>
    internal IReadOnlyList<OtlpRequest> SentAtEnd { get; private set; } = [];

    /// <summary>What Prometheus reads after the payment.</summary>
    internal string Prometheus { get; private set; } = "";

    internal int ExitCode { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await using var collector = await Collector.Start();
        using var merchant = WireMockServer.Start();
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody("0"));
        using var program = await SimulatorProcess.Start(
            [
                .. ByHttp, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_SERVICE_NAME", "till"),
                ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=qa"),
            ],
            ["--KantanSim:Data=:memory:", "--KantanSim:Metrics=true", .. SimulatorProcess.Notifying($"{merchant.Url}/notify")]);
        Order = await program.Executes("OTLP-1");
        var first = await collector.Until("/v1/traces", "/v1/metrics");
        await program.Call("RecruitSales", Order); // too early
        await program.Call("NoSuchThing", Order);
        await program.Api(HttpMethod.Post, $"/transactions/{Order.AccessId}/consumer", new { action = "approve" });
        await program.Gets($"/api/transactions/{Order.AccessId}/wait?notifications=3&timeoutSeconds=180");
        Prometheus = await program.Gets("/metrics");
        Sent = [.. first, .. collector.All()];
        program.Terminate();
        ExitCode = await program.WaitForExit();
        SentAtEnd = [.. collector.All()];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
