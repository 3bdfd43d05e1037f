using System.Globalization;
using KantanSim.Wire;

namespace KantanSim.Tests.Merchants;

/// <summary>What people do at the shop: buy, ship, cancel and change the price. Each is recorded first and done by the jobs.</summary>
internal sealed partial class GoodShop
{
    /// <exception cref="ArgumentException">There is no such order.</exception>
    public ShopOrder Order(string orderId) => Records.Find(orderId) ?? throw new ArgumentException("no such order", nameof(orderId));

    /// <summary>Places an order and takes it as far as the wallet, if the gateway answers.</summary>
    /// <param name="amount">In yen, tax included.</param>
    /// <returns>The OrderID.</returns>
    public Task<string> Place(int amount = 1000, string item = "マグカップ") => Place($"G{Records.NextPurchase():D6}", 1, amount, item);

    /// <summary>
    /// Places the same purchase under a new OrderID, when it cannot be paid under the old one any more. Should the old one be paid after
    /// all, it is refunded.
    /// </summary>
    /// <returns>The new OrderID.</returns>
    public Task<string> PlaceAgain(string orderId)
    {
        var order = Order(orderId);
        var now = clock.GetUtcNow();
        Records.Change(orderId, old => old with { CancelledAt = old.CancelledAt ?? now });
        var parts = orderId.Split('-');
        return Place(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture) + 1, order.Amount, order.Item);
    }

    /// <summary>Ships a paid order at once, or in the next night. An open order is shipped when it is paid.</summary>
    public Task Ship(string orderId)
    {
        var from = style.ShipsAtNight ? NextNight() : clock.GetUtcNow();
        return Do(orderId, order => order with { ShipFrom = order.ShipFrom ?? from, FailedCalls = 0 });
    }

    /// <summary>Cancels an order at once, or as soon as the consumer has paid it.</summary>
    public Task Cancel(string orderId)
    {
        var now = clock.GetUtcNow();
        return Do(orderId, order => order with { CancelledAt = order.CancelledAt ?? now, FailedCalls = 0 });
    }

    /// <summary>Cancels an order that is not shipped. The goods of a shipped one have to come back first.</summary>
    /// <returns>Whether the order is cancelled, or is to be.</returns>
    public async Task<bool> CancelUnshipped(string orderId)
    {
        var now = clock.GetUtcNow();
        await Do(orderId, order => order.State == ShopOrderState.Shipped
            ? order
            : order with { CancelledAt = order.CancelledAt ?? now, FailedCalls = 0 });
        return Order(orderId).State != ShopOrderState.Shipped;
    }

    /// <summary>Changes the price of a paid order. The order keeps the old one until the gateway has the new one.</summary>
    /// <param name="amount">In yen, tax included.</param>
    public Task Reprice(string orderId, int amount)
    {
        var now = clock.GetUtcNow();
        return Do(orderId, order => order with { NewAmount = amount, RepricedAt = now, FailedCalls = 0 });
    }

    // Saved before the gateway is called, so that every answer and message finds its order.
    async Task<string> Place(string purchase, int attempt, int amount, string item)
    {
        var order = new ShopOrder
        {
            OrderId = $"{purchase}-{attempt}",
            Amount = amount,
            Item = item,
            JobCd = style.JobCd,
            NextSearchAt = clock.GetUtcNow() + style.SearchInterval,
        };
        Records.Add(order);
        await RunJobs();
        return order.OrderId;
    }

    Task Do(string orderId, Func<ShopOrder, ShopOrder> change)
    {
        Records.Change(orderId, change);
        return RunJobs();
    }

    DateTimeOffset NextNight() => Jst.StartOfDay(Jst.DateOf(clock.GetUtcNow()).AddDays(1)).AddHours(2);
}
