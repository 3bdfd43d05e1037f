using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Scenarios.Engine;

[JsonSerializable(typeof(Arm))]
internal sealed partial class ArmJson : JsonSerializerContext;

/// <summary>The selected scenario does not exist; the transaction is not registered.</summary>
internal sealed class UnknownScenarioException(ScenarioSelection.Unknown selection) : Exception(
    $"There is no scenario \"{selection.Name}\" ({selection.Reason}); {ScenarioHint.For(selection.Name, selection.Known).En}.");

/// <content>The selection of scenarios, and the arms.</content>
internal sealed partial class ScenarioEngine
{
    readonly Table<string, Arm> arms = store.NamedTable<Arm>("arms", ArmJson.Default);
    long lastArm = -1;
    ScenarioPlayed? lastPlayed;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Arm> Armed
    {
        get
        {
            List<Arm> armed = [.. arms.All()];
            armed.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
            return armed;
        }
    }

    /// <exception cref="UnknownScenarioException">The header, the arm or the shop names a scenario that is not loaded.</exception>
    public ScenarioPlayed Select(UnitOfWork writing, string? header, Shop shop, string orderId, int total)
    {
        var armed = Armed;
        IReadOnlyList<Arm> left = armed.Count == 0 ? armed : [.. armed.Select(arm => writing.Find(arms, arm.Id)).OfType<Arm>()];
        switch (ScenarioSelector.Choose(new(header, shop.ShopId, orderId, total, shop.Scenario), left, Library))
        {
            case ScenarioSelection.Selected selected:
                if (selected.Used is { } used) Consume(writing, used);
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

    public Task<Arm> Arm(string scenario, int times, string? shopId, string? orderId) => store.Write(writing =>
    {
        var arm = new Arm(NextArmId(), scenario, times, shopId, orderId);
        writing.Put(arms, arm.Id, arm);
        return arm;
    });

    static long ArmNumber(Arm arm) => long.Parse(arm.Id["arm-".Length..], CultureInfo.InvariantCulture);

    /// <summary>Deletes the arms of a shop, or all of them.</summary>
    public Task Disarm(string? shopId = null) => store.Write(writing =>
    {
        foreach (var arm in Armed.Where(arm => shopId is null || arm.ShopId == shopId)) writing.Delete(arms, arm.Id);
    });

    /// <summary>Deletes one arm. False when it does not exist: it may just have been consumed.</summary>
    public Task<bool> DisarmOne(string id) => store.Write(writing =>
    {
        if (writing.Find(arms, id) is null) return false;
        writing.Delete(arms, id);
        return true;
    });

    void Consume(UnitOfWork writing, Arm arm)
    {
        if (arm.AfterUse() is { } left) writing.Put(arms, left.Id, left);
        else writing.Delete(arms, arm.Id);
    }
}
