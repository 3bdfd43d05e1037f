using KantanSim.Check.Judging;
using KantanSim.Tests.Check.Running;
using KantanSim.Tests.DemoShop.PlantedBugs;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace KantanSim.Tests.Check.Proof;

/// <summary>The demo shop with hooks, and with a planted bug if wanted.</summary>
internal static class ProofShop
{
    /// <param name="plant">Adds the hooks and a bug; default: the hooks only.</param>
    public static async Task<SimulatorFixture> Start(Action<IServiceCollection>? plant = null)
    {
        var simulated = await SimulatorFixture.StartDemoShop(
            plant ?? ShopHooks.Add, ":memory:", $"--KantanSim:Scenarios={RepositoryScenarios.Folder}", "--KantanSim:Clock=Real");
        // A shop whose database is away logs that.
        simulated.AllowsLoggedErrors = true;
        return simulated;
    }

    /// <inheritdoc cref="ShopCheck.Play"/>
    public static Task<IReadOnlyList<CaseResult>> Play(
        SimulatorFixture simulated, IReadOnlyCollection<string> ids, string capture = "onShip", bool isHeldInHandler = false)
    {
        var hooks = simulated.GetService<ShopHooks>();
        var calls = new Dictionary<string, Action> { ["restart"] = hooks.Restart, ["break"] = hooks.Break, ["mend"] = hooks.Mend };
        return ShopCheck.Play(simulated, DemoShopFile.Text(simulated.Url, capture), ids, calls, isHeldInHandler);
    }
}
