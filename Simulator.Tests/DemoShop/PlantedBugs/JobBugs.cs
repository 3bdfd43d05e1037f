using KantanSim.DemoShop;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>19: what is not paid within an hour is never paid.</summary>
internal sealed class JobGivesUpAfterAnHour(PollerParts parts) : NaivePoller(parts)
{
    static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    protected override async Task<IReadOnlyList<Order>> FindDueOrders(DateTimeOffset now)
    {
        var due = await base.FindDueOrders(now);
        foreach (var order in due.Where(order => IsTooOld(order, now)))
            await Shop.Orders.Change(order.OrderId, (stored, _) => stored with { State = OrderState.Cancelled, NextInquiryAt = null });
        return [.. due.Where(order => !IsTooOld(order, now))];
    }

    static bool IsTooOld(Order order, DateTimeOffset now) => order.State == OrderState.Paying && order.CreatedAt + Limit < now;
}
