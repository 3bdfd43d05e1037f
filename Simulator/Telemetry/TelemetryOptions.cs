using KantanSim.Configuration;

namespace KantanSim.Telemetry;

/// <summary>
/// What is exported, by OpenTelemetry's environment variables and <c>KantanSim:Metrics</c>. Reading it loads no assembly of the SDK.
/// </summary>
/// <param name="Traces">Traces are sent by OTLP.</param>
/// <param name="Metrics">Metrics are sent by OTLP.</param>
/// <param name="Scraped">Prometheus may collect metrics at <c>/metrics</c>.</param>
internal sealed record TelemetryOptions(bool Traces, bool Metrics, bool Scraped)
{
    public bool Any => Traces || Metrics || Scraped;

    /// <exception cref="ConfigurationException">A variable is invalid.</exception>
    public static TelemetryOptions Read(IConfiguration configuration, bool scraped)
    {
        if (!IsDisabled(configuration)) return new(IsExported(configuration, "TRACES"), IsExported(configuration, "METRICS"), scraped);
        if (scraped) throw new ConfigurationException("Metrics", "true", "false, as OTEL_SDK_DISABLED is true");
        return new(false, false, false);
    }

    static bool IsDisabled(IConfiguration configuration) =>
        string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    // Nothing is sent without an endpoint. The standard's default endpoint, a collector on this machine, does not apply.
    static bool IsExported(IConfiguration configuration, string signal)
    {
        string[] endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"];
        foreach (var endpoint in endpoints) CheckEndpoint(configuration, endpoint);
        CheckProtocol(configuration, "OTEL_EXPORTER_OTLP_PROTOCOL");
        CheckProtocol(configuration, $"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL");
        var isOff = string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase);
        return !isOff && endpoints.Any(endpoint => !string.IsNullOrEmpty(configuration[endpoint]));
    }

    static void CheckEndpoint(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { Length: > 0 } text) return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw ConfigurationException.OfStandard(name, text, "an absolute http or https URL");
    }

    static void CheckProtocol(IConfiguration configuration, string name)
    {
        if (configuration[name] is { Length: > 0 } text and not ("grpc" or "http/protobuf"))
            throw ConfigurationException.OfStandard(name, text, "grpc or http/protobuf");
    }
}
