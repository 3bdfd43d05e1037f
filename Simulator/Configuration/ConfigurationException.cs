namespace KantanSim.Configuration;

/// <summary>A setting has an invalid value. The program prints the message in one line and exits. The caller has to mask secrets.</summary>
internal sealed class ConfigurationException : Exception
{
    /// <param name="name">The name without <c>KantanSim:</c>.</param>
    /// <param name="allowed">The allowed values, to follow "allowed:" in the message.</param>
    public ConfigurationException(string name, string value, string allowed)
        : this(BuildMessage("Setting KantanSim:" + name, value, allowed)) { }

    ConfigurationException(string message) : base(message) { }

    /// <summary>For a setting outside section <c>KantanSim</c>, such as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public static ConfigurationException OfStandard(string name, string value, string allowed) =>
        new(BuildMessage("Setting " + name, value, allowed));

    static string BuildMessage(string setting, string value, string allowed) => $"{setting} is \"{value}\"; allowed: {allowed}.";
}
