#pragma warning disable format // aligned tables
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Where a browser that opens StartURL is sent: to the wallet, back to the shop, or to an error page.</summary>
internal abstract record StartOutcome
{
    /// <summary>Why the browser was refused.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>Whether the Token has a space in place of each <c>+</c>.</summary>
    public bool IsTokenPlusLost { get; init; }

    internal sealed record ToWallet(Transaction Transaction) : StartOutcome;
    internal sealed record ToShop(Transaction Transaction, ErrorCode Error) : StartOutcome;
    internal sealed record ToErrorPage(ErrorCode Error) : StartOutcome;
}

/// <summary>Decides about a browser that opens StartURL with AccessID and Token (step 6).</summary>
internal sealed class StartHandler(Ledger ledger, DecisionContextFactory contexts, ScenarioEngine scenarios, KnownSecrets secrets)
{
    /// <param name="began">A <see cref="Stopwatch"/> timestamp, in real time.</param>
    public async Task<StartOutcome> Start(PaymentMethod method, Request request, Actor actor, long began)
    {
        // UNVERIFIED: which of these checks the real gateway makes here.
        var errors = method.BrowserErrors;
        var accessId = request["AccessID"];
        if (!CommonFields.AccessId.IsValid(request, contexts.Options))
            return new StartOutcome.ToErrorPage(errors.AccessIdFormat) { Notes = [RefusalNotes.AccessIdFormat(accessId)] };
        if (ledger.Find(accessId) is not { } known)
            return new StartOutcome.ToErrorPage(errors.Unknown) { Notes = [RefusalNotes.AccessIdUnknown] };
        var shown = request.Masked(secrets.RedactorFor(request, []));
        if (known.Method != method.Name)
        {
            var note = RefusalNotes.OtherMethod(known, method.StartApi);
            return await Refuse(errors.Unknown, note, error => new StartOutcome.ToErrorPage(error));
        }
        if (known.Request is not { } paymentRequest)
            return await Refuse(errors.IllegalTransition, RefusalNotes.NotRequested, error => new StartOutcome.ToErrorPage(error));
        if (!AreSame(paymentRequest.Token, request["Token"]))
        {
            var note = RefusalNotes.Token(paymentRequest.Token, request["Token"]);
            var isPlusLost = RefusalNotes.IsPlusLost(paymentRequest.Token, request["Token"]);
            return await Refuse(errors.Tampered, note, error => new StartOutcome.ToShop(known, error) { IsTokenPlusLost = isPlusLost });
        }
        var decision = await ledger.Decide(known.AccessId, (before, _) => Decide(method, before, shown, actor, began));
        return decision is null ? new StartOutcome.ToErrorPage(errors.Unknown) : OutcomeOf(decision);

        // The payment stays unchanged; its timeline gets an entry.
        async Task<StartOutcome> Refuse(ErrorCode error, Note note, Func<ErrorCode, StartOutcome> outcome)
        {
            await ledger.Decide(accessId, (before, _) =>
                new Decision { Transaction = before }.With(RefusalEntry(method, error, contexts.Of(before).Now, shown, note, began)));
            return outcome(error) with { Notes = [note] };
        }
    }

    static StartOutcome OutcomeOf(Decision decision)
    {
        var after = decision.Transaction;
        if (decision.IsRefused) return new StartOutcome.ToShop(after, decision.Errors[0]);
        return after.Error is { } error ? new StartOutcome.ToShop(after, error) : new StartOutcome.ToWallet(after);
    }

    static TimelineEntry RefusalEntry(
        PaymentMethod method, ErrorCode error, DateTimeOffset at, IReadOnlyDictionary<string, string> shown, Note note, long began) => new()
    {
        Number = null,
        From = Party.Consumer,
        To = Party.Gateway,
        What = $"{method.StartApi} refused",
        At = at,
        Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
        Failed = true,
        Request = shown,
        Answer = ErrInfo(error),
        Note = GatewayErrors.Meaning(error.Info).En,
        Notes = [note],
    };

    static Dictionary<string, string> ErrInfo(ErrorCode error) => new() { ["ErrInfo"] = error.Info };

    Decision Decide(PaymentMethod method, Transaction transaction, IReadOnlyDictionary<string, string> shown, Actor actor, long began)
    {
        var context = contexts.Of(transaction);
        var result = scenarios.Play(transaction, Hook.Starting, actor);
        var counted = result.Transaction;
        var isLate = result.Action is ScenarioAction.ArriveLate && !method.Expire(counted, context).IsRefused;
        Decision decision;
        if (result.Action is ScenarioAction.Refuse refuse) decision = Decision.Refuse(counted, new ErrorCode(refuse.Errors[0]));
        else if (isLate) decision = method.Expire(counted, context);
        else decision = method.Start(counted, context);
        return decision.With(result.Notes.AsSpan()).With(StartEntry(decision, method, context, shown, isLate, began));
    }

    static TimelineEntry StartEntry(
        Decision decision, PaymentMethod method, DecisionContext context, IReadOnlyDictionary<string, string> shown, bool isLate,
        long began)
    {
        var error = decision.IsRefused ? decision.Errors[0] : decision.Transaction.Error;
        return new()
        {
            Number = 6,
            From = Party.Consumer,
            To = Party.Gateway,
            What = $"{method.StartApi}: authentication screen",
            At = context.Now,
            Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            Failed = error is not null,
            Request = shown,
            Answer = error is { } refused ? ErrInfo(refused) : new() { ["redirect"] = decision.Transaction.Visit!.Url },
            Note = StartNote(error, isLate),
        };
    }

    static string? StartNote(ErrorCode? error, bool isLate)
    {
        if (isLate) return "the scenario lets the consumer arrive after the payment term; the clock was not moved";
        return error is { } refused ? $"{refused.Info} {GatewayErrors.Meaning(refused.Info).En}" : null;
    }

    // In constant time, because a Token is a secret.
    static bool AreSame(string expected, string received) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(received));
}
