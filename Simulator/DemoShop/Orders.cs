using System.Globalization;
using KantanSim.Storage;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>
/// The shop's orders, in the simulator's database. An order is saved before the gateway is called, and a notification before it is
/// answered.
/// </summary>
internal class Orders(Store store, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
{
    /// <summary>Maximum number of orders kept; the oldest are deleted first.</summary>
    public const int MaxOrders = 1_000;

    const string OnlyKey = "orders";
    const int OrderIdModulus = 10_000_000;

    readonly Table<string, Order> rows = store.NamedTable<Order>("shop_orders", OrderJson.Default);
    readonly Table<string, OrderCount> counts = store.NamedTable<OrderCount>("shop_order_count", OrderJson.Default);
    readonly Table<string, ChargeFileProgress> files = store.NamedTable<ChargeFileProgress>("shop_files_read", OrderJson.Default);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Order> All => [.. rows.All().OrderByDescending(order => order.Number)];

    /// <summary>
    /// The last day whose charge file is imported; before the first import, the day before the first subscription. Null without
    /// subscriptions.
    /// </summary>
    public DateOnly? ChargeFilesImportedUntil
    {
        get
        {
            if (files.Find(OnlyKey) is { } progress) return progress.Until;
            var first = rows.All().Where(order => order.Plan is not null).MinBy(order => order.CreatedAt);
            return first is null ? null : Jst.DateOf(first.CreatedAt).AddDays(-1);
        }
    }

    public Task SaveChargeFilesImportedUntil(DateOnly day) => Write(writing =>
    {
        writing.Put(files, OnlyKey, new(day));
        return day;
    });

    public Order? Find(string orderId) => rows.Find(orderId);

    /// <summary>The orders whose inquiry is due at a time, longest due first.</summary>
    public IReadOnlyList<Order> DueBy(DateTimeOffset time) =>
        [.. rows.All().Where(order => order.NextInquiryAt <= time).OrderBy(order => order.NextInquiryAt)];

    /// <summary>Adds an order under an OrderID that was never used.</summary>
    public Task<Order> Add(NewOrder purchase) => Write(writing =>
    {
        var now = clock.GetUtcNow();
        var number = (writing.Find(counts, OnlyKey)?.Last ?? 0) + 1;
        var order = new Order
        {
            OrderId = OrderIdOf(number, now),
            Number = number,
            ProductId = purchase.ProductId,
            ItemName = purchase.ItemName,
            Amount = purchase.Price.Amount,
            Tax = purchase.Price.Tax,
            JobCd = purchase.Plan is null ? purchase.JobCd : "",
            Plan = purchase.Plan,
            CreatedAt = now,
            ChangedAt = now,
        };
        writing.Put(counts, OnlyKey, new(number));
        Put(writing, order);
        foreach (var old in All.Skip(MaxOrders - 1)) writing.Delete(rows, old.OrderId);
        return order;
    });

    /// <summary>Replaces an order by a function of its stored state, atomically.</summary>
    /// <returns>The order afterwards; null when it is no longer stored.</returns>
    public Task<Order?> Change(string orderId, Func<Order, DateTimeOffset, Order> change) => Write(writing =>
    {
        if (writing.Find(rows, orderId) is not { } before) return null;
        var after = change(before, clock.GetUtcNow());
        if (after != before) Put(writing, after);
        return after;
    });

    /// <summary>Runs a function in one transaction. What it returns is on disk when the task ends.</summary>
    protected virtual Task<T> Write<T>(Func<UnitOfWork, T> change) => store.Write(change);

    /// <summary>Adds or replaces an order in a transaction.</summary>
    protected void Put(UnitOfWork writing, Order order) => writing.Put(rows, order.OrderId, order);

    // At most 27 letters, digits and hyphens. The number keeps it unique while the clock is frozen.
    static string OrderIdOf(long number, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"DEMO-{Jst.Timestamp(now)}-{number % OrderIdModulus}");
}
