using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Clocks;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;

namespace KantanSim.Scenarios.Engine;

/// <summary>The number of arms that a shop has ever had, so that no ID is used again.</summary>
internal sealed record ArmCounter(long Count);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Arm))]
[JsonSerializable(typeof(ArmCounter))]
internal sealed partial class ArmJson : JsonSerializerContext;

/// <summary>The stored arms. Expired ones are never returned, and are deleted with the next change of any arm.</summary>
internal sealed partial class ArmRepository(Store store, RealTime time)
{
    // A shop named "any" shares the counter of the arms of any shop: their IDs have the same form.
    const string AnyShop = "any";

    readonly Table<string, Arm> rows = store.NamedTable<Arm>("arms", ArmJson.Default);
    readonly Table<string, ArmCounter> counters = store.NamedTable<ArmCounter>("arm_counters", ArmJson.Default);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Arm> All() => InOrder(rows.All());

    /// <inheritdoc cref="All()"/>
    public IReadOnlyList<Arm> All(UnitOfWork writing) => InOrder(writing.All(rows));

    /// <summary>Adds an arm and gives it the next ID of its shop, such as <c>arm-tshop00000001-1</c> or <c>arm-any-1</c>.</summary>
    /// <param name="check">Runs in the same write; if it throws, nothing is saved.</param>
    public Task<Arm> Add(Arm arm, Action<UnitOfWork> check) => store.Write(writing =>
    {
        check(writing);
        var newest = writing.All(rows).Select(other => other.Sequence).DefaultIfEmpty().Max();
        var added = arm with { Id = NextId(writing, arm.ShopId ?? AnyShop), Sequence = newest + 1 };
        DeleteExpired(writing);
        writing.Put(rows, added.Id, added);
        return added;
    });

    /// <summary>Counts one transaction.</summary>
    public void Consume(UnitOfWork writing, Arm arm)
    {
        DeleteExpired(writing);
        if (arm.AfterUse() is { } left) writing.Put(rows, left.Id, left);
        else writing.Delete(rows, arm.Id);
    }

    /// <summary>Deletes one arm. False when it does not exist: it may just have been consumed.</summary>
    public Task<bool> Delete(string id) => store.Write(writing =>
    {
        DeleteExpired(writing);
        if (writing.Find(rows, id) is not { } arm || arm.IsExpired(time.Now)) return false;
        writing.Delete(rows, id);
        return true;
    });

    /// <summary>Deletes the arms that a condition holds for.</summary>
    public Task Delete(Func<Arm, bool> which) => store.Write(writing => Delete(writing, which));

    /// <inheritdoc cref="Delete(Func{Arm, bool})"/>
    public void Delete(UnitOfWork writing, Func<Arm, bool> which)
    {
        DeleteExpired(writing);
        foreach (var arm in writing.All(rows).Where(which)) writing.Delete(rows, arm.Id);
    }

    string NextId(UnitOfWork writing, string shop)
    {
        var counter = new ArmCounter((writing.Find(counters, shop)?.Count ?? 0) + 1);
        writing.Put(counters, shop, counter);
        return string.Create(CultureInfo.InvariantCulture, $"arm-{shop}-{counter.Count}");
    }

    void DeleteExpired(UnitOfWork writing)
    {
        var now = time.Now;
        foreach (var arm in writing.All(rows).Where(arm => arm.IsExpired(now))) writing.Delete(rows, arm.Id);
    }

    // Arms of the same number are of an older version, with IDs that count all arms.
    List<Arm> InOrder(IEnumerable<Arm> arms)
    {
        var now = time.Now;
        return [.. arms.Where(arm => !arm.IsExpired(now)).OrderBy(arm => arm.Sequence).ThenBy(arm => arm.Id, StringComparer.Ordinal)];
    }
}
