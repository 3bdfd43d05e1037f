using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>How a browser's arrival ended: at the wallet, back at the shop, or nowhere.</summary>
internal abstract record StartOutcome
{
    internal sealed record ToWallet(Transaction Transaction) : StartOutcome;
    internal sealed record ToShop(Transaction Transaction, ErrorCode Error) : StartOutcome;
    internal sealed record Nowhere(ErrorCode Error) : StartOutcome;
}

/// <summary>The browser arrives with AccessID and Token (step 6; protocol.md 4).</summary>
internal sealed class Starts(Ledger ledger, Moments moments, ScenarioChoices scenarios, KnownSecrets secrets)
{
    public async Task<StartOutcome> Start(PaymentMethod method, Request request, PlayedFor whom, long began)
    {
        // UNVERIFIED: which of these checks the real gateway makes here (protocol.md 4).
        if (!CommonFields.AccessId.Passes(request, moments.Choices)) return new StartOutcome.Nowhere(method.BrowserErrors.AccessIdFormat);
        if (ledger.Find(request["AccessID"]) is not { } known || known.Method != method.Name) return new StartOutcome.Nowhere(method.BrowserErrors.Unknown);
        if (known.Request is not { } asked) return new StartOutcome.Nowhere(method.BrowserErrors.IllegalTransition);
        if (!Same(asked.Token, request["Token"])) return new StartOutcome.ToShop(known, method.BrowserErrors.Tampered);
        var shown = request.Masked(secrets.For(request, []));
        var decision = await ledger.Decide(known.AccessId, (transaction, _) => Decide(method, transaction, shown, whom, began));
        if (decision is null) return new StartOutcome.Nowhere(method.BrowserErrors.Unknown);
        var after = decision.Transaction;
        return decision.IsRefused ? new StartOutcome.ToShop(after, decision.Errors[0])
            : after.Error is { } error ? new StartOutcome.ToShop(after, error)
            : new StartOutcome.ToWallet(after);
    }

    Decision Decide(PaymentMethod method, Transaction transaction, IReadOnlyDictionary<string, string> shown, PlayedFor whom, long began)
    {
        var moment = moments.Of(transaction);
        var (scripted, raised, notes) = scenarios.Play(transaction, Cue.Starting, whom);
        var late = scripted is Reaction.ArriveLate && !method.Expire(raised, moment).IsRefused;
        var decision = scripted is Reaction.Refuse refuse ? Decision.Refuse(raised, new ErrorCode(refuse.Errors[0]))
            : late ? method.Expire(raised, moment) : method.Start(raised, moment);
        return decision.With(notes.AsSpan()).With(Line(decision, method, moment, shown, late, began));
    }

    static Step Line(Decision decision, PaymentMethod method, Moment moment, IReadOnlyDictionary<string, string> shown, bool late, long began) => new()
    {
        Number = 6,
        From = Party.Consumer,
        To = Party.Gateway,
        What = $"{method.StartApi}: authentication screen",
        At = moment.Now,
        Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
        Request = shown,
        Answer = decision.IsRefused || decision.Transaction.Error is not null ? null
            : new Dictionary<string, string> { ["redirect"] = decision.Transaction.Visit!.Url },
        Note = late ? "the scenario lets the consumer arrive after the payment term; the clock was not moved"
            : (decision.IsRefused ? decision.Errors[0] : decision.Transaction.Error) is { } error
                ? $"{error.Info} {GatewayErrors.Meaning(error.Info).En}" : null,
    };

    static bool Same(string token, string brought) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(brought));
}
