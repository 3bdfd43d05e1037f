namespace KantanSim.Configuration;

/// <summary>A setting is wrong; the start stops with this one line. Secrets are masked by whoever throws it.</summary>
internal sealed class ConfigurationException : Exception
{
    public ConfigurationException(string name, string value, string allowed) : base(Told("Setting KantanSim:" + name, value, allowed)) { }

    ConfigurationException(string told) : base(told) { }

    /// <summary>One that is not KantanSim's own but a standard's, such as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public static ConfigurationException OfStandard(string name, string value, string allowed) => new(Told("Setting " + name, value, allowed));

    static string Told(string setting, string value, string allowed) => $"{setting} is \"{value}\"; allowed: {allowed}.";
}
