using KantanSim.Configuration;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace KantanSim.Telemetry;

/// <summary>What the operator of a running KantanSim is told: traces, metrics, the log's form. What is not asked for is not there.</summary>
internal static class TelemetryExtensions
{
    /// <summary>The framework's lines about each call, for which it begins an activity.</summary>
    const string HostingLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>How long a line of the log may wait for others, which are written with it.</summary>
    static readonly TimeSpan LinesWait = TimeSpan.FromMilliseconds(10);

    public static void AddTelemetry(this WebApplicationBuilder builder, SimulatorOptions options)
    {
        if (options.LogsJson) WriteJson(builder.Logging);
        if (Console.IsOutputRedirected) GatherLines(builder.Services);
        var exports = TelemetryOptions.Read(builder.Configuration, options.Metrics);
        if (!options.LogsJson && !exports.Traces) DropContext(builder);
        if (!exports.Any) return;
        builder.Services.AddSingleton<Gauges>();
        OpenTelemetrySetup.Add(builder.Services, builder.Configuration, exports);
    }

    public static void MapTelemetry(this WebApplication app)
    {
        app.Services.GetService<Gauges>();
        if (app.Services.GetRequiredService<SimulatorOptions>().Metrics) OpenTelemetrySetup.MapMetrics(app);
    }

    // A line of text shows neither scopes nor the activity that the framework begins for its lines about a call, and each await would carry both along.
    static void DropContext(WebApplicationBuilder builder)
    {
        builder.Services.Configure<LoggerFilterOptions>(filter => filter.CaptureScopes = false);
        // The framework begins it where something critical would be logged. What it logs there as critical, a start that fails, ends the program with its own line.
        if (!IsConfigured(builder.Configuration, HostingLog)) builder.Logging.AddFilter(HostingLog, level => level is LogLevel.Warning or LogLevel.Error);
    }

    static bool IsConfigured(IConfiguration configuration, string category) =>
        configuration.GetSection("Logging:LogLevel").GetChildren().Any(level => category.StartsWith(level.Key, StringComparison.OrdinalIgnoreCase));

    // The framework's own provider knows how to tell errors apart.
    static void GatherLines(IServiceCollection services)
    {
        services.Remove(services.First(service => service.ImplementationType == typeof(ConsoleLoggerProvider)));
        services.AddSingleton<ILoggerProvider>(provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>();
            var formatters = provider.GetServices<ConsoleFormatter>();
            if (options.CurrentValue.LogToStandardErrorThreshold != LogLevel.None) return new ConsoleLoggerProvider(options, formatters);
            return new BatchingConsoleLoggerProvider(Formatter(formatters, options.CurrentValue.FormatterName), new StreamWriter(Console.OpenStandardOutput(), Console.Out.Encoding), LinesWait);
        });
    }

    static ConsoleFormatter Formatter(IEnumerable<ConsoleFormatter> formatters, string? name) =>
        formatters.FirstOrDefault(formatter => formatter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? formatters.First(formatter => formatter.Name == ConsoleFormatterNames.Simple);

    // Scopes carry the trace of the request, which is the merchant's own when the call brought one.
    static void WriteJson(ILoggingBuilder logging) => logging.AddJsonConsole(json =>
        (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
}
