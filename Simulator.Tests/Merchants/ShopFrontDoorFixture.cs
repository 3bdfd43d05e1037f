using System.Collections.Concurrent;
using KantanSim.Clocks;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Merchants;

/// <summary>One simulator, and a front door for each style. Each visit has an account of its own.</summary>
public sealed class ShopFrontDoorFixture : IAsyncLifetime
{
    readonly ConcurrentDictionary<string, Task<ShopFrontDoor>> doors = new();
    int shops;

    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");

    public async ValueTask DisposeAsync()
    {
        foreach (var door in doors.Values) await (await door).DisposeAsync();
        await Simulated.DisposeAsync();
    }

    /// <param name="style">The name of a style.</param>
    internal Task<ShopFrontDoor> Door(string style) => doors.GetOrAdd(style, name =>
        ShopFrontDoor.Start(Simulated.Url, Simulated.GetService<ShopClocks>(), ShopStyle.Named(name)));

    /// <param name="style">The name of a style.</param>
    internal async Task<DoorVisit> Visit(string style) =>
        await DoorVisit.Start(Simulated, (await Door(style)).Url, $"door{Interlocked.Increment(ref shops):D4}");
}
