using System.Diagnostics;
using System.Globalization;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>
/// The one way to change a transaction: a pure decision, saved together with what is due later, its line on the timeline
/// and the notification that tells the merchant. The caller hears of it when it is on disk.
/// </summary>
internal sealed class Ledger
{
    readonly Store store;
    readonly IdentifierGenerator identifiers;
    readonly JobSchedule agenda;
    readonly ChangeFeed changes;
    readonly Table<long, Transaction> transactions;
    readonly Table<long, Notification> notifications;
    readonly ListTable<TimelineEntry> timeline;
    readonly KeyIndex numbers;
    long lastNumber;

    public Ledger(Store store, LedgerCollections shelves, IdentifierGenerator identifiers, JobSchedule agenda, ChangeFeed changes)
    {
        (this.store, this.identifiers, this.agenda, this.changes) = (store, identifiers, agenda, changes);
        (transactions, notifications, timeline, numbers) = (shelves.Transactions, shelves.Notifications, shelves.Timeline, shelves.Numbers);
        lastNumber = numbers.Highest;
        Finished = new(agenda, numbers);
    }

    /// <summary>The payments for which nothing is due.</summary>
    public FinishedPayments Finished { get; }

    /// <summary>The transaction with an AccessID, or null.</summary>
    public Transaction? Find(string accessId) =>
        AccessNumber(accessId) is { } access && numbers.Find(access) is { } number ? transactions.Find(number) : null;

    /// <summary>Whether a text is the AccessID of a transaction. Reads no row.</summary>
    public bool Contains(string accessId) => AccessNumber(accessId) is { } access && numbers.Find(access) is not null;

    /// <summary>The transaction of a shop's order, or null.</summary>
    public Transaction? FindByOrder(string shopId, string orderId) => FindAllByOrder(shopId, orderId).FirstOrDefault();

    /// <summary>Every transaction of an order, newest first: more than one where the OrderID was free again.</summary>
    public IEnumerable<Transaction> FindAllByOrder(string shopId, string orderId)
    {
        var uses = new List<Transaction>();
        for (var use = 1; numbers.Find(identifiers.AccessNumber(shopId, orderId, use)) is { } number && transactions.Find(number) is { } one; use++) uses.Add(one);
        return Enumerable.Reverse(uses);
    }

    /// <summary>The numbers of an order's transactions, oldest first, as a work finds them. Reads no row.</summary>
    public List<long> NumbersOf(UnitOfWork writing, string shopId, string orderId)
    {
        var uses = new List<long>();
        while (writing.Find(numbers, identifiers.AccessNumber(shopId, orderId, uses.Count + 1)) is { } number) uses.Add(number);
        return uses;
    }

    /// <summary>How many transactions there are.</summary>
    public int Count => numbers.Count;

    public List<TimelineEntry> Timeline(Transaction transaction) => timeline.Read(transaction.Number);

    public Notification? FindNotification(string id)
    {
        var dash = id.LastIndexOf('-');
        return dash > 0 && int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && Find(id[..dash]) is { } of
            ? FindNotification(of.Number, index) : null;
    }

    public Notification? FindNotification(long transaction, int index) => notifications.Find(Notification.KeyOf(transaction, index));

    public IEnumerable<Notification> NotificationsOf(Transaction transaction) =>
        Enumerable.Range(1, transaction.Notifications).Select(index => FindNotification(transaction.Number, index)).OfType<Notification>();

    /// <summary>Registers a transaction, or answers null when the shop's order already has one.</summary>
    /// <param name="frees">Whether a transaction that there is leaves its order free for another.</param>
    /// <param name="decide">Is given the number and the AccessID of the new one.</param>
    public Task<Decision?> Register(string shopId, string orderId, Func<Transaction, bool> frees, Func<long, string, UnitOfWork, Decision> decide)
    {
        var (caller, first) = (PaymentTrace.CallersSpan(), identifiers.AccessNumber(shopId, orderId, 1));
        return store.Write(writing => Register(writing, shopId, orderId, first, frees, decide, caller));
    }

    Decision? Register(UnitOfWork writing, string shopId, string orderId, UInt128 first, Func<Transaction, bool> frees, Func<long, string, UnitOfWork, Decision> decide, ActivityContext caller)
    {
        var (use, access) = (1, first);
        for (; writing.Find(numbers, access) is { } taken && writing.Find(transactions, taken) is { } earlier; access = identifiers.AccessNumber(shopId, orderId, ++use))
            if (!frees(earlier)) return null;
        var accessId = IdentifierGenerator.AccessId(access);
        var decision = decide(lastNumber + 1, accessId, writing);
        if (!decision.IsRefused)
        {
            var number = ++lastNumber;
            writing.Put(numbers, access, number);
            writing.WhenSaved(() => Finished.Update(number));
        }
        return Save(writing, null, decision, caller);
    }

