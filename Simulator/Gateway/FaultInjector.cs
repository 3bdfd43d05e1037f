using System.Security.Cryptography;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>What a scenario does to a call, and the simulated time from which its delay counts.</summary>
internal sealed record InjectedFault(ScenarioAction Action, DateTimeOffset Since);

/// <summary>What a scenario does to a call and its answer on the way: later, broken off, silent, another HTTP status, broken bytes.</summary>
internal sealed class FaultInjector(Ledger ledger, ShopRepository shops, PaymentMethods methods, ScenarioEngine scenarios, Deadlines deadlines, TimeProvider clock,
    IHostApplicationLifetime lifetime)
{
    /// <summary>What the scenario does to a call that has come, before anything is decided.</summary>
    public async ValueTask<InjectedFault> OnReceived(GatewayCall call)
    {
        var (reaction, since) = (Hook.Received.DefaultAction, clock.GetUtcNow());
        if (About(call) is { } transaction)
        {
            if (!scenarios.Of(transaction).Handles(Hook.Received)) return new(reaction, since);
            await ledger.Decide(transaction.AccessId, (before, _) =>
            {
                (reaction, var raised, var notes) = scenarios.Play(before, Hook.Received, operation: call.Api);
                return Touched(raised, reaction, $"{call.Api} has come", since).With(notes.AsSpan());
            });
        }
        else if (methods.FindOperation(call.Api)?.Operation is RegistrationOperation && shops.Find(call.Request["ShopID"]) is { } shop)
        {
            reaction = scenarios.PlayArrival(call.Scenario, shop, call.Request["OrderID"], (int)CommonFields.Total(call.Request), call.Api);
        }
        return new(reaction, since);
    }

    // A look names its order only.
    Transaction? About(GatewayCall call) => call.Api == Search.Api ? ledger.FindByOrder(call.Request["ShopID"], call.Request["OrderID"]) : ledger.Find(call.Request["AccessID"]);

    /// <summary>What the scenario does to the answer of a call whose decision is saved.</summary>
    public async ValueTask<InjectedFault> OnAnswering(GatewayCall call, CallAnswer answer)
    {
        var (reaction, since) = (Hook.Answering.DefaultAction, clock.GetUtcNow());
        if (answer.Transaction is not { } transaction || !scenarios.Of(transaction).Handles(Hook.Answering)) return new(reaction, since);
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            (reaction, var raised, var notes) = scenarios.Play(before, Hook.Answering, operation: call.Api);
            return Touched(raised, reaction, $"answer of {call.Api}", since).With(notes.AsSpan());
        });
        return new(reaction, since);
    }

    static Decision Touched(Transaction raised, ScenarioAction reaction, string what, DateTimeOffset at) =>
        Describe(reaction) is not { } told ? new() { Transaction = raised } : new Decision { Transaction = raised }.With(new TimelineEntry
        {
            Number = null,
            From = Party.Simulator,
            To = Party.Simulator,
            What = $"{what}: {told}",
            At = at,
            Note = "as the scenario says",
        });

    /// <summary>Applies a reaction to a call.</summary>
    /// <returns>False when nothing is left to answer.</returns>
    public async Task<bool> Apply(HttpContext http, InjectedFault befallen, Func<Random> chance)
    {
        switch (befallen.Action)
        {
            case ScenarioAction.Wait wait:
                await deadlines.Wait(befallen.Since, wait.By.Pick(chance()), http.RequestAborted);
                return true;
            case ScenarioAction.Hang hang:
                await Hang(http, befallen.Since, hang.For.Pick(chance()));
                http.Abort();
                return false;
            case ScenarioAction.Drop:
                http.Abort();
                return false;
            case ScenarioAction.HttpStatus { Code: var code }:
                http.Response.StatusCode = code;
                return false;
            default:
                return true;
        }
    }

    // A stop ends the silence at once.
    async Task Hang(HttpContext http, DateTimeOffset since, TimeSpan span)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try { await deadlines.Wait(since, span, end.Token); }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested) { }
    }

    /// <summary>The answer with every third byte another, the same for the same answer.</summary>
    public static byte[] Garble(byte[] answer)
    {
        var noise = SHA256.HashData(answer);
        return [.. answer.Select((one, at) => at % 3 == 2 ? (byte)(one ^ noise[at % noise.Length] | 0x80) : one)];
    }

    /// <summary>How it reads on a timeline, or null when the call passes untouched.</summary>
    public static string? Describe(ScenarioAction reaction) => reaction switch
    {
        ScenarioAction.Wait wait => $"delayed by {wait.By}",
        ScenarioAction.Hang => "left without an answer",
        ScenarioAction.Drop => "connection broken off",
        ScenarioAction.HttpStatus { Code: var code } => $"answered with HTTP {code} instead",
        ScenarioAction.Garble => "answered with broken bytes",
        _ => null,
    };
}
