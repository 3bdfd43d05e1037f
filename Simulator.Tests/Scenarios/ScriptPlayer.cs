using System.Text.Json.Nodes;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>Plays a scenario's script with a shop of its own, and checks the outcome of each step.</summary>
internal sealed class ScriptPlayer : IDisposable
{
    readonly SimulatorFixture simulated;
    readonly ScenarioPlayer player;
    readonly string shopId;

    public ScriptPlayer(
        SimulatorFixture simulated, Scenario scenario, string shopId, string orderId, string? header,
        int amount = ScriptDefaults.Amount, string itemName = ScriptDefaults.ItemName)
    {
        (this.simulated, this.shopId) = (simulated, shopId);
        var shop = new Shop { ShopId = shopId, ShopPass = "kantansim1" };
        player = new(
            simulated.GetService<PlayTools>(), scenario,
            new(shop, orderId, $"{simulated.Merchant.Url}/return/{shopId}", header) { Amount = amount, ItemName = itemName });
    }

    /// <summary>The payment; empty before its registration.</summary>
    public string AccessId => player.AccessId;

    /// <summary>The selected scenario and the reason, from the header of the first response.</summary>
    public string? Selected => player.Selected;

    public IReadOnlyList<string> Notified => Statuses("notify");

    public IReadOnlyList<string> Returned => Statuses("return");

    /// <summary>Plays the whole script and checks the outcome of each step.</summary>
    public async Task Play()
    {
        await player.Play(TestContext.Current.CancellationToken).WithHangGuard();
        foreach (var step in player.Played.Where(step => !step.IsAsExpected))
            Assert.Fail($"step {step.Number}, {step.Line.Do}, gets \"{step.Got}\", not \"{step.Expected}\"");
        Assert.True(player.IsComplete);
    }

    /// <summary>Plays one step, which must not block.</summary>
    public Task Play(ScriptLine line) => player.Play(line, TestContext.Current.CancellationToken);

    public async Task<JsonNode> Transaction() => (await simulated.CallApi(HttpMethod.Get, $"/transactions/{AccessId}"))["body"]!;

    public void Dispose() => player.Dispose();

    // Without connectivity tests, which have no status.
    List<string> Statuses(string path) =>
    [
        .. simulated.Received($"/{path}/{shopId}")
            .Select(fields => fields.GetValueOrDefault("Status", ""))
            .Where(status => status.Length > 0),
    ];
}