    /// <summary>Decides about a transaction, or answers null when there is none with that AccessID.</summary>
    public Task<Decision?> Decide(string accessId, Func<Transaction, UnitOfWork, Decision> decide)
    {
        var caller = PaymentTrace.CallersSpan();
        return store.Write(writing => FindStaged(writing, accessId) is { } before ? Save(writing, before, decide(before, writing), caller) : null);
    }

    /// <summary>Adds to a transaction's timeline within a work that changes something else, such as a notification.</summary>
    public void AddToTimeline(UnitOfWork writing, Transaction about, TimelineEntry step, string what)
    {
        Append(writing, about, step, caller: default);
        PublishChange(writing, about, what, step.At);
    }

    public Notification? FindNotification(UnitOfWork writing, long transaction, int index) =>
        writing.Find(notifications, Notification.KeyOf(transaction, index));

    public void Put(UnitOfWork writing, Notification notification) => writing.Put(notifications, notification.Key, notification);

    public Transaction? FindStaged(UnitOfWork writing, string accessId) =>
        AccessNumber(accessId) is { } access && writing.Find(numbers, access) is { } number ? writing.Find(transactions, number) : null;

    Decision Save(UnitOfWork writing, Transaction? before, Decision decision, ActivityContext caller)
    {
        if (decision.IsRefused && before is null) return decision;
        decision = Enqueue(writing, before is null ? Traced(writing, decision, caller) : decision);
        var after = decision.Transaction;
        if (!ReferenceEquals(before, after)) writing.Put(transactions, after.Number, after);
        foreach (var id in decision.JobsToCancel) agenda.Remove(writing, id);
        foreach (var row in decision.JobsToSchedule) agenda.Put(writing, row);
        foreach (var (at, step) in decision.TimelineEntries.Index()) Append(writing, after, step, caller, isFirst: before is null && at == 0);
        RecordMetrics(writing, before, after);
        PublishChange(writing, after, before is null ? "registered" : before.Status == after.Status ? "noted" : "changed", after.ChangedAt);
        return decision;
    }

    // The outbox: the notification and its first attempt are saved with the change that they tell of.
    Decision Enqueue(UnitOfWork writing, Decision decision)
    {
        if (decision.NotificationDrafts.IsEmpty) return decision;
        var tells = decision.Transaction;
        foreach (var announcement in decision.NotificationDrafts)
        {
            tells = tells with { Notifications = tells.Notifications + 1 };
            Put(writing, new Notification
            {
                Transaction = tells.Number,
                Index = tells.Notifications,
                AccessId = tells.AccessId,
                ShopId = tells.ShopId,
                OrderId = tells.OrderId,
                Status = announcement.Status,
                CreatedAt = tells.ChangedAt,
                Fields = announcement.Fields,
                NextAttemptAt = tells.ChangedAt,
            });
            agenda.Put(writing, ScheduledJob.For(tells, JobKind.Notification, tells.ChangedAt, tells.Notifications));
        }
        return decision with { Transaction = tells };
    }

    void Append(UnitOfWork writing, Transaction about, TimelineEntry step, ActivityContext caller, bool isFirst = false)
    {
        var line = step with { RealAt = TimeProvider.System.GetUtcNow() };
        writing.Append(timeline, about.Number, line, isFirst);
        if (PaymentTrace.IsWatched) writing.WhenSaved(() => PaymentTrace.RecordEntry(about, line, caller));
    }

    // What comes later, perhaps after a restart, has to know the span that it lies below.
    static Decision Traced(UnitOfWork writing, Decision decision, ActivityContext caller)
    {
        if (PaymentTrace.Begin(decision.Transaction, decision.TimelineEntries, caller) is not { } first) return decision;
        writing.WhenSaved(first.Dispose);
        return decision with { Transaction = decision.Transaction with { FirstSpan = first.SpanId.ToHexString() } };
    }

    static void RecordMetrics(UnitOfWork writing, Transaction? before, Transaction after)
    {
        if (before is null) writing.WhenSaved(() => PaymentMetrics.Registered(after));
        else if (before.Status != after.Status) writing.WhenSaved(() => PaymentMetrics.Changed(after));
    }

    void PublishChange(UnitOfWork writing, Transaction about, string what, DateTimeOffset at) => writing.WhenSaved(() =>
        changes.Publish(new(what, about.AccessId, about.ShopId, about.OrderId, about.Status.Code, at)));

    /// <summary>The number that an AccessID spells, or null when it is none.</summary>
    public static UInt128? AccessNumber(string accessId) =>
        accessId.Length == 32 && UInt128.TryParse(accessId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}
