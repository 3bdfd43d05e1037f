using KantanSim.DemoShop;
using Microsoft.Extensions.DependencyInjection;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>A part of the shop that holds something in memory only, which a restart of its process loses.</summary>
internal interface IHoldsInMemory
{
    void Forget();
}

/// <summary>The hooks of the demo shop for cases of durability. It runs in the simulator's process, so its restart is played.</summary>
internal sealed class ShopHooks(Orders orders, IEnumerable<IHoldsInMemory> parts)
{
    /// <summary>Loses what the shop has in memory only.</summary>
    public void Restart()
    {
        foreach (var part in parts) part.Forget();
    }

    /// <summary>The database is away: every save throws.</summary>
    public void Break() => ((TestOrders)orders).IsAway = true;

    /// <summary>The database is back.</summary>
    public void Mend() => ((TestOrders)orders).IsAway = false;

    /// <summary>
    /// Adds the hooks to a demo shop. Its background work is done by <c>POST /shop/api/jobs</c> only, so that each run is the same.
    /// </summary>
    public static void Add(IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(OrderPollingService)));
        services.AddSingleton<Orders, TestOrders>();
        services.AddSingleton<ShopHooks>();
    }
}
