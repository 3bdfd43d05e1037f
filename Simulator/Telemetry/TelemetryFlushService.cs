using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace KantanSim.Telemetry;

/// <summary>When all has stopped, what was gathered since is sent; a collector that does not answer holds up the end no longer than the whole stop may take.</summary>
internal sealed class TelemetryFlushService(IServiceProvider services) : IHostedLifecycleService
{
    static readonly TimeSpan WholeStop = TimeSpan.FromSeconds(1.4);
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    long stopping;

    public Task StoppingAsync(CancellationToken cancel)
    {
        stopping = Stopwatch.GetTimestamp();
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancel)
    {
        var left = WholeStop - Stopwatch.GetElapsedTime(stopping);
        var patience = (int)(left > Least ? left : Least).TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(patience), CancellationToken.None),
            Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(patience), CancellationToken.None));
    }

    public Task StartingAsync(CancellationToken cancel) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancel) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
}
