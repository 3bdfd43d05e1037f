using System.Collections.Concurrent;
using KantanSim.Storage;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>
/// Judges payments soon after something happened to them, or when an absence becomes a fault on the shop's clock, and stores the findings.
/// Whoever reads findings calls <see cref="Refresh()"/> first.
/// </summary>
internal sealed class AdviceService : IAsyncDisposable
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
        exchanges.Saved += observation =>
        {
            // Also for a call about a payment: calls that are wrong in a row can be about several.
            changedShops[observation.ShopId] = true;
            if (observation.AccessId is not null && ledger.Find(observation.AccessId) is { } payment)
                changedPayments[payment.Number] = true;
            Changed?.Invoke();
        };
    }

    /// <summary>Raised when there is something to judge, mostly on the store's writer thread. It must not throw.</summary>
    public event Action? Changed;

    /// <summary>Whether a payment is judged at a later time although nothing happens to it.</summary>
    public bool AwaitsTime => times.Any;

    /// <summary>Records that there is something to judge, so that a crash before it is judged is noticed at the next start.</summary>
    public Task Open() => Exclusively(() => Task.CompletedTask);

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
        foreach (var batch in changedPayments.Keys.Chunk(BatchSize)) await Exclusively(() => JudgePayments(Take(changedPayments, batch)));
        await Exclusively(() => JudgeShops(Take(changedShops, changedShops.Keys)));
    }

    /// <summary>Judges one payment if it has changed, and no other, so that its stored findings are those of now.</summary>
    public async Task RefreshOnly(Transaction payment)
    {
        await exchanges.Flush();
        await Exclusively(MarkDue);
        await Exclusively(() => JudgePayments(Take(changedPayments, [payment.Number])));
        if (!changedPayments.IsEmpty) Changed?.Invoke();
    }

    // Judges what is left, and records that nothing has to be judged again at the next start. This is the last write before the store is
    // closed, because services can change payments while they stop.
    public async ValueTask DisposeAsync()
    {
        if ((isStarted || !changedPayments.IsEmpty) && store.UnhealthyReason is null)
        {
            do await Refresh();
            while (!changedPayments.IsEmpty);
            await store.Write(work => work.Put(state, AdviceState.Key, new AdviceState { IsComplete = true }));
        }
        judging.Dispose();
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
        else foreach (var row in collections.Transactions.Below(long.MaxValue, MaxAfterCrash)) changedPayments[row.Number] = true;
        for (var below = long.MaxValue; repository.Below(below, BatchSize) is { Count: > 0 } rows; below = rows[^1].Number)
            rows.ForEach(row => times.Set(row.Number, row.ShopId, row.JudgeAt));
        isStarted = true;
    }

    async Task JudgePayments(List<long> numbers)
    {
        List<(PaymentAdvice Row, Change Change)> rows = [];
        foreach (var number in numbers)
        {
            if (collections.Transactions.Find(number) is not { } payment || histories.Of(payment) is not { } history) continue;
            var row = RowOf(payment, history);
            times.Set(number, payment.ShopId, row.JudgeAt);
            if (IsStored(row)) continue;
            rows.Add((row, new("advised", payment.AccessId, payment.ShopId, payment.OrderId, payment.Status.Code, history.Now)));
        }
        if (rows.Count == 0) return;
        await store.Write(work =>
        {
            // The payment may have been deleted meanwhile.
            foreach (var (row, change) in rows)
                if (work.Find(collections.Transactions, row.Number) is not null) repository.Put(work, row, change);
        });
    }

    PaymentAdvice RowOf(Transaction payment, History history) => new()
    {
        Number = payment.Number,
        AccessId = payment.AccessId,
        ShopId = payment.ShopId,
        OrderId = payment.OrderId,
        Findings = judge.Findings(history),
        JudgeAt = judge.NextAt(history),
    };

    bool IsStored(PaymentAdvice row)
    {
        if (repository.Find(row.Number) is not { } before) return row.Findings.IsEmpty && row.JudgeAt is null;
        return before.JudgeAt == row.JudgeAt && FindingList.AreEqual(before.Findings, row.Findings);
    }

    async Task JudgeShops(List<string> shopIds)
    {
        foreach (var shopId in shopIds)
        {
            var history = histories.OfShop(shopId);
            var before = repository.OfShop(shopId)?.Findings ?? [];
            // The oldest call is asked for last: calls that are dropped meanwhile leave their findings behind.
            var after = FindingList.Merge(before, judge.Findings(history), histories.OldestKept);
            if (FindingList.AreEqual(before, after)) continue;
            await store.Write(work => repository.Put(work, new ShopAdvice(shopId, after), history.Now));
        }
    }

    static List<T> Take<T>(ConcurrentDictionary<T, bool> changed, IEnumerable<T> keys) where T : notnull =>
        [.. keys.Where(key => changed.TryRemove(key, out _))];
}
