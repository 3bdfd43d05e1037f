using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Scenarios.Engine;

/// <summary>The selected scenario does not exist; the transaction is not registered.</summary>
internal sealed class UnknownScenarioException(ScenarioSelection.Unknown selection) : Exception(
    $"There is no scenario \"{selection.Name}\" ({selection.Reason}); {ScenarioHint.For(selection.Name, selection.Known).En}.");

/// <content>The selection of scenarios.</content>
internal sealed partial class ScenarioEngine
{
    ScenarioPlayed? lastPlayed;

    /// <exception cref="UnknownScenarioException">The header, the arm or the shop names a scenario that is not loaded.</exception>
    public ScenarioPlayed Select(UnitOfWork writing, string? header, Shop shop, string orderId, int total)
    {
        switch (ScenarioSelector.Choose(new(header, shop.ShopId, orderId, total, shop.Scenario), arms.All(writing), Library))
        {
            case ScenarioSelection.Selected selected:
                if (selected.Used is { } used) arms.Consume(writing, used);
                return Share(new(selected.Name, selected.Reason) { IsFallback = selected.IsFallback });
            case ScenarioSelection.Unknown unknown:
                throw new UnknownScenarioException(unknown);
            case var other:
                throw new InvalidOperationException($"Unhandled selection {other}.");
        }
    }

    // Most transactions play the same scenario and share one object: every surviving allocation lengthens the GC pause.
    ScenarioPlayed Share(ScenarioPlayed played)
    {
        if (lastPlayed is { } last && last == played) return last;
        lastPlayed = played;
        return played;
    }

    /// <summary>
    /// Once the item is known: a scenario whose match has an item replaces a fallback, that is the shop's scenario or the default.
    /// </summary>
    public Transaction SelectByItem(Transaction requested)
    {
        if (!requested.Scenario.IsFallback) return requested;
        var scenario = Library.Matching.FirstOrDefault(scenario => scenario.Match!.Item is not null
            && scenario.Match.Fits(requested.ShopId, requested.OrderId, requested.Total, requested.Request!.ItemName));
        return scenario is null ? requested : requested with { Scenario = new(scenario.Name, $"match on {scenario.Match}") };
    }
}
