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
internal sealed record Befallen(Reaction Reaction, DateTimeOffset Since);

/// <summary>What a scenario does to a call and its answer on the way: later, broken off, silent, another HTTP status, broken bytes.</summary>
internal sealed class CallFaults(Ledger ledger, Shops shops, PaymentMethods methods, ScenarioChoices scenarios, Deadlines deadlines, TimeProvider clock,
    IHostApplicationLifetime lifetime)
{
    /// <summary>What the scenario does to a call that has come, before anything is decided.</summary>
    public async ValueTask<Befallen> Receive(Call call)
    {
        var (reaction, since) = (Cue.Received.Unscripted, clock.GetUtcNow());
        if (About(call) is { } transaction)
        {
            if (!scenarios.Of(transaction).Speaks(Cue.Received)) return new(reaction, since);
            await ledger.Decide(transaction.AccessId, (before, _) =>
            {
                (reaction, var raised, var notes) = scenarios.Play(before, Cue.Received, operation: call.Api);
                return Touched(raised, reaction, $"{call.Api} has come", since).With(notes.AsSpan());
            });
        }
        else if (methods.Operation(call.Api)?.Operation is RegisteringOperation && shops.Find(call.Request["ShopID"]) is { } shop)
        {
            reaction = scenarios.PlayArrival(call.Scenario, shop, call.Request["OrderID"], (int)CommonFields.Total(call.Request), call.Api);
        }
        return new(reaction, since);
    }

    // A look names its order only.
    Transaction? About(Call call) => call.Api == Search.Api ? ledger.FindByOrder(call.Request["ShopID"], call.Request["OrderID"]) : ledger.Find(call.Request["AccessID"]);

    /// <summary>What the scenario does to the answer of a call whose decision is saved.</summary>
    public async ValueTask<Befallen> Send(Call call, CallAnswer answer)
    {
        var (reaction, since) = (Cue.Answering.Unscripted, clock.GetUtcNow());
        if (answer.Transaction is not { } transaction || !scenarios.Of(transaction).Speaks(Cue.Answering)) return new(reaction, since);
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            (reaction, var raised, var notes) = scenarios.Play(before, Cue.Answering, operation: call.Api);
            return Touched(raised, reaction, $"answer of {call.Api}", since).With(notes.AsSpan());
        });
        return new(reaction, since);
    }

    static Decision Touched(Transaction raised, Reaction reaction, string what, DateTimeOffset at) =>
        Told(reaction) is not { } told ? new() { Transaction = raised } : new Decision { Transaction = raised }.With(new Step
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
    public async Task<bool> Pass(HttpContext http, Befallen befallen, Func<Random> chance)
    {
        switch (befallen.Reaction)
        {
            case Reaction.Wait wait:
                await deadlines.Pass(befallen.Since, wait.By.Pick(chance()), http.RequestAborted);
                return true;
            case Reaction.Hang hang:
                await Hang(http, befallen.Since, hang.For.Pick(chance()));
                http.Abort();
                return false;
            case Reaction.Drop:
                http.Abort();
                return false;
            case Reaction.HttpStatus { Code: var code }:
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
        try { await deadlines.Pass(since, span, end.Token); }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested) { }
    }

    /// <summary>The answer with every third byte another, the same for the same answer.</summary>
    public static byte[] Garbled(byte[] answer)
    {
        var noise = SHA256.HashData(answer);
        return [.. answer.Select((one, at) => at % 3 == 2 ? (byte)(one ^ noise[at % noise.Length] | 0x80) : one)];
    }

    /// <summary>How it reads on a timeline, or null when the call passes untouched.</summary>
    public static string? Told(Reaction reaction) => reaction switch
    {
        Reaction.Wait wait => $"delayed by {wait.By}",
        Reaction.Hang => "left without an answer",
        Reaction.Drop => "connection broken off",
        Reaction.HttpStatus { Code: var code } => $"answered with HTTP {code} instead",
        Reaction.Garble => "answered with broken bytes",
        _ => null,
    };
}
