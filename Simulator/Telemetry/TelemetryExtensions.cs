using KantanSim.Configuration;

namespace KantanSim.Telemetry;

/// <summary>Logs, traces and metrics. What no setting asks for is not registered.</summary>
internal static class TelemetryExtensions
{
    public static void AddTelemetry(this WebApplicationBuilder builder, SimulatorOptions options)
    {
        if (options.LogsJson) AddJsonConsole(builder.Logging);
        var telemetry = TelemetryOptions.Read(builder.Configuration, options.Metrics);
        if (telemetry.Any) OpenTelemetrySetup.Add(builder.Services, builder.Configuration, telemetry);
    }

    /// <summary>Serves <c>/metrics</c> when that is set.</summary>
    public static void MapTelemetry(this IEndpointRouteBuilder routes, SimulatorOptions options)
    {
        if (options.Metrics) OpenTelemetrySetup.MapMetrics(routes);
    }

    // Scopes contain the trace id of the request, which is the merchant's own when its call had a traceparent header.
    static void AddJsonConsole(ILoggingBuilder logging) => logging.AddJsonConsole(json =>
    {
        json.IncludeScopes = true;
        json.UseUtcTimestamp = true;
        json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    });
}
