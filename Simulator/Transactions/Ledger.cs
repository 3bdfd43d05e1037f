using System.Diagnostics;
using System.Globalization;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>What was found of a list.</summary>
/// <param name="Next">Where to go on below; null at the list's end.</param>
internal sealed record Found<TRow>(List<TRow> Items, long? Next);

/// <summary>
/// The one way to change a transaction: a pure decision, saved together with what is due later, its line on the timeline
/// and the notification that tells the merchant. The caller hears of it when it is on disk.
/// </summary>
internal sealed class Ledger
{
    const int LookedAtOnce = 500;
    /// <summary>So many rows are looked through for one answer, however many fit: some tenths of a second.</summary>
    const int LongestLook = 20_000;

    readonly Store store;
    readonly Identifiers identifiers;
    readonly Agenda agenda;
    readonly Changes changes;
    readonly Table<long, Transaction> transactions;
    readonly Table<long, Notification> notifications;
    readonly Log<Step> timeline;
    readonly KeyIndex numbers;
    long lastNumber;

    public Ledger(Store store, Identifiers identifiers, Agenda agenda, Changes changes)
    {
        (this.store, this.identifiers, this.agenda, this.changes) = (store, identifiers, agenda, changes);
        transactions = store.Table<Transaction>("transactions", TransactionJson.Default);
        notifications = store.Table<Notification>("notifications", TransactionJson.Default, neighbourBits: Notification.IndexBits + 2);
        timeline = store.Log<Step>("timeline", TransactionJson.Default);
        numbers = store.Index("numbers");
        lastNumber = numbers.Highest;
    }

    /// <summary>The transaction with an AccessID, or null.</summary>
    public Transaction? Find(string accessId) =>
        AccessNumber(accessId) is { } access && numbers.Find(access) is { } number ? transactions.Find(number) : null;

    /// <summary>The transaction of a shop's order, or null.</summary>
    public Transaction? FindByOrder(string shopId, string orderId) => OfOrder(shopId, orderId).FirstOrDefault();

    /// <summary>Every transaction of an order, newest first: more than one where the OrderID was free again.</summary>
    public IEnumerable<Transaction> OfOrder(string shopId, string orderId)
    {
        var uses = new List<Transaction>();
        for (var use = 1; numbers.Find(identifiers.AccessNumber(shopId, orderId, use)) is { } number && transactions.Find(number) is { } one; use++) uses.Add(one);
        return Enumerable.Reverse(uses);
    }

    /// <summary>How many transactions there are.</summary>
    public int Count => numbers.Count;

    public List<Step> Timeline(Transaction transaction) => timeline.Read(transaction.Number);

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
    public Task<Decision?> Register(string shopId, string orderId, Func<Transaction, bool> frees, Func<long, string, Writing, Decision> decide)
    {
        var caller = PaymentTrace.CallersSpan();
        return store.Write(writing => Register(writing, shopId, orderId, frees, decide, caller));
    }

    Decision? Register(Writing writing, string shopId, string orderId, Func<Transaction, bool> frees, Func<long, string, Writing, Decision> decide, ActivityContext caller)
    {
        var (use, access) = (1, identifiers.AccessNumber(shopId, orderId, 1));
        for (; writing.Find(numbers, access) is { } taken && writing.Find(transactions, taken) is { } earlier; access = identifiers.AccessNumber(shopId, orderId, ++use))
            if (!frees(earlier)) return null;
        var accessId = Identifiers.AccessId(access);
        var decision = decide(lastNumber + 1, accessId, writing);
        if (!decision.IsRefused)
        {
            lastNumber++;
            writing.Put(numbers, access, lastNumber);
        }
        return Save(writing, null, decision, caller);
    }

    /// <summary>Decides about a transaction, or answers null when there is none with that AccessID.</summary>
    public Task<Decision?> Decide(string accessId, Func<Transaction, Writing, Decision> decide)
    {
        var caller = PaymentTrace.CallersSpan();
        return store.Write(writing => FindIn(writing, accessId) is { } before ? Save(writing, before, decide(before, writing), caller) : null);
    }

