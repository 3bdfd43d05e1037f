using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>The order that a scenario is played for.</summary>
/// <param name="ReturnUrl">The RetURL of its payment request.</param>
/// <param name="Header">Selects the scenario; null: its match, an arm or the shop does.</param>
internal sealed record PlayedOrder(Shop Shop, string OrderId, string ReturnUrl, string? Header)
{
    /// <summary>Whether the calls are marked as KantanSim's own, so that the advice does not judge the shop by them.</summary>
    public bool IsMarked { get; init; }

    /// <summary>In yen.</summary>
    public int Amount { get; init; } = ScriptDefaults.Amount;

    public string ItemName { get; init; } = ScriptDefaults.ItemName;
}
