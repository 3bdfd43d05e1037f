using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json.Serialization;
using KantanSim.Configuration;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Scenarios.Engine;

[JsonSerializable(typeof(Arm))]
internal sealed partial class ArmJson : JsonSerializerContext;

/// <summary>A transaction cannot play what was asked for; the registration is not made.</summary>
internal sealed class UnknownScenarioException(ScenarioSelection.Unknown choice)
    : Exception($"There is no scenario \"{choice.Name}\" ({choice.Reason}); {ScenarioHint.For(choice.Name, choice.Known).En}.");

/// <summary>Who meets a cue: a browser, for whom a person may have to act; the program itself or the control API's play; nobody, when an explicit action stands in its place.</summary>
internal enum Actor { Browser, Script, Nobody }

/// <summary>What happens at a cue, and the transaction with what was counted.</summary>
/// <param name="Notes">For its timeline: a rule that could not be played.</param>
internal sealed record HookResult(ScenarioAction Action, Transaction Transaction, ImmutableArray<TimelineEntry> Notes);

/// <summary>The armed scenarios, and the choice for each registration: an arm is spent in the same write that saves the transaction.</summary>
internal sealed partial class ScenarioEngine(Store store, ScenarioWatcher scenarios, IdentifierGenerator identifiers, TimeProvider clock, ILogger<ScenarioEngine> log)
{
    readonly Table<string, Arm> arms = store.NamedTable<Arm>("arms", ArmJson.Default);
    // Of orders whose registration a scenario has answered and that are not registered yet.
    readonly Dictionary<(string ShopId, string OrderId), Dictionary<string, int>> arrivals = [];
    long lastArm = -1;
    ScenarioPlayed? playedLast;

    public ScenarioLibrary Library => scenarios.Current;

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

    /// <summary>What a transaction plays. One whose file is gone or broken since is played as it was; after a restart it gives way to <c>success</c>.</summary>
    public Scenario Of(Transaction transaction) => Of(transaction.Scenario);

    /// <inheritdoc cref="Of(Transaction)"/>
    public Scenario Of(ScenarioPlayed played) => Library.FindIncludingRemoved(played.Name) ?? Library.Find("success")!;

    /// <summary>What happens at a cue, and the transaction for which it has come once more.</summary>
    /// <param name="operation">The API, when a call brings the cue.</param>
    /// <param name="told">The status that a notification tells; the transaction's own when it tells none.</param>
    /// <param name="attempt">Which time it is; counted when left out.</param>
    public HookResult Play(Transaction transaction, Hook cue, Actor whom = Actor.Script, string? operation = null, string? told = null, int? attempt = null)
    {
        var scenario = Of(transaction);
        if (whom == Actor.Nobody || !scenario.Handles(cue)) return new(cue.DefaultAction, transaction, []);
        var raised = Counted(transaction.Moments, Key(cue, operation));
        var occasion = new HookContext(cue)
        {
            ShopId = transaction.ShopId,
            OrderId = transaction.OrderId,
            AccessId = transaction.AccessId,
            Total = transaction.Total,
            Item = transaction.Request?.ItemName ?? "",
            Status = told ?? transaction.Status.Code,
            Operation = operation,
            Attempt = attempt ?? raised[Key(cue, operation)],
        };
        var (reaction, moments, faults) = Play(scenario, occasion, raised, whom);
        return new(reaction, transaction with { Moments = moments }, [.. faults.Select(fault => Note(cue, fault))]);
    }

    /// <summary>What happens to a call for which there is no transaction yet: what it would play is looked up, and nothing is spent.</summary>
    public ScenarioAction PlayArrival(string? header, Shop shop, string orderId, int total, string operation)
    {
        if (ScenarioSelector.Choose(new(header, shop.ShopId, orderId, total, shop.Scenario), Armed, Library) is not ScenarioSelection.Selected { Name: var name }
            || Library.Find(name) is not { } scenario || !scenario.Handles(Hook.Received)) return Hook.Received.DefaultAction;
        lock (arrivals)
        {
            var before = arrivals.GetValueOrDefault((shop.ShopId, orderId));
            if (before is null && arrivals.Count >= ServerLimits.MaxUnregisteredOrders) arrivals.Clear();
            var raised = Counted(before ?? [], Key(Hook.Received, operation));
            var occasion = new HookContext(Hook.Received) { ShopId = shop.ShopId, OrderId = orderId, Total = total, Operation = operation, Attempt = raised[Key(Hook.Received, operation)] };
            var (reaction, moments, _) = Play(scenario, occasion, raised, Actor.Script);
            arrivals[(shop.ShopId, orderId)] = moments;
            return reaction;
        }
    }

    /// <summary>What the arrivals of an order's registration have counted; it goes on with the transaction.</summary>
    public IReadOnlyDictionary<string, int> TakeArrivals(string shopId, string orderId)
    {
        lock (arrivals) return arrivals.Remove((shopId, orderId), out var moments) ? moments : ReadOnlyDictionary<string, int>.Empty;
    }

