using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using KantanSim.Clocks;
using KantanSim.Configuration;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Scenarios.Engine;

/// <summary>
/// Who raises a hook: a browser, where a person may have to act; the simulator itself or the control API's play; or nobody, when an
/// explicit action replaces the scenario.
/// </summary>
internal enum Actor { Browser, Script, Nobody }

/// <summary>The action at a hook, and the transaction with updated counts.</summary>
/// <param name="Notes">Entries for its timeline: a rule that could not be played.</param>
internal sealed record HookResult(ScenarioAction Action, Transaction Transaction, ImmutableArray<TimelineEntry> Notes);

/// <summary>
/// Selects the scenario of each registration and plays its rules. An arm is consumed in the same write that saves the transaction.
/// </summary>
internal sealed partial class ScenarioEngine(
    ArmRepository arms,
    ScenarioWatcher scenarios,
    IdentifierGenerator identifiers,
    ShopClocks clocks,
    ILogger<ScenarioEngine> log)
{
    // Counts of orders whose registration call raised a hook and that are not registered yet.
    readonly Dictionary<(string ShopId, string OrderId), Dictionary<string, int>> countsBeforeRegistration = [];

    public ScenarioLibrary Library => scenarios.Current;

    /// <summary>
    /// The scenario of a transaction. If its file is removed or invalid now, the last valid version is used, and after a restart
    /// <c>success</c>.
    /// </summary>
    public Scenario Of(Transaction transaction) => Of(transaction.Scenario);

    /// <inheritdoc cref="Of(Transaction)"/>
    public Scenario Of(ScenarioPlayed played) => Library.FindIncludingRemoved(played.Name) ?? Library.Find("success")!;

    /// <summary>The action at a hook, and the transaction with the hook and the rule counted.</summary>
    /// <param name="operation">The API, when a call raises the hook.</param>
    /// <param name="status">The status of a notification; default: the transaction's status.</param>
    /// <param name="attempt">The attempt; default: counted per hook and API.</param>
    public HookResult Play(
        Transaction transaction,
        Hook hook,
        Actor actor = Actor.Script,
        string? operation = null,
        string? status = null,
        int? attempt = null)
    {
        var scenario = Of(transaction);
        if (actor == Actor.Nobody || !scenario.Handles(hook)) return new(hook.DefaultAction, transaction, []);
        var counts = Increment(transaction.Moments, HookKey(hook, operation));
        var context = new HookContext(hook)
        {
            ShopId = transaction.ShopId,
            OrderId = transaction.OrderId,
            AccessId = transaction.AccessId,
            Total = transaction.Total,
            Item = transaction.Request?.ItemName ?? "",
            Status = status ?? transaction.Status.Code,
            Operation = operation,
            Attempt = attempt ?? counts[HookKey(hook, operation)],
        };
        var played = Play(scenario, context, counts, actor);
        return new(
            played.Action,
            transaction with { Moments = played.Counts },
            [.. played.Errors.Select(error => Note(transaction, hook, error))]);
    }

    /// <summary>
    /// The action for a call whose transaction is not registered yet. The scenario is selected as for a registration, but no arm is
    /// consumed.
    /// </summary>
    public ScenarioAction PlayBeforeRegistration(string? header, Shop shop, string orderId, int total, string operation)
    {
        if (FindBeforeRegistration(header, shop, orderId, total) is not { } scenario) return Hook.Received.DefaultAction;
        lock (countsBeforeRegistration)
        {
            var before = countsBeforeRegistration.GetValueOrDefault((shop.ShopId, orderId));
            if (before is null && countsBeforeRegistration.Count >= ServerLimits.MaxUnregisteredOrders) countsBeforeRegistration.Clear();
            var counts = Increment(before ?? [], HookKey(Hook.Received, operation));
            var context = new HookContext(Hook.Received)
            {
                ShopId = shop.ShopId,
                OrderId = orderId,
                Total = total,
                Operation = operation,
                Attempt = counts[HookKey(Hook.Received, operation)],
            };
            var played = Play(scenario, context, counts, Actor.Script);
            countsBeforeRegistration[(shop.ShopId, orderId)] = played.Counts;
            return played.Action;
        }
    }

    Scenario? FindBeforeRegistration(string? header, Shop shop, string orderId, int total)
    {
        var request = new ScenarioRequest(header, shop.ShopId, orderId, total, shop.Scenario);
        if (ScenarioSelector.Choose(request, arms.All(), Library) is not ScenarioSelection.Selected selected) return null;
        var scenario = Library.Find(selected.Name);
        return scenario is not null && scenario.Handles(Hook.Received) ? scenario : null;
    }

    /// <summary>Removes and returns the counts of an order's calls before its registration, to be continued in its transaction.</summary>
    public IReadOnlyDictionary<string, int> TakeCountsBeforeRegistration(string shopId, string orderId)
    {
        lock (countsBeforeRegistration)
            return countsBeforeRegistration.Remove((shopId, orderId), out var counts) ? counts : ReadOnlyDictionary<string, int>.Empty;
    }

    (ScenarioAction Action, Dictionary<string, int> Counts, IReadOnlyList<string> Errors) Play(
        Scenario scenario, HookContext context, Dictionary<string, int> counts, Actor actor)
    {
        var now = context with
        {
            Time = Jst.TimeOf(clocks.Now(context.ShopId)),
            PlayCount = index => counts.GetValueOrDefault(RuleKey(index)),
            Draw = index => Draw(context, index),
        };
        if (scenario.RuleFor(now, actor == Actor.Browser) is not { } found) return (context.Hook.DefaultAction, counts, []);
        var (rule, index) = found;
        var counted = Increment(counts, RuleKey(index));
        if (rule.Varies && counted[RuleKey(index)] <= RulePlay.MaxRecorded) counted[RulePlay.KeyOf(context, index)] = 1;
        if (rule.EvaluateFormula is not { } evaluate) return (rule.Then, counted, []);
        var result = evaluate(context, CreateRandom(context, index));
        foreach (var error in result.Errors)
            FormulaFailed(log, scenario.FullName, context.Hook.Name, LogText.Id(context.OrderId), LogText.Id(context.AccessId), error);
        return (result.Action ?? context.Hook.DefaultAction, counted, result.Errors);
    }

    TimelineEntry Note(Transaction transaction, Hook hook, string error) => new()
    {
        Number = null,
        From = Party.Simulator,
        To = Party.Simulator,
        What = $"the rule for {hook} could not be played",
        At = clocks.Now(transaction.ShopId),
        Failed = true,
        Note = error,
    };

    /// <summary>A random generator for one use in one order: the same for the same seed, regardless of what else happens.</summary>
    public Random CreateRandom(HookContext context, int index) => CreateRandom(context.ShopId, context.OrderId, UseOf(context, index));

    // Its own use: the numbers of a rule's formulas do not depend on whether it has a chance. With the status, because the notifications
    // of a payment have the same attempt.
    double Draw(HookContext context, int index) =>
        CreateRandom(context.ShopId, context.OrderId, $"chance {context.Status} {UseOf(context, index)}").NextDouble();

    static string UseOf(HookContext context, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{context.Hook} {context.Operation} {context.Attempt} {index}");

    /// <inheritdoc cref="CreateRandom(HookContext, int)"/>
    public Random CreateRandom(Transaction transaction, string use) => CreateRandom(transaction.ShopId, transaction.OrderId, use);

    /// <inheritdoc cref="CreateRandom(HookContext, int)"/>
    public Random CreateRandom(string shopId, string orderId, string use) => new(identifiers.RandomSeed(shopId, orderId, use));

    static Dictionary<string, int> Increment(IReadOnlyDictionary<string, int> counts, string key) =>
        new(counts) { [key] = counts.GetValueOrDefault(key) + 1 };

    // Stored in the transaction: the number of times that a hook was raised, and that a rule was played.
    static string HookKey(Hook hook, string? operation) => operation is null ? hook.Name : $"{hook.Name} {operation}";

    /// <summary>How often each rule of its scenario was played, by its place in the file, from 1.</summary>
    public static IReadOnlyDictionary<string, int> PlayCounts(Transaction transaction) => transaction.Moments
        .Where(counted => counted.Key[0] == '#')
        .ToDictionary(counted => $"{int.Parse(counted.Key.AsSpan(1), CultureInfo.InvariantCulture) + 1}", counted => counted.Value);

    static string RuleKey(int index) => string.Create(CultureInfo.InvariantCulture, $"#{index}");

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Scenario {Scenario}: the rule for {Hook} OrderID {OrderId} AccessID {AccessId} could not be played: {Error}")]
    static partial void FormulaFailed(ILogger log, string scenario, string hook, string orderId, string accessId, string error);
}
