using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>
/// Wraps <see cref="GatewayCallHandler"/>: runs the scenario's actions before a call is decided (hook <c>received</c>) and before its
/// answer is sent (hook <c>answering</c>). They delay it, abort the connection, leave it without an answer, send another HTTP status or
/// corrupt the bytes.
/// </summary>
internal sealed class FaultInjector(
    GatewayCallHandler calls, Ledger ledger, ShopRepository shops, PaymentMethods methods, ScenarioEngine scenarios, Deadlines deadlines,
    ShopClocks clocks, IHostApplicationLifetime lifetime)
{
    public async Task<CallResponse> Handle(HttpContext http, GatewayCall call)
    {
        var received = await OnReceived(call);
        if (!await Apply(http, call, received))
            return new(new([]), null, Describe(received.Action)) { Fault = ScriptedFaults.LostBy(received.Action), IsUnprocessed = true };
        var answer = await calls.Handle(call);
        var answering = await OnAnswering(call, answer);
        if (!await Apply(http, call, answering))
            return new(answer, null, Describe(received.Action, answering.Action)) { Fault = ScriptedFaults.LostBy(answering.Action) };
        var body = ResponseBody.Write(answer.Fields);
        var sent = answering.Action is ScenarioAction.Garble ? ScriptedFaults.Garble(body) : body;
        return new(answer, sent, Describe(received.Action, answering.Action)) { Fault = ScriptedFaults.FaultOf(answering.Action) };
    }

    /// <param name="Since">The simulated time from which a delay counts.</param>
    readonly record struct InjectedFault(Hook Hook, ScenarioAction Action, DateTimeOffset Since);

    async ValueTask<InjectedFault> OnReceived(GatewayCall call)
    {
        if (FindTransaction(call) is { } transaction) return await Play(Hook.Received, call, transaction, $"{call.Api} has come");
        var since = NowOf(call);
        if (methods.FindOperation(call.Api)?.Operation is not RegistrationOperation || shops.Find(call.Request["ShopID"]) is not { } shop)
            return new(Hook.Received, Hook.Received.DefaultAction, since);
        var total = (int)CommonFields.Total(call.Request);
        return new(Hook.Received, scenarios.PlayBeforeRegistration(call.Scenario, shop, call.Request["OrderID"], total, call.Api), since);
    }

    async ValueTask<InjectedFault> OnAnswering(GatewayCall call, CallAnswer answer) => answer.Transaction is { } transaction
        ? await Play(Hook.Answering, call, transaction, $"answer of {call.Api}")
        : new(Hook.Answering, Hook.Answering.DefaultAction, NowOf(call));

    // SearchTradeMulti has an OrderID and no AccessID.
    Transaction? FindTransaction(GatewayCall call) => call.Api == Search.Api
        ? ledger.FindByOrder(call.Request["ShopID"], call.Request["OrderID"])
        : ledger.Find(call.Request["AccessID"]);

    async ValueTask<InjectedFault> Play(Hook hook, GatewayCall call, Transaction transaction, string what)
    {
        var action = hook.DefaultAction;
        var since = NowOf(call);
        if (!scenarios.Of(transaction).Handles(hook)) return new(hook, action, since);
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            var result = scenarios.Play(before, hook, operation: call.Api);
            action = result.Action;
            return AddEntry(new() { Transaction = result.Transaction }, action, what, since).With(result.Notes.AsSpan());
        });
        return new(hook, action, since);
    }

    static Decision AddEntry(Decision decision, ScenarioAction action, string what, DateTimeOffset at) =>
        ScriptedFaults.Describe(action) is not { } description ? decision : decision.With(new TimelineEntry
        {
            Number = null,
            From = Party.Simulator,
            To = Party.Simulator,
            What = $"{what}: {description}",
            At = at,
            Note = TimelineEntry.AsTheScenarioSays,
        });

    // Null when the scenario does nothing.
    static string? Describe(params IEnumerable<ScenarioAction> actions)
    {
        var descriptions = actions.Select(ScriptedFaults.Describe).OfType<string>().ToList();
        return descriptions.Count == 0 ? null : string.Join("; ", descriptions);
    }

    /// <returns>False when no answer is to be sent.</returns>
    async Task<bool> Apply(HttpContext http, GatewayCall call, InjectedFault fault)
    {
        switch (fault.Action)
        {
            case ScenarioAction.Wait wait:
                return await Delay(call, fault.Since, wait.By.Pick(CreateRandom(call, fault.Hook)), http.RequestAborted);
            case ScenarioAction.Hang hang:
                await Hang(http, call, fault.Since, hang.For.Pick(CreateRandom(call, fault.Hook)));
                return false;
            case ScenarioAction.Drop:
                return false;
            case ScenarioAction.HttpStatus { Code: var code }:
                http.Response.StatusCode = code;
                return false;
            default:
                return true;
        }
    }

    static string ShopOf(GatewayCall call) => call.Request["ShopID"];

    DateTimeOffset NowOf(GatewayCall call) => clocks.Now(ShopOf(call));

    Random CreateRandom(GatewayCall call, Hook hook) =>
        scenarios.CreateRandom(ShopOf(call), call.Request["OrderID"], RandomUse.OfCall(hook, call.Api));

    // A shutdown ends the wait at once.
    async Task Hang(HttpContext http, GatewayCall call, DateTimeOffset since, TimeSpan span)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        await Delay(call, since, span, end.Token);
    }

    /// <returns>False when it ended early, because the client gave up, for example.</returns>
    async Task<bool> Delay(GatewayCall call, DateTimeOffset since, TimeSpan span, CancellationToken end)
    {
        try
        {
            await deadlines.Wait(ShopOf(call), since, span, end);
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
    }
}
