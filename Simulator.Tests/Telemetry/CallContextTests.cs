using KantanSim.Startup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Telemetry;

/// <summary>
/// ASP.NET Core creates an activity for each call when the log of its diagnostics is enabled, which every await then has to carry.
/// </summary>
public sealed class CallContextTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("--KantanSim:Metrics=true", false)]
    [InlineData("--KantanSim:LogFormat=json", true)]
    [InlineData("--OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:9", true)]
    [InlineData("--Logging:LogLevel:Microsoft.AspNetCore=Information", true)]
    public async Task A_call_has_an_activity_only_where_logs_or_traces_use_it(string? setting, bool has)
    {
        await using var app = await CompositionRoot.Build(["--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", .. setting is null ? Array.Empty<string>() : [setting]]);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics");
        Assert.Equal((has, true, true), (log.IsEnabled(LogLevel.Critical), log.IsEnabled(LogLevel.Error), log.IsEnabled(LogLevel.Warning)));
    }
}
