using System.Globalization;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>
/// Changes transactions. A decision is a pure function; its transaction, jobs, timeline entries and notifications are saved together. The
/// tasks complete when that is on disk.
/// </summary>
internal sealed partial class Ledger
{
    readonly Store store;
    readonly IdentifierGenerator identifiers;
    readonly JobSchedule schedule;
    readonly ChangeFeed changes;
    readonly Table<long, Transaction> transactions;
    readonly Table<long, Notification> notifications;
    readonly ListTable<TimelineEntry> timeline;
    readonly KeyIndex numbers;
    long lastNumber;

    public Ledger(Store store, LedgerCollections collections, IdentifierGenerator identifiers, JobSchedule schedule, ChangeFeed changes)
    {
        this.store = store;
        this.identifiers = identifiers;
        this.schedule = schedule;
        this.changes = changes;
        transactions = collections.Transactions;
        notifications = collections.Notifications;
        timeline = collections.Timeline;
        numbers = collections.NumberByAccessId;
        lastNumber = numbers.Highest;
        Finished = new(schedule, numbers);
    }

    /// <summary>The payments without a scheduled job.</summary>
    public FinishedPayments Finished { get; }

    /// <summary>
    /// Whether a shop has ended, so that its transactions are found no more, although they may not be deleted yet. No shop ends by default.
    /// </summary>
    public Func<string, bool> HasEnded { get; set; } = _ => false;

    /// <summary>
    /// Raised with the number of a transaction when a change of it, its timeline or its notifications is on disk, on the store's writer
    /// thread. It must not throw.
    /// </summary>
    public event Action<long>? Saved;

    /// <summary>Raised when all transactions were deleted at once. <see cref="Purging"/> is not raised for them.</summary>
    public event Action? Cleared;

    /// <summary>Raised in the unit of work that deletes a transaction, for what others store of it.</summary>
    public event Action<UnitOfWork, Transaction>? Purging;

    /// <summary>The transaction with an AccessID, or null.</summary>
    public Transaction? Find(string accessId) => AccessNumber(accessId) is { } access ? Find(access) : null;

    /// <summary>Whether there is a transaction with this AccessID. Reads only the index in memory.</summary>
    public bool Contains(string accessId) => AccessNumber(accessId) is { } access && numbers.Find(access) is not null;

    /// <summary>The newest transaction of a shop's order, or null.</summary>
    public Transaction? FindByOrder(string shopId, string orderId) => FindAllByOrder(shopId, orderId).FirstOrDefault();

    /// <summary>All transactions of an order, newest first. There are several if the OrderID could be used again.</summary>
    public IEnumerable<Transaction> FindAllByOrder(string shopId, string orderId)
    {
        var found = new List<Transaction>();
        while (Find(identifiers.AccessNumber(shopId, orderId, found.Count + 1)) is { } transaction) found.Add(transaction);
        return Enumerable.Reverse(found);
    }

    /// <summary>
    /// The numbers of an order's transactions, oldest first, as a unit of work sees them. Reads only the index in memory.
    /// </summary>
    public List<long> NumbersOf(UnitOfWork work, string shopId, string orderId)
    {
        var found = new List<long>();
        while (work.Find(numbers, identifiers.AccessNumber(shopId, orderId, found.Count + 1)) is { } number) found.Add(number);
        return found;
    }

    /// <summary>The number of transactions.</summary>
    public int Count => numbers.Count;

    /// <summary>The highest number given so far; the transaction may not be on disk yet.</summary>
    public long LastNumber => Volatile.Read(ref lastNumber);

    /// <summary>The numbers given after another one.</summary>
    public IEnumerable<long> NumbersAfter(long number)
    {
        for (var next = number + 1; next <= LastNumber; next++) yield return next;
    }

    public List<TimelineEntry> Timeline(Transaction transaction) => timeline.Read(transaction.Number);

    /// <param name="id">See <see cref="Notification.Id"/>.</param>
    public Notification? FindNotification(string id)
    {
        var dash = id.LastIndexOf('-');
        if (dash <= 0 || !int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return null;
        return Find(id[..dash]) is { } transaction ? FindNotification(transaction.Number, index) : null;
    }

    public Notification? FindNotification(long transaction, int index) => notifications.Find(Notification.KeyOf(transaction, index));

    public IEnumerable<Notification> NotificationsOf(Transaction transaction) =>
        Enumerable.Range(1, transaction.Notifications)
            .Select(index => FindNotification(transaction.Number, index))
            .OfType<Notification>();

    public Notification? FindNotification(UnitOfWork work, long transaction, int index) =>
        work.Find(notifications, Notification.KeyOf(transaction, index));

    public void Put(UnitOfWork work, Notification notification)
    {
        work.Put(notifications, notification.Key, notification);
        work.WhenSaved(() => Saved?.Invoke(notification.Transaction));
    }

    public Transaction? FindStaged(UnitOfWork work, string accessId) =>
        AccessNumber(accessId) is { } access ? FindStaged(work, access) : null;

    /// <summary>An AccessID as a number; null when the text is not an AccessID.</summary>
    public static UInt128? AccessNumber(string accessId)
    {
        if (accessId.Length != 32) return null;
        var isHex = UInt128.TryParse(accessId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
        return isHex ? number : null;
    }

    /// <summary>Raises <see cref="Saved"/> for a transaction that was restored.</summary>
    public void ReportRestored(Transaction transaction) => Saved?.Invoke(transaction.Number);

    /// <summary>Raises <see cref="Cleared"/>.</summary>
    public void ReportCleared() => Cleared?.Invoke();

    /// <summary>Raises <see cref="Purging"/>.</summary>
    public void ReportPurge(UnitOfWork work, Transaction transaction) => Purging?.Invoke(work, transaction);

    Transaction? Find(UInt128 access) => numbers.Find(access) is { } number ? Visible(transactions.Find(number)) : null;

    Transaction? FindStaged(UnitOfWork work, UInt128 access) =>
        work.Find(numbers, access) is { } number ? Visible(work.Find(transactions, number)) : null;

    Transaction? Visible(Transaction? transaction) => transaction is null || HasEnded(transaction.ShopId) ? null : transaction;
}
