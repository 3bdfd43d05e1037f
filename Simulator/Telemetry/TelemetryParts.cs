namespace KantanSim.Telemetry;

/// <summary>What the operator of a running KantanSim is told: traces, metrics, the log's form. What is not asked for is not there.</summary>
internal static class TelemetryParts
{
    public static void AddTelemetry(this WebApplicationBuilder builder, SimulatorOptions options)
    {
        if (options.LogsJson) WriteJson(builder.Logging);
        var exports = Exports.Read(builder.Configuration, options.Metrics);
        if (!exports.Any) return;
        builder.Services.AddSingleton<Gauges>();
        OpenTelemetrySdk.Add(builder.Services, builder.Configuration, exports);
    }

    public static void MapTelemetry(this WebApplication app)
    {
        app.Services.GetService<Gauges>();
        if (app.Services.GetRequiredService<SimulatorOptions>().Metrics) OpenTelemetrySdk.MapMetrics(app);
    }

    // Scopes carry the trace of the request, which is the merchant's own when the call brought one.
    static void WriteJson(ILoggingBuilder logging) => logging.AddJsonConsole(json =>
        (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
}
