using System.Globalization;
using KantanSim.Storage;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>The shop's own books. They outlive the program: an order is saved before the gateway hears of it, and a notification before it is answered.</summary>
internal sealed class Orders(Store store, TimeProvider clock)
{
    /// <summary>How many orders are kept: the newest.</summary>
    public const int Kept = 1_000;

    const string Only = "orders";
    const int LargestCount = 10_000_000;

    readonly Table<string, Order> rows = store.NamedTable<Order>("shop_orders", OrderJson.Default);
    readonly Table<string, OrderCount> counts = store.NamedTable<OrderCount>("shop_order_count", OrderJson.Default);
    readonly Table<string, ChargeFileProgress> files = store.NamedTable<ChargeFileProgress>("shop_files_read", OrderJson.Default);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Order> All => [.. rows.All().OrderByDescending(order => order.Number)];

    public Order? Find(string orderId) => rows.Find(orderId);

    /// <summary>Those that the gateway is to be asked about by a moment, the longest due first.</summary>
    public IReadOnlyList<Order> DueBy(DateTimeOffset moment) => [.. rows.All().Where(order => order.AskAt <= moment).OrderBy(order => order.AskAt)];

    /// <summary>A new order under an OrderID that was never used.</summary>
    public Task<Order> Add(Product product, string itemName, string jobCd, SubscriptionPlan? plan) => store.Write(writing =>
    {
        var (number, now) = ((writing.Find(counts, Only)?.Last ?? 0) + 1, clock.GetUtcNow());
        var order = new Order
        {
            OrderId = IdOf(number, now),
            Number = number,
            ProductId = product.Id,
            ItemName = itemName,
            Amount = product.Price,
            Tax = Product.TaxOn(product.Price),
            JobCd = plan is null ? jobCd : "",
            Plan = plan,
            CreatedAt = now,
            ChangedAt = now,
        };
        writing.Put(counts, Only, new(number));
        writing.Put(rows, order.OrderId, order);
        foreach (var old in All.Skip(Kept - 1)) writing.Delete(rows, old.OrderId);
        return order;
    });

    /// <summary>Changes an order by what it is now, whatever else came in between.</summary>
    /// <returns>The order afterwards, or null when it is not kept any more.</returns>
    public Task<Order?> Change(string orderId, Func<Order, DateTimeOffset, Order> change) => store.Write(writing =>
    {
        if (writing.Find(rows, orderId) is not { } before) return null;
        var after = change(before, clock.GetUtcNow());
        if (after != before) writing.Put(rows, orderId, after);
        return after;
    });

    /// <summary>Until which day the gateway's daily files are in the books: until the eve of the first subscription when none is; null without any.</summary>
    public DateOnly? FilesRead => files.Find(Only)?.Until
        ?? (rows.All().Where(order => order.Plan is not null).MinBy(order => order.CreatedAt) is { } first ? Jst.DateOf(first.CreatedAt).AddDays(-1) : null);

    public Task KeepFilesRead(DateOnly until) => store.Write(writing => writing.Put(files, Only, new(until)));

    // At most 27 letters, digits and hyphens (protocol.md 2.0). The count keeps it unique while the clock stands still.
    static string IdOf(long number, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"DEMO-{Jst.Timestamp(now)}-{number % LargestCount}");
}
