using KantanSim.Configuration;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Telemetry;

/// <summary>OpenTelemetry's environment variables and our settings of telemetry.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task An_endpoint_of_one_signal_sends_that_signal_only()
    {
        await using var collector = await Collector.Start();
        using var program = await SimulatorProcess.Start(
            [.. ExportingProgram.ByHttp, ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{collector.Url}/here")], "--KantanSim:Data=:memory:");
        await program.Executes("OTLP-2");
        var received = await collector.Until("/here");
        program.Terminate();
        await program.WaitForExit();
        Assert.Equal(["/here"], received.Concat(collector.All()).Select(one => one.Path).Distinct());
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "here")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("KantanSim:Metrics", "perhaps")]
    [InlineData("KantanSim:LogFormat", "xml")]
    public async Task An_invalid_setting_stops_the_start_with_its_name_and_value(string name, string value)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => SimulatorFixture.Start(settings: $"--{name}={value}"));
        Assert.StartsWith($"Setting {name} is \"{value}\"; allowed: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_that_are_asked_for_and_disabled_stop_the_start()
    {
        string[] settings = ["--KantanSim:Metrics=true", "--OTEL_SDK_DISABLED=true"];
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => SimulatorFixture.Start(settings: settings));
        Assert.Contains("OTEL_SDK_DISABLED", fault.Message, StringComparison.Ordinal);
    }
}
