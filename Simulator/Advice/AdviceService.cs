using System.Collections.Concurrent;
using KantanSim.Storage;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>
/// Judges payments soon after something happened to them, or when an absence becomes a fault on the shop's clock, and stores the findings.
/// Whoever reads findings calls <see cref="Refresh()"/> first.
/// </summary>
internal sealed partial class AdviceService : IAsyncDisposable
{
    const int BatchSize = 200;

    /// <summary>After a crash so many of the newest payments are judged again.</summary>
    const int MaxAfterCrash = 20_000;

    readonly Store store;
    readonly LedgerCollections collections;
    readonly AdviceRepository repository;
    readonly HistoryReader histories;
    readonly Judge judge;
    readonly ExchangeLog exchanges;
    readonly JudgeTimes times;
    readonly ConcurrentDictionary<long, bool> changedPayments = new();
    readonly ConcurrentDictionary<string, bool> changedShops = new();
    readonly SemaphoreSlim judging = new(1);
    readonly Table<string, AdviceState> state;
    bool isStarted;

    public AdviceService(
        Store store, Ledger ledger, LedgerCollections collections, AdviceRepository repository, HistoryReader histories, Judge judge,
        ExchangeLog exchanges, JudgeTimes times)
    {
        (this.store, this.collections, this.repository) = (store, collections, repository);
        (this.histories, this.judge, this.exchanges, this.times) = (histories, judge, exchanges, times);
        state = store.NamedTable<AdviceState>("advice_state", AdviceJson.Default);
        ledger.Saved += number =>
        {
            changedPayments[number] = true;
            Changed?.Invoke();
        };
        exchanges.Saved += (observation, number) =>
        {
            // Also for a call about a payment: calls that are wrong in a row can be about several.
            changedShops[observation.ShopId] = true;
            if (number is { } payment) changedPayments[payment] = true;
            Changed?.Invoke();
        };
    }

    /// <summary>Raised when there is something to judge, mostly on the store's writer thread. It must not throw.</summary>
    public event Action? Changed;

    /// <summary>Whether a payment is judged at a later time although nothing happens to it.</summary>
    public bool AwaitsTime => times.Any;

    /// <summary>
    /// Reads what has to be judged, now or at a later time, and records that it is not done, so that a crash is noticed at the next start.
    /// </summary>
    public async Task Open()
    {
        await Exclusively(() => Task.CompletedTask);
        if (HasChanges) Changed?.Invoke();
    }

    /// <summary>Judges a payment now, whether or not something happened to it, and all that has changed.</summary>
    public Task Refresh(Transaction payment)
    {
        changedPayments[payment.Number] = true;
        return Refresh();
    }

    /// <summary>Judges all that has changed before, so that the stored findings are those of now.</summary>
    public async Task Refresh()
    {
        await exchanges.Flush();
        await Exclusively(MarkDue);
        // Batch by batch, so that a page that shows one payment does not wait for all.
        foreach (var batch in changedPayments.Keys.Chunk(BatchSize)) await Exclusively(() => Judge(changedPayments, batch, JudgePayments));
        await Exclusively(() => Judge(changedShops, changedShops.Keys, JudgeShops));
    }

    /// <summary>Judges one payment if it has changed, and no other, so that its stored findings are those of now.</summary>
    public async Task RefreshOnly(Transaction payment)
    {
        await exchanges.Flush();
        await Exclusively(MarkDue);
        await Exclusively(() => Judge(changedPayments, [payment.Number], JudgePayments));
        if (!changedPayments.IsEmpty) Changed?.Invoke();
    }

    /// <summary>As <see cref="RefreshOnly"/>. While the store cannot save, the stored findings and calls stay as they were.</summary>
    public async Task TryRefreshOnly(Transaction payment)
    {
        try { await RefreshOnly(payment); }
        catch (Exception fault) when (store.UnhealthyReasonFor(fault) is not null) { /* the store has reported it */ }
    }

    // Judges what is left, and records that nothing has to be judged again at the next start. Not when the services stop, because they can
    // change payments until then, but after them: the store, which was created before, is disposed later.
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (isStarted || HasChanges) await Complete();
        }
        catch (Exception fault) when (store.UnhealthyReasonFor(fault) is not null) { /* the next start judges again */ }
        judging.Dispose();
    }

    bool HasChanges => !changedPayments.IsEmpty || !changedShops.IsEmpty;

    async Task Complete()
    {
        do await Refresh();
        while (HasChanges);
        await store.Write(work => work.Put(state, AdviceState.Key, new AdviceState { IsComplete = true }));
    }

    // Those whose time has come are judged again.
    Task MarkDue()
    {
        foreach (var number in times.TakeDue()) changedPayments[number] = true;
        return Task.CompletedTask;
    }

    async Task Exclusively(Func<Task> work)
    {
        await judging.WaitAsync();
        try
        {
            await Start();
            await work();
        }
        finally
        {
            judging.Release();
        }
    }

    // At the first use and not at the start of the program, which has to be fast.
    async Task Start()
    {
        if (isStarted) return;
        if (state.Find(AdviceState.Key) is not null) await store.Write(work => work.Delete(state, AdviceState.Key));
        else MarkAfterCrash();
        for (var below = long.MaxValue; repository.Below(below, BatchSize) is { Count: > 0 } rows; below = rows[^1].Number)
            rows.ForEach(row => times.Set(row.Number, row.ShopId, row.JudgeAt));
        isStarted = true;
    }

    void MarkAfterCrash()
    {
        var below = long.MaxValue;
        for (var marked = 0; marked < MaxAfterCrash; marked += BatchSize)
        {
            if (collections.Transactions.Below(below, BatchSize) is not { Count: > 0 } rows) break;
            rows.ForEach(row => changedPayments[row.Number] = true);
            below = rows[^1].Number;
        }
        foreach (var exchange in exchanges.All()) changedShops[exchange.ShopId] = true;
    }

    // What cannot be judged or stored now is judged the next time.
    static async Task Judge<T>(ConcurrentDictionary<T, bool> changed, IEnumerable<T> keys, Func<List<T>, Task> judge) where T : notnull
    {
        List<T> taken = [.. keys.Where(key => changed.TryRemove(key, out _))];
        try
        {
            await judge(taken);
        }
        catch
        {
            taken.ForEach(key => changed[key] = true);
            throw;
        }
    }
}