    (ScenarioAction Reaction, Dictionary<string, int> Moments, IReadOnlyList<string> Faults) Play(
        Scenario scenario, HookContext occasion, Dictionary<string, int> moments, Actor whom)
    {
        var now = Jst.TimeOf(clock.GetUtcNow());
        if (scenario.RuleFor(occasion with { Time = now, PlayCount = place => moments.GetValueOrDefault(Key(place)) }, whom == Actor.Browser) is not var (rule, place))
            return (occasion.Hook.DefaultAction, moments, []);
        var counted = Counted(moments, Key(place));
        if (rule.EvaluateFormula is not { } formula) return (rule.Then, counted, []);
        var found = formula(occasion, CreateRandom(occasion, place));
        foreach (var fault in found.Faults)
            FormulaFailed(log, scenario.FullName, occasion.Hook.Name,
                LogText.Id(occasion.OrderId), LogText.Id(occasion.AccessId), fault);
        return (found.Reaction ?? occasion.Hook.DefaultAction, counted, found.Faults);
    }

    TimelineEntry Note(Hook cue, string fault) => new()
    {
        Number = null,
        From = Party.Simulator,
        To = Party.Simulator,
        What = $"the rule for {cue} could not be played",
        At = clock.GetUtcNow(),
        Failed = true,
        Note = fault,
    };

    /// <summary>Chance for one moment of one order: the same for the same seed, whatever else happens.</summary>
    public Random CreateRandom(HookContext occasion, int place) =>
        new(identifiers.RandomSeed(occasion.ShopId, occasion.OrderId, string.Create(CultureInfo.InvariantCulture, $"{occasion.Hook} {occasion.Operation} {occasion.Attempt} {place}")));

    /// <inheritdoc cref="CreateRandom(HookContext, int)"/>
    public Random CreateRandom(Transaction transaction, string moment) => CreateRandom(transaction.ShopId, transaction.OrderId, moment);

    /// <inheritdoc cref="CreateRandom(HookContext, int)"/>
    public Random CreateRandom(string shopId, string orderId, string moment) => new(identifiers.RandomSeed(shopId, orderId, moment));

    static Dictionary<string, int> Counted(IReadOnlyDictionary<string, int> moments, string key) =>
        new(moments) { [key] = moments.GetValueOrDefault(key) + 1 };

    static string Key(Hook cue, string? operation) => operation is null ? cue.Name : $"{cue.Name} {operation}";

    static string Key(int place) => string.Create(CultureInfo.InvariantCulture, $"#{place}");

    /// <exception cref="UnknownScenarioException">The header, the arm or the shop names a scenario that is not loaded.</exception>
    public ScenarioPlayed Select(UnitOfWork writing, string? header, Shop shop, string orderId, int total)
    {
        var armed = Armed;
        IReadOnlyList<Arm> left = armed.Count == 0 ? armed : [.. armed.Select(arm => writing.Find(arms, arm.Id)).OfType<Arm>()];
        switch (ScenarioSelector.Choose(new(header, shop.ShopId, orderId, total, shop.Scenario), left, Library))
        {
            case ScenarioSelection.Selected chosen:
                if (chosen.Used is { } used) Spend(writing, used);
                var played = new ScenarioPlayed(chosen.Name, chosen.Reason) { IsFallback = chosen.IsFallback };
                // Most play the same, and share it: what is kept of each transaction costs every collection of memory.
                return playedLast = played == playedLast ? playedLast : played;
            case ScenarioSelection.Unknown unknown:
                throw new UnknownScenarioException(unknown);
            case var other:
                throw new InvalidOperationException($"No way to play {other}.");
        }
    }

    /// <summary>Once the item is known, a scenario whose match asks for it takes the place of what was chosen for want of anything better.</summary>
    public Transaction SelectByItem(Transaction requested) =>
        requested.Scenario.IsFallback
        && Library.Matching.FirstOrDefault(scenario => scenario.Match!.Item is not null
            && scenario.Match.Fits(requested.ShopId, requested.OrderId, requested.Total, requested.Request!.ItemName)) is { } scenario
            ? requested with { Scenario = new(scenario.Name, $"match on {scenario.Match}") } : requested;

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

    /// <summary>Takes one back. False when there is none: it may just have been spent.</summary>
    public Task<bool> DisarmOne(string id) => store.Write(writing =>
    {
        if (writing.Find(arms, id) is null) return false;
        writing.Delete(arms, id);
        return true;
    });

    void Spend(UnitOfWork writing, Arm arm)
    {
        if (arm.AfterUse() is { } left) writing.Put(arms, left.Id, left);
        else writing.Delete(arms, arm.Id);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Scenario {Scenario}: the rule for {Cue} OrderID {OrderId} AccessID {AccessId} could not be played: {Fault}")]
    static partial void FormulaFailed(ILogger log, string scenario, string cue, string orderId, string accessId, string fault);
}
