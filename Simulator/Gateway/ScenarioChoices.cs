using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Protocol;
using KantanSim.Scenarios;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

[JsonSerializable(typeof(Arm))]
internal sealed partial class ArmJson : JsonSerializerContext;

/// <summary>A transaction cannot play what was asked for; the registration is not made.</summary>
internal sealed class UnknownScenarioException(ScenarioChoice.Unknown choice)
    : Exception($"There is no scenario \"{choice.Name}\" ({choice.Reason}); there are: {string.Join(", ", choice.Known)}.");

/// <summary>The armed scenarios, and the choice for each registration: an arm is spent in the same write that saves the transaction.</summary>
internal sealed class ScenarioChoices(Store store, ScenarioLibrary library)
{
    readonly Table<string, Arm> arms = store.NamedTable("arms", ArmJson.Default.Arm);
    long lastArm = -1;

    public ScenarioLibrary Library => library;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Arm> Armed => [.. arms.All().OrderBy(arm => arm.Id, StringComparer.Ordinal)];

    /// <summary>What a transaction plays. A scenario whose file has gone since gives way to <c>success</c>.</summary>
    public Scenario Of(Transaction transaction) => Of(transaction.Scenario);

    /// <inheritdoc cref="Of(Transaction)"/>
    public Scenario Of(ScenarioPlayed played) => library.Find(played.Name) ?? library.Find("success")!;

    /// <summary>What happens at a cue that no consumer brings about, and the transaction for which it has happened once more.</summary>
    public (Reaction Reaction, Transaction Raised) Play(Transaction transaction, Cue cue, string? operation = null)
    {
        var scenario = Of(transaction);
        return scenario.Speaks(cue, operation)
            ? (scenario.Played(cue, RaisedBefore(transaction, cue, operation), operation), Raised(transaction, cue, operation))
            : (cue.Unscripted, transaction);
    }

    public static int RaisedBefore(Transaction transaction, Cue cue, string? operation = null) => transaction.Moments.GetValueOrDefault(Key(cue, operation));

    /// <summary>A cue of the scenario was played: the next time counts on.</summary>
    public static Transaction Raised(Transaction transaction, Cue cue, string? operation = null) => transaction with
    {
        Moments = new Dictionary<string, int>(transaction.Moments) { [Key(cue, operation)] = RaisedBefore(transaction, cue, operation) + 1 },
    };

    static string Key(Cue cue, string? operation) => operation is null ? cue.Name : $"{cue.Name} {operation}";

    /// <exception cref="UnknownScenarioException">The header, the arm or the shop names a scenario that is not loaded.</exception>
    public ScenarioPlayed Choose(Writing writing, string? header, Shop shop, string orderId, int total)
    {
        var current = Armed.Select(arm => writing.Find(arms, arm.Id)).OfType<Arm>().ToList();
        switch (Director.Choose(new(header, shop.ShopId, orderId, total, shop.Scenario), current, library))
        {
            case ScenarioChoice.Chosen chosen:
                if (chosen.Used is { } used) Spend(writing, used);
                return new(chosen.Name, chosen.Reason);
            case ScenarioChoice.Unknown unknown:
                throw new UnknownScenarioException(unknown);
            case var other:
                throw new InvalidOperationException($"No way to play {other}.");
        }
    }

    public Task<Arm> Arm(string scenario, int times, string? shopId, string? orderId) => store.Write(writing =>
    {
        if (lastArm < 0) lastArm = Armed.Select(arm => long.Parse(arm.Id[4..], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        var arm = new Arm(string.Create(CultureInfo.InvariantCulture, $"arm-{++lastArm:D8}"), scenario, times, shopId, orderId);
        writing.Put(arms, arm.Id, arm);
        return arm;
    });

    /// <summary>Takes back the arms of a shop, or all of them.</summary>
    public Task Disarm(string? shopId = null) => store.Write(writing =>
    {
        foreach (var arm in Armed.Where(arm => shopId is null || arm.ShopId == shopId)) writing.Delete(arms, arm.Id);
    });

    void Spend(Writing writing, Arm arm)
    {
        if (arm.Spent() is { } left) writing.Put(arms, left.Id, left);
        else writing.Delete(arms, arm.Id);
    }
}