    /// <summary>Adds to a transaction's timeline within a work that changes something else, such as a notification.</summary>
    public void Note(Writing writing, Transaction about, Step step, string what)
    {
        Append(writing, about, step, caller: default);
        Announce(writing, about, what, step.At);
    }

    public Notification? FindNotification(Writing writing, long transaction, int index) =>
        writing.Find(notifications, Notification.KeyOf(transaction, index));

    public void Put(Writing writing, Notification notification) => writing.Put(notifications, notification.Key, notification);

    public Transaction? FindIn(Writing writing, string accessId) =>
        AccessNumber(accessId) is { } access && writing.Find(numbers, access) is { } number ? writing.Find(transactions, number) : null;

    /// <summary>The newest transactions below a number that fit, newest first.</summary>
    /// <param name="order">The one order that can fit, of any of these shops: it is found without a search, however many payments there are.</param>
    public async Task<Found<Transaction>> Newest(long below, int limit, Func<Transaction, bool> fits, (IEnumerable<string> Shops, string Id)? order = null)
    {
        if (order is var (shops, id) && shops.SelectMany(shop => OfOrder(shop, id)).ToList() is { Count: > 0 } uses)
            return new([.. uses.Where(one => one.Number < below && fits(one)).OrderByDescending(one => one.Number).Take(limit)], null);
        return await Newest(transactions, row => row.Number, below, limit, fits);
    }

    /// <summary>The newest notifications below a key that fit, newest transaction first.</summary>
    public Task<Found<Notification>> NewestNotifications(long below, int limit, Func<Notification, bool> fits) => Newest(notifications, row => row.Key, below, limit, fits);

    async Task<Found<TRow>> Newest<TRow>(Table<long, TRow> table, Func<TRow, long> key, long below, int limit, Func<TRow, bool> fits) where TRow : class
    {
        await store.Settle();
        var found = new List<TRow>();
        // Without a filter the first rows fit: no more are read than asked for.
        for (var (looked, size) = (0, Math.Min(limit, LookedAtOnce)); looked < LongestLook; (looked, size) = (looked + size, LookedAtOnce))
        {
            if (table.Below(below, size) is not { Count: > 0 } rows) return new(found, null);
            found.AddRange(rows.Where(fits).Take(limit - found.Count));
            if (found.Count == limit) return new(found, key(found[^1]));
            below = key(rows[^1]);
        }
        return new(found, below);
    }

    /// <summary>Forgets finished transactions, oldest first: as long as there are more than a number, and those last changed before a moment.</summary>
    /// <param name="abandoned">What was registered before it and never requested is finished, too.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> ForgetFinished(int keep, DateTimeOffset changedBefore, DateTimeOffset abandoned)
    {
        await store.Settle();
        var forgotten = 0;
        for (var from = 0L; transactions.From(from, LookedAtOnce) is { Count: > 0 } rows && (Count > keep || rows[0].ChangedAt < changedBefore); from = rows[^1].Number + 1)
            forgotten += await store.Write(writing => rows.Select(row => writing.Find(transactions, row.Number)).OfType<Transaction>().Where(row => IsFinished(writing, row, abandoned))
                .Where((row, index) => index < Count - keep || row.ChangedAt < changedBefore).ToList().Count(row => Forget(writing, row)));
        return forgotten;
    }

    // A later use of the order is found by way of the earlier ones: they go after it.
    bool IsFinished(Writing writing, Transaction transaction, DateTimeOffset abandoned) => agenda.Of(transaction).Count == 0
        // Whoever changes it in this very moment may make something due.
        && !writing.IsChanging(transactions, transaction.Number)
        && !Enumerable.Range(1, transaction.Notifications).Any(index => writing.IsChanging(notifications, Notification.KeyOf(transaction.Number, index)))
        && (transaction.Request is not null || transaction.CreatedAt < abandoned)
        && FindByOrder(transaction.ShopId, transaction.OrderId)?.Number == transaction.Number;

