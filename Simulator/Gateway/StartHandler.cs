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

/// <summary>How a browser's arrival ended: at the wallet, back at the shop, or nowhere.</summary>
internal abstract record StartOutcome
{
    /// <summary>Why the browser was refused.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    internal sealed record ToWallet(Transaction Transaction) : StartOutcome;
    internal sealed record ToShop(Transaction Transaction, ErrorCode Error) : StartOutcome;
    internal sealed record ToErrorPage(ErrorCode Error) : StartOutcome;
}

/// <summary>The browser arrives with AccessID and Token (step 6; protocol.md 4).</summary>
internal sealed class StartHandler(Ledger ledger, DecisionContextFactory moments, ScenarioEngine scenarios, KnownSecrets secrets)
{
    public async Task<StartOutcome> Start(PaymentMethod method, Request request, Actor whom, long began)
    {
        // UNVERIFIED: which of these checks the real gateway makes here (protocol.md 4).
        var (errors, accessId) = (method.BrowserErrors, request["AccessID"]);
        if (!CommonFields.AccessId.IsValid(request, moments.Options))
            return new StartOutcome.ToErrorPage(errors.AccessIdFormat) { Notes = [RefusalNotes.AccessIdFormat(accessId)] };
        if (ledger.Find(accessId) is not { } known) return new StartOutcome.ToErrorPage(errors.Unknown) { Notes = [RefusalNotes.AccessIdUnknown] };
        var shown = request.Masked(secrets.RedactorFor(request, []));
        if (known.Method != method.Name)
            return await Refuse(new StartOutcome.ToErrorPage(errors.Unknown), RefusalNotes.OtherMethod(known, method.StartApi), errors.Unknown);
        if (known.Request is not { } asked)
            return await Refuse(new StartOutcome.ToErrorPage(errors.IllegalTransition), RefusalNotes.NotRequested, errors.IllegalTransition);
        if (!Same(asked.Token, request["Token"]))
            return await Refuse(new StartOutcome.ToShop(known, errors.Tampered), RefusalNotes.Token(asked.Token, request["Token"]), errors.Tampered);
        var decision = await ledger.Decide(known.AccessId, (transaction, _) => Decide(method, transaction, shown, whom, began));
        if (decision is null) return new StartOutcome.ToErrorPage(method.BrowserErrors.Unknown);
        var after = decision.Transaction;
        return decision.IsRefused ? new StartOutcome.ToShop(after, decision.Errors[0])
            : after.Error is { } error ? new StartOutcome.ToShop(after, error)
            : new StartOutcome.ToWallet(after);

        // The payment stays as it is; its timeline tells of the visit.
        async Task<StartOutcome> Refuse(StartOutcome outcome, Note note, ErrorCode error)
        {
            await ledger.Decide(accessId, (transaction, _) =>
                new Decision { Transaction = transaction }.With(Refusal(method, error, moments.Of(transaction).Now, shown, note, began)));
            return outcome with { Notes = [note] };
        }
    }

    static TimelineEntry Refusal(PaymentMethod method, ErrorCode error, DateTimeOffset at, IReadOnlyDictionary<string, string> shown, Note note, long began) => new()
    {
        Number = null,
        From = Party.Consumer,
        To = Party.Gateway,
        What = $"{method.StartApi} refused",
        At = at,
        Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
        Failed = true,
        Request = shown,
        Answer = Refused(error),
        Note = GatewayErrors.Meaning(error.Info).En,
        Notes = [note],
    };

    static Dictionary<string, string> Refused(ErrorCode error) => new() { ["ErrInfo"] = error.Info };

    Decision Decide(PaymentMethod method, Transaction transaction, IReadOnlyDictionary<string, string> shown, Actor whom, long began)
    {
        var moment = moments.Of(transaction);
        var (scripted, raised, notes) = scenarios.Play(transaction, Hook.Starting, whom);
        var late = scripted is ScenarioAction.ArriveLate && !method.Expire(raised, moment).IsRefused;
        var decision = scripted is ScenarioAction.Refuse refuse ? Decision.Refuse(raised, new ErrorCode(refuse.Errors[0]))
            : late ? method.Expire(raised, moment) : method.Start(raised, moment);
        return decision.With(notes.AsSpan()).With(Line(decision, method, moment, shown, late, began));
    }

    static TimelineEntry Line(Decision decision, PaymentMethod method, DecisionContext moment, IReadOnlyDictionary<string, string> shown, bool late, long began)
    {
        var error = decision.IsRefused ? decision.Errors[0] : decision.Transaction.Error;
        return new()
        {
            Number = 6,
            From = Party.Consumer,
            To = Party.Gateway,
            What = $"{method.StartApi}: authentication screen",
            At = moment.Now,
            Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            Failed = error is not null,
            Request = shown,
            Answer = error is { } refused ? Refused(refused) : new() { ["redirect"] = decision.Transaction.Visit!.Url },
            Note = late ? "the scenario lets the consumer arrive after the payment term; the clock was not moved"
                : error is { } told ? $"{told.Info} {GatewayErrors.Meaning(told.Info).En}" : null,
        };
    }

    static bool Same(string token, string brought) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(brought));
}
