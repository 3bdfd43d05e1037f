using System.Globalization;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;

namespace KantanSim.Scenarios.Engine;

/// <content>Reading and replacing the arms of a shop.</content>
internal sealed partial class ScenarioEngine : IShopRows
{
    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        List<Arm> found = [.. Armed.Where(arm => IsOf(shopId, arm))];
        return found.Select(arm => arms.Line(arm.Id, arm));
    }

    /// <summary>
    /// Puts arms in place of those of a shop. When an arm of another shop has got one of their ids since, all get new ids in the same
    /// order.
    /// </summary>
    public RowReplacement Load(string? shopId, RowSet rows)
    {
        List<Arm> loaded = [.. rows.Take(arms).Select(row => row.Row).OrderBy(arm => arm.Id, StringComparer.Ordinal)];
        if (loaded.Exists(arm => !IsOf(shopId, arm))) throw new FormatException($"it is of shop {shopId} and has an arm of another shop");
        return (writing, _) =>
        {
            var isTaken = loaded.Exists(arm => arms.Find(arm.Id) is { } other && !IsOf(shopId, other));
            foreach (var arm in Armed.Where(arm => IsOf(shopId, arm))) writing.Delete(arms, arm.Id);
            foreach (var arm in loaded) Put(writing, isTaken ? arm with { Id = NextArmId() } : arm);
            writing.WhenSaved(() => ForgetCountsBeforeRegistration(shopId));
        };
    }

    void Put(UnitOfWork writing, Arm arm)
    {
        lastArm = Math.Max(LastArm(), ArmNumber(arm));
        writing.Put(arms, arm.Id, arm);
    }

    string NextArmId()
    {
        lastArm = LastArm() + 1;
        return string.Create(CultureInfo.InvariantCulture, $"arm-{lastArm:D8}");
    }

    // Read at the first use, from the arms that are stored.
    long LastArm() => lastArm >= 0 ? lastArm : Armed.Select(ArmNumber).DefaultIfEmpty().Max();

    void ForgetCountsBeforeRegistration(string? shopId)
    {
        lock (countsBeforeRegistration)
        {
            foreach (var order in countsBeforeRegistration.Keys.Where(order => shopId is null || order.ShopId == shopId).ToList())
                countsBeforeRegistration.Remove(order);
        }
    }

    static bool IsOf(string? shopId, Arm arm) => shopId is null || arm.ShopId == shopId;
}
