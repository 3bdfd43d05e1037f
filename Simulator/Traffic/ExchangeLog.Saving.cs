using KantanSim.Storage;

namespace KantanSim.Traffic;

/// <content>Saves exchanges in the background.</content>
internal sealed partial class ExchangeLog
{
    /// <summary>Waits until all exchanges that were added before are on disk.</summary>
    /// <exception cref="IOException">They cannot be saved now.</exception>
    public async Task Flush()
    {
        await StartSave();
        if (store.UnhealthyReason is { } reason && HasUnsaved()) throw new IOException(reason);
    }

    Task StartSave()
    {
        lock (sync)
        {
            if (unsaved.Count > 0) QueueSave();
            return saving;
        }
    }

    bool HasUnsaved()
    {
        lock (sync) return unsaved.Count > 0;
    }

    // One queued write takes all that is added until it runs.
    void QueueSave()
    {
        if (isSaveQueued) return;
        isSaveQueued = true;
        saving = Save();
    }

    async Task Save()
    {
        List<Exchange> taken = [];
        try
        {
            await store.Write(work =>
            {
                taken = TakeUnsaved();
                foreach (var exchange in taken) Save(work, exchange);
            });
        }
        catch (Exception fault)
        {
            // The store reports its own faults.
            var isTemporary = store.UnhealthyReasonFor(fault) is not null;
            lock (sync)
            {
                isSaveQueued = false;
                if (isTemporary) KeepUnsaved(taken);
            }
            if (!isTemporary) LogLost(fault, taken.Count);
        }
    }

    List<Exchange> TakeUnsaved()
    {
        lock (sync)
        {
            var taken = unsaved;
            unsaved = [];
            isSaveQueued = false;
            return taken;
        }
    }

    // For the next save, in order.
    void KeepUnsaved(List<Exchange> taken)
    {
        unsaved.AddRange(taken);
        unsaved.Sort((one, other) => one.Number.CompareTo(other.Number));
        DropOldestUnsaved();
    }

    void DropOldestUnsaved()
    {
        if (unsaved.Count > Capacity) unsaved.RemoveRange(0, unsaved.Count - Capacity);
    }

    void Save(UnitOfWork work, Exchange exchange)
    {
        blocks.Append(work, exchange);
        var number = exchange.IsPlayed ? null : ObservedFor(work, exchange);
        if (number is { } transaction) work.Append(observations, transaction, exchange);
        work.WhenSaved(() => Saved?.Invoke(exchange, number));
    }

    // Null also when the payment was deleted meanwhile. Another shop's call that names the payment is not the shop's fault.
    long? ObservedFor(UnitOfWork work, Exchange exchange)
    {
        if (exchange.AccessId is not { } accessId || ledger.FindStaged(work, accessId) is not { } transaction) return null;
        return exchange.ShopId.Length == 0 || exchange.ShopId == transaction.ShopId ? transaction.Number : null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} calls are shown, but cannot be saved")]
    partial void LogLost(Exception fault, int count);
}
