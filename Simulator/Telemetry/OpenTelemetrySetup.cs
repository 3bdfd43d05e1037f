using System.Globalization;
using KantanSim.Transactions;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KantanSim.Telemetry;

/// <summary>Sets up OpenTelemetry. No other class references its SDK: its assemblies are not loaded when nothing is exported.</summary>
internal static class OpenTelemetrySetup
{
    static readonly string[] Meters =
        [PaymentTrace.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    static readonly string Version = typeof(OpenTelemetrySetup).Assembly.GetName().Version!.ToString(3);

    public static void Add(IServiceCollection services, IConfiguration configuration, TelemetryOptions options)
    {
        // The environment's resource attributes come last: a later detector wins.
        var openTelemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("kantansim", serviceVersion: Version).AddEnvironmentVariableDetector());
        if (options.Traces)
            openTelemetry.WithTracing(traces => traces.AddSource(PaymentTrace.Name)
                .AddOtlpExporter(exporter => Configure(exporter, configuration, "TRACES")));
        if (options.Metrics || options.Scraped)
            openTelemetry.WithMetrics(metrics => AddMetrics(metrics, configuration, options));
        services.AddHostedService<Gauges>();
        services.AddHostedService<TelemetryFlushService>();
    }

    public static void MapMetrics(IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").ExcludeFromDescription();

    static void AddMetrics(MeterProviderBuilder metrics, IConfiguration configuration, TelemetryOptions options)
    {
        metrics.AddMeter(Meters);
        if (options.Metrics) metrics.AddOtlpExporter(exporter => Configure(exporter, configuration, "METRICS"));
        if (options.Scraped) metrics.AddPrometheusExporter();
    }

    // The SDK reads the variables that apply to all signals; those of one signal are read here.
    static void Configure(OtlpExporterOptions exporter, IConfiguration configuration, string signal)
    {
        if (Variable("PROTOCOL") is { } protocol)
            exporter.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        if (Variable("ENDPOINT") is { } endpoint) exporter.Endpoint = new(endpoint);
        if (Variable("HEADERS") is { } headers) exporter.Headers = headers;
        if (int.TryParse(Variable("TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            exporter.TimeoutMilliseconds = milliseconds;

        string? Variable(string name) => configuration[$"OTEL_EXPORTER_OTLP_{signal}_{name}"] is { Length: > 0 } text ? text : null;
    }
}
