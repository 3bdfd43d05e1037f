using KantanSim.Configuration;

namespace KantanSim.Telemetry;

/// <summary>What is told to whom, by OpenTelemetry's own environment variables and by ours. Reading them loads nothing of the SDK.</summary>
/// <param name="Traces">Traces are sent by OTLP.</param>
/// <param name="Metrics">Metrics are sent by OTLP.</param>
/// <param name="Scraped">Prometheus may ask for metrics.</param>
internal sealed record TelemetryOptions(bool Traces, bool Metrics, bool Scraped)
{
    public bool Any => Traces || Metrics || Scraped;

    /// <exception cref="ConfigurationException">A variable does not fit.</exception>
    public static TelemetryOptions Read(IConfiguration configuration, bool scraped)
    {
        if (IsDisabled(configuration))
            return scraped ? throw new ConfigurationException("Metrics", "true", "false, as OTEL_SDK_DISABLED is true") : new(false, false, false);
        return new(IsSent(configuration, "TRACES"), IsSent(configuration, "METRICS"), scraped);
    }

    static bool IsDisabled(IConfiguration configuration) => string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    // Without an endpoint nothing is sent: the standard's default, a collector on this machine, is nobody's wish here.
    static bool IsSent(IConfiguration configuration, string signal)
    {
        var isGiven = IsGiven(configuration, "OTEL_EXPORTER_OTLP_ENDPOINT") | IsGiven(configuration, $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT");
        CheckProtocol(configuration, "OTEL_EXPORTER_OTLP_PROTOCOL");
        CheckProtocol(configuration, $"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL");
        return isGiven && !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase);
    }

    static bool IsGiven(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } text
        && (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? true : throw ConfigurationException.OfStandard(name, text, "an absolute http or https URL"));

    static void CheckProtocol(IConfiguration configuration, string name)
    {
        if (configuration[name] is { Length: > 0 } text and not ("grpc" or "http/protobuf"))
            throw ConfigurationException.OfStandard(name, text, "grpc or http/protobuf");
    }
}
