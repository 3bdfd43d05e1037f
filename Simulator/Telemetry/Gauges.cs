using System.Diagnostics.Metrics;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Telemetry;

/// <summary>What is looked up when somebody asks: how much waits, and what the store has done.</summary>
internal sealed class Gauges : IDisposable
{
    readonly Meter meter = new(PaymentTrace.Name);

    public Gauges(JobSchedule agenda, Store store, TimeProvider clock)
    {
        meter.CreateObservableUpDownCounter("kantansim.notifications.pending", () => agenda.CountOf((_, due) => due == JobKind.Notification), "{notification}", "Result notifications that are still to be tried.");
        meter.CreateObservableUpDownCounter("kantansim.agenda.lines", () => agenda.Count, "{line}", "Lines of the agenda.");
        meter.CreateObservableUpDownCounter("kantansim.agenda.lines_due", () => { var now = clock.GetUtcNow(); return agenda.CountOf((at, _) => at <= now); }, "{line}", "Lines of the agenda that are due and not done.");
        meter.CreateObservableCounter("kantansim.store.batches", () => store.SavedBatches, "{batch}", "Batches saved, each with one sync of the disk.");
        meter.CreateObservableCounter("kantansim.store.rows", () => store.SavedRows, "{row}", "Rows saved.");
    }

    public void Dispose() => meter.Dispose();
}
