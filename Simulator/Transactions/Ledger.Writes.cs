using System.Diagnostics;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <content>Registering, deciding and saving.</content>
internal sealed partial class Ledger
{
    /// <summary>
    /// Registers a transaction. Returns null when the order already has one that does not free the OrderID, or when the decision is null.
    /// </summary>
    /// <param name="frees">Whether an existing transaction lets its OrderID be used again.</param>
    /// <param name="decide">Gets the number and the AccessID of the new transaction.</param>
    public Task<Decision?> Register(
        string shopId, string orderId, Func<Transaction, bool> frees, Func<long, string, UnitOfWork, Decision?> decide)
    {
        var caller = PaymentTrace.CallersSpan();
        // Hashed here to keep it off the writer thread.
        var first = identifiers.AccessNumber(shopId, orderId, 1);
        return store.Write(work =>
        {
            if (FreeAccessNumber(work, shopId, orderId, first, frees) is not { } access) return null;
            return Register(work, access, decide, caller);
        });
    }

    /// <summary>Changes a transaction. Returns null when there is none with that AccessID.</summary>
    public Task<Decision?> Decide(string accessId, Func<Transaction, UnitOfWork, Decision> decide)
    {
        var caller = PaymentTrace.CallersSpan();
        return store.Write(work =>
        {
            if (FindStaged(work, accessId) is not { } before) return null;
            return Save(work, before, decide(before, work), caller);
        });
    }

    /// <summary>
    /// Makes the numbers of restored transactions usable, on the writer thread: later registrations get higher ones.
    /// </summary>
    /// <param name="wanted">In order.</param>
    /// <param name="isTaken">Whether a transaction that stays has the number.</param>
    /// <returns>What has to be added to each: 0 when all of them are free.</returns>
    public long ReserveNumbers(IReadOnlyList<long> wanted, Func<long, bool> isTaken)
    {
        if (wanted.Count == 0) return 0;
        var offset = wanted.Any(isTaken) ? lastNumber + 1 - wanted[0] : 0;
        lastNumber = Math.Max(lastNumber, wanted[^1] + offset);
        return offset;
    }

    /// <summary>Adds a timeline entry in a unit of work that changes something else, such as a notification.</summary>
    /// <param name="what">The name of the published change.</param>
    public void AddToTimeline(UnitOfWork work, Transaction transaction, TimelineEntry entry, string what)
    {
        Append(work, transaction, entry, caller: default);
        PublishChange(work, transaction, what, entry.At);
    }

    UInt128? FreeAccessNumber(UnitOfWork work, string shopId, string orderId, UInt128 first, Func<Transaction, bool> frees)
    {
        var access = first;
        for (var use = 1; FindStaged(work, access) is { } earlier; use++)
        {
            if (!frees(earlier)) return null;
            access = identifiers.AccessNumber(shopId, orderId, use + 1);
        }
        return access;
    }

    Decision? Register(UnitOfWork work, UInt128 access, Func<long, string, UnitOfWork, Decision?> decide, ActivityContext caller)
    {
        if (decide(lastNumber + 1, IdentifierGenerator.AccessId(access), work) is not { } decision) return null;
        if (!decision.IsRefused)
        {
            var number = ++lastNumber;
            work.Put(numbers, access, number);
            work.WhenSaved(() => Finished.Update(number));
        }
        return Save(work, null, decision, caller);
    }

    Decision Save(UnitOfWork work, Transaction? before, Decision decision, ActivityContext caller)
    {
        if (decision.IsRefused && before is null) return decision;
        if (before is null) decision = BeginTrace(work, decision, caller);
        decision = Enqueue(work, decision);
        var after = decision.Transaction;
        if (!ReferenceEquals(before, after)) work.Put(transactions, after.Number, after);
        foreach (var id in decision.JobsToCancel) schedule.Remove(work, id);
        foreach (var job in decision.JobsToSchedule) schedule.Put(work, job);
        foreach (var (at, entry) in decision.TimelineEntries.Index())
            Append(work, after, entry, caller, isFirst: before is null && at == 0);
        RecordMetrics(work, before, after);
        PublishChange(work, after, NameOfChange(before, after), after.ChangedAt);
        return decision;
    }

    // An outbox: the notification and the job of its first attempt are saved together with the change that they report.
    Decision Enqueue(UnitOfWork work, Decision decision)
    {
        if (decision.NotificationDrafts.IsEmpty) return decision;
        var transaction = decision.Transaction;
        foreach (var draft in decision.NotificationDrafts)
        {
            transaction = transaction with { Notifications = transaction.Notifications + 1 };
            Put(work, NotificationOf(transaction, draft));
            schedule.Put(work, ScheduledJob.For(transaction, JobKind.Notification, transaction.ChangedAt, transaction.Notifications));
        }
        return decision with { Transaction = transaction };
    }

    static Notification NotificationOf(Transaction transaction, NotificationDraft draft) => new()
    {
        Transaction = transaction.Number,
        Index = transaction.Notifications,
        AccessId = transaction.AccessId,
        ShopId = transaction.ShopId,
        OrderId = transaction.OrderId,
        Status = draft.Status,
        CreatedAt = transaction.ChangedAt,
        Fields = draft.Fields,
        NextAttemptAt = transaction.ChangedAt,
    };

    void Append(UnitOfWork work, Transaction transaction, TimelineEntry entry, ActivityContext caller, bool isFirst = false)
    {
        var stored = entry with { RealAt = TimeProvider.System.GetUtcNow() };
        work.Append(timeline, transaction.Number, stored, isFirst);
        if (PaymentTrace.HasListeners) work.WhenSaved(() => PaymentTrace.RecordEntry(transaction, stored, caller));
    }

    // The id of the first span is stored, because it is the parent of all later spans, even after a restart.
    static Decision BeginTrace(UnitOfWork work, Decision decision, ActivityContext caller)
    {
        if (PaymentTrace.Begin(decision.Transaction, decision.TimelineEntries, caller) is not { } first) return decision;
        work.WhenSaved(first.Dispose);
        return decision with { Transaction = decision.Transaction with { FirstSpan = first.SpanId.ToHexString() } };
    }

    static void RecordMetrics(UnitOfWork work, Transaction? before, Transaction after)
    {
        if (before is null) work.WhenSaved(() => PaymentMetrics.RecordRegistration(after));
        else if (before.Status != after.Status) work.WhenSaved(() => PaymentMetrics.RecordStatusChange(after));
    }

    static string NameOfChange(Transaction? before, Transaction after)
    {
        if (before is null) return "registered";
        return before.Status == after.Status ? "noted" : "changed";
    }

    void PublishChange(UnitOfWork work, Transaction transaction, string what, DateTimeOffset at) => work.WhenSaved(() =>
    {
        Saved?.Invoke(transaction.Number);
        changes.Publish(new(what, transaction.AccessId, transaction.ShopId, transaction.OrderId, transaction.Status.Code, at));
    });
}
