using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace KantanSim.Telemetry;

/// <summary>
/// Sends the remaining traces and metrics when everything else has stopped. A collector that does not answer delays the stop until
/// <see cref="StopTimeout"/> after its beginning.
/// </summary>
internal sealed class TelemetryFlushService(TracerProvider? traces = null, MeterProvider? metrics = null) : IHostedLifecycleService
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1.4);
    static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(200);

    long stopping;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        stopping = Stopwatch.GetTimestamp();
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var remaining = StopTimeout - Stopwatch.GetElapsedTime(stopping);
        var timeout = (int)(remaining > MinTimeout ? remaining : MinTimeout).TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => traces?.Shutdown(timeout), CancellationToken.None),
            Task.Run(() => metrics?.Shutdown(timeout), CancellationToken.None));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
