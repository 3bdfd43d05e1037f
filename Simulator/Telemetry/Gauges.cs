using System.Diagnostics.Metrics;
using KantanSim.Clocks;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Telemetry;

/// <summary>Metrics that are read when they are collected: pending jobs, and what the store has saved.</summary>
internal sealed class Gauges : IHostedService, IDisposable
{
    readonly Meter meter = new(PaymentTrace.Name);

    public Gauges(JobSchedule jobs, Store store, ShopClocks clocks)
    {
        meter.CreateObservableUpDownCounter(
            "kantansim.notifications.pending", () => jobs.CountOf(JobKind.Notification),
            "{notification}", "Result notifications that are still to be tried.");
        meter.CreateObservableUpDownCounter("kantansim.agenda.lines", () => jobs.Count, "{line}", "Scheduled jobs.");
        meter.CreateObservableUpDownCounter(
            "kantansim.agenda.lines_due", () => jobs.CountDue(clocks.Now), "{line}", "Scheduled jobs that are due and not done.");
        meter.CreateObservableCounter(
            "kantansim.store.batches", () => store.SavedBatches, "{batch}", "Commits, each with one sync of the disk.");
        meter.CreateObservableCounter("kantansim.store.rows", () => store.SavedRows, "{row}", "Rows saved.");
    }

    // Registered as a hosted service, so that the host creates it.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => meter.Dispose();
}
