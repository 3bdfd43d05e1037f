using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <content>Starting jobs, and what follows their end.</content>
internal sealed partial class Scheduler
{
    void StartDueJobs()
    {
        lock (sync)
        {
            if (store.UnhealthyReason is not null || slots.Free == 0) return;
            var due = schedule.Due(clocks.Now, job => CanStart(job) && slots.TryAcquire(job), slots.Free);
            foreach (var job in due) Start(job);
        }
    }

    bool CanStart(ScheduledJob job) => !running.ContainsKey(job.Id) && !paused.Contains(job.ShopId) && !paused.Contains(AllShops);

    void Start(ScheduledJob job)
    {
        var task = RunAfter(lastOfTransaction.GetValueOrDefault(job.TransactionNumber, Task.CompletedTask), job);
        time.Begin();
        running[job.Id] = (task, time.Total, job.ShopId);
        lastOfTransaction[job.TransactionNumber] = task;
        _ = ReleaseWhenDone(task, job);
    }

    async Task RunAfter(Task previous, ScheduledJob job)
    {
        // Leave the caller's thread, which holds the lock.
        await Task.Yield();
        await previous;
        // Removed or replaced while it waited: what replaced it starts on its own.
        if (!ReferenceEquals(schedule.Find(job.Id), job)) return;
        try
        {
            var hasHappened = await handlers[job.Kind](job, aborting.Token);
            await CheckDeleted(job);
            if (hasHappened) Count(job);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            // The job stays scheduled: the next start runs it.
        }
        catch (Exception fault)
        {
            if (store.UnhealthyReasonFor(fault) is null) LogFault(fault, job.Kind, OrderOf(job), job.AccessId);
            await Task.Delay(RetryDelay, aborting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A handler finds no payment, and leaves the job, when the payment was deleted or its shop has ended: the job is deleted here.
    async Task CheckDeleted(ScheduledJob job)
    {
        // Compared by reference: a job scheduled again meanwhile may be due at the same time.
        if (!ReferenceEquals(schedule.Find(job.Id), job)) return;
        if (ledger?.Find(job.AccessId) is not null) throw new InvalidOperationException($"{job.Kind} did not delete its job.");
        await store.Write(work => schedule.Remove(work, job.Id));
    }

    // For a log message: reading the order may fail for the same reason as the job.
    string OrderOf(ScheduledJob job)
    {
        try
        {
            return LogText.Id(ledger?.Find(job.AccessId)?.OrderId);
        }
        catch (Exception)
        {
            return LogText.Unknown;
        }
    }

    async Task ReleaseWhenDone(Task task, ScheduledJob job)
    {
        await task;
        lock (sync)
        {
            running.Remove(job.Id);
            time.End();
            slots.Release(job);
            if (lastOfTransaction.GetValueOrDefault(job.TransactionNumber) == task) lastOfTransaction.Remove(job.TransactionNumber);
        }
        schedule.Wake();
    }

    Task[] AllRunning()
    {
        lock (sync) return [.. running.Values.Select(job => job.Task)];
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Due} OrderID {OrderId} AccessID {AccessId} failed; it stays scheduled and is retried")]
    partial void LogFault(Exception fault, JobKind due, string orderId, string accessId);
}
