using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Merchants;

/// <summary>One simulator with the scenarios of the repository for all shops. Each has an account and a time of its own.</summary>
public sealed class GoodShopFixture : IAsyncLifetime
{
    int shops;

    public static TheoryData<string> Styles => [.. ShopStyle.All.Select(style => style.Name)];

    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();

    /// <param name="style">The name of a style.</param>
    internal Task<ShopVisit> Visit(string style) => ShopVisit.Start(Simulated, $"good{++shops:D4}", ShopStyle.Named(style));
}
