using KantanSim.DemoShop;
using KantanSim.Storage;
using Microsoft.Extensions.DependencyInjection;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>The shop's orders in a database that can be away, and with what only careless code does.</summary>
internal sealed class TestOrders(Store store, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock) : Orders(store, clock)
{
    public bool IsAway { get; set; }

    /// <summary>Saves an order under any OrderID.</summary>
    public Task Import(Order order) => Write(writing =>
    {
        Put(writing, order);
        return order;
    });

    protected override Task<T> Write<T>(Func<UnitOfWork, T> change) =>
        IsAway ? Task.FromException<T>(new IOException("the shop's database is away")) : base.Write(change);
}