    /// <summary>Forgets every transaction, with its timeline, its notifications and what was due for it. Answers how many there were.</summary>
    /// <param name="also">What is emptied in the same commit.</param>
    public async Task<int> ForgetAll(params Shelf[] also)
    {
        var forgotten = numbers.Count;
        await store.Clear([transactions, notifications, timeline, numbers, agenda.Shelf, .. also]);
        agenda.Forget();
        return forgotten;
    }

    /// <summary>The same for the transactions of one shop. Answers how many there were.</summary>
    public async Task<int> ForgetShop(string shopId)
    {
        const int page = 500;
        var forgotten = 0;
        for (long? below = long.MaxValue; below is { } from;)
        {
            var found = await Newest(from, page, transaction => transaction.ShopId == shopId);
            forgotten += await store.Write(writing => found.Items.Count(row => Forget(writing, row)));
            below = found.Next;
        }
        return forgotten;
    }

    bool Forget(Writing writing, Transaction transaction)
    {
        writing.Delete(transactions, transaction.Number);
        writing.Delete(numbers, AccessNumber(transaction.AccessId)!.Value, transaction.Number);
        writing.Drop(timeline, transaction.Number);
        for (var index = 1; index <= transaction.Notifications; index++)
            writing.Delete(notifications, Notification.KeyOf(transaction.Number, index));
        foreach (var row in agenda.Of(transaction)) agenda.Done(writing, row.Id);
        return true;
    }

    Decision Save(Writing writing, Transaction? before, Decision decision, ActivityContext caller)
    {
        if (decision.IsRefused && before is null) return decision;
        decision = Enqueue(writing, before is null ? Traced(writing, decision, caller) : decision);
        var after = decision.Transaction;
        if (!ReferenceEquals(before, after)) writing.Put(transactions, after.Number, after);
        foreach (var id in decision.NoLonger) agenda.Done(writing, id);
        foreach (var row in decision.Later) agenda.Put(writing, row);
        foreach (var (at, step) in decision.Steps.Index()) Append(writing, after, step, caller, isFirst: before is null && at == 0);
        Figure(writing, before, after);
        Announce(writing, after, before is null ? "registered" : before.Status == after.Status ? "noted" : "changed", after.ChangedAt);
        return decision;
    }

    // The outbox: the notification and its first attempt are saved with the change that they tell of.
    Decision Enqueue(Writing writing, Decision decision)
    {
        if (decision.Announcements.IsEmpty) return decision;
        var tells = decision.Transaction;
        foreach (var announcement in decision.Announcements)
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
            agenda.Put(writing, AgendaRow.For(tells, Due.Notification, tells.ChangedAt, tells.Notifications));
        }
        return decision with { Transaction = tells };
    }

    void Append(Writing writing, Transaction about, Step step, ActivityContext caller, bool isFirst = false)
    {
        var line = step with { RealAt = TimeProvider.System.GetUtcNow() };
        writing.Append(timeline, about.Number, line, isFirst);
        if (PaymentTrace.IsWatched) writing.WhenSaved(() => PaymentTrace.Tell(about, line, caller));
    }

    // What comes later, perhaps after a restart, has to know the span that it lies below.
    static Decision Traced(Writing writing, Decision decision, ActivityContext caller)
    {
        if (PaymentTrace.Begin(decision.Transaction, decision.Steps, caller) is not { } first) return decision;
        writing.WhenSaved(first.Dispose);
        return decision with { Transaction = decision.Transaction with { FirstSpan = first.SpanId.ToHexString() } };
    }

    static void Figure(Writing writing, Transaction? before, Transaction after)
    {
        if (before is null) writing.WhenSaved(() => Figures.Registered(after));
        else if (before.Status != after.Status) writing.WhenSaved(() => Figures.Changed(after));
    }

    void Announce(Writing writing, Transaction about, string what, DateTimeOffset at) => writing.WhenSaved(() =>
        changes.Publish(new(what, about.AccessId, about.ShopId, about.OrderId, about.Status.Code, at)));

    static UInt128? AccessNumber(string accessId) =>
        accessId.Length == 32 && UInt128.TryParse(accessId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}
