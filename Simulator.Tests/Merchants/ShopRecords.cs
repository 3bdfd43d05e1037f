using System.Collections.Immutable;

namespace KantanSim.Tests.Merchants;

/// <summary>One thing that the shop did or received, such as <c>RecruitSales: ok SALES</c>.</summary>
/// <param name="OrderId">Empty when it is about no order.</param>
internal sealed record ShopLogEntry(DateTimeOffset At, string OrderId, string What);

/// <summary>
/// The shop's durable storage: what survives a restart. Each method is one transaction, and durable when it returns. Methods that change
/// something throw <see cref="RecordsAwayException"/> while <see cref="IsAway"/>.
/// </summary>
/// <param name="clock">Gives the times of the log.</param>
internal sealed class ShopRecords(TimeProvider clock)
{
    readonly Lock sync = new();
    ImmutableDictionary<string, ShopOrder> orders = ImmutableDictionary<string, ShopOrder>.Empty;
    ImmutableList<string> orderIds = [];
    ImmutableQueue<ShopMessage> notifications = [];
    ImmutableList<ShopLogEntry> log = [];
    int purchases;

    /// <summary>Whether nothing can be saved.</summary>
    public bool IsAway { get; set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ShopOrder> Orders
    {
        get
        {
            lock (sync) return [.. orderIds.Select(orderId => orders[orderId])];
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ShopLogEntry> Log => log;

    /// <summary>The notifications that were answered and not read yet, oldest first.</summary>
    public ImmutableQueue<ShopMessage> Notifications => notifications;

    public ShopOrder? Find(string orderId) => orders.GetValueOrDefault(orderId);

    /// <summary>The number of a purchase, never given before.</summary>
    public int NextPurchase() => Save(() => ++purchases);

    /// <exception cref="ArgumentException">The OrderID was used before.</exception>
    public void Add(ShopOrder order) => Save(() =>
    {
        orders = orders.Add(order.OrderId, order);
        orderIds = orderIds.Add(order.OrderId);
        return log = log.Add(Entry(order.OrderId, $"placed, {order.Amount} yen"));
    });

    /// <summary>Replaces an order by a function of its stored state.</summary>
    /// <param name="what">What the log says; null: nothing.</param>
    public void Change(string orderId, Func<ShopOrder, ShopOrder> change, string? what = null) => Save(() =>
    {
        orders = orders.SetItem(orderId, change(orders[orderId]));
        return log = what is null ? log : log.Add(Entry(orderId, what));
    });

    public void Write(string orderId, string what) => Save(() => log = log.Add(Entry(orderId, what)));

    public void Enqueue(ShopMessage notification) => Save(() => notifications = notifications.Enqueue(notification));

    /// <summary>Removes the oldest notification. Called when it was read, so one that was being read at a crash is read again.</summary>
    public void Dequeue() => Save(() => notifications = notifications.Dequeue());

    T Save<T>(Func<T> change)
    {
        lock (sync) return IsAway ? throw new RecordsAwayException() : change();
    }

    ShopLogEntry Entry(string orderId, string what) => new(clock.GetUtcNow(), orderId, what);
}
