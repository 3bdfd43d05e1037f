using System.Globalization;
using KantanSim.Transactions;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KantanSim.Telemetry;

/// <summary>The SDK put together: the one class that names it, so that whoever exports nothing does not load it.</summary>
internal static class OpenTelemetrySetup
{
    // The program's own and, as they cost nothing more, the runtime's and the web server's.
    static readonly string[] Meters = [PaymentTrace.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    public static void Add(IServiceCollection services, IConfiguration configuration, TelemetryOptions exports)
    {
        // Last, as a later one wins: what the environment says of the resource.
        var sdk = services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService("kantansim", serviceVersion: typeof(OpenTelemetrySetup).Assembly.GetName().Version!.ToString(3)).AddEnvironmentVariableDetector());
        if (exports.Traces) sdk.WithTracing(traces => traces.AddSource(PaymentTrace.Name).AddOtlpExporter(to => Address(to, configuration, "TRACES")));
        if (exports.Metrics || exports.Scraped) sdk.WithMetrics(metrics => Measure(metrics, configuration, exports));
        services.AddHostedService<TelemetryFlushService>();
    }

    public static void MapMetrics(IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics").ExcludeFromDescription();

    static void Measure(MeterProviderBuilder metrics, IConfiguration configuration, TelemetryOptions exports)
    {
        metrics.AddMeter(Meters);
        if (exports.Metrics) metrics.AddOtlpExporter(to => Address(to, configuration, "METRICS"));
        if (exports.Scraped) metrics.AddPrometheusExporter();
    }

    // The SDK reads what counts for all signals; a signal's own variables it leaves to us.
    static void Address(OtlpExporterOptions to, IConfiguration configuration, string signal)
    {
        if (Own("PROTOCOL") is { } protocol) to.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        if (Own("ENDPOINT") is { } endpoint) to.Endpoint = new(endpoint);
        if (Own("HEADERS") is { } headers) to.Headers = headers;
        if (int.TryParse(Own("TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) to.TimeoutMilliseconds = milliseconds;

        string? Own(string what) => configuration[$"OTEL_EXPORTER_OTLP_{signal}_{what}"] is { Length: > 0 } text ? text : null;
    }
}
