using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;
using KantanSim.Wallet;

namespace KantanSim.Gateway;

/// <summary>A call as it came through the door. Began is a timestamp of real time.</summary>
/// <param name="Sender">Who sends it in the shop's place, to be told on the timeline; null for the shop.</param>
/// <param name="Redactor">Masks the fields for showing; null: by names only.</param>
internal sealed record GatewayCall(string Api, Request Request, string PublicUrl, string? Scenario, long Began, string? Sender = null, Redactor? Redactor = null)
{
    /// <summary>The fields for showing. They are masked by whoever brings the call: decisions are made by one thread for all.</summary>
    public IReadOnlyDictionary<string, string> MaskedFields { get; } = Request.Masked(Redactor);

    /// <summary>Why it was read as it was.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];
}

/// <summary>The gateway's answer: the fields of success, or all errors together.</summary>
internal sealed record CallAnswer(ImmutableArray<KeyValuePair<string, string>> Fields, Transaction? Transaction = null)
{
    /// <summary>The AccessID of a payment that the call names, and is not let to.</summary>
    public string? NamedAccessId { get; init; }

    /// <summary>Why it was refused, beside what its codes mean.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    public static CallAnswer Refused(IEnumerable<ErrorCode> errors, CodeFamily family, Transaction? transaction = null)
    {
        ErrorCode[] told = [.. errors.Select(error => error.InFamily(family))];
        return new(
        [
            new("ErrCode", string.Join('|', told.Select(error => error.Code))),
            new("ErrInfo", string.Join('|', told.Select(error => error.Info))),
        ], transaction);
    }

    public static CallAnswer To(Decision decision, CodeFamily family) =>
        decision.IsRefused ? Refused(decision.Errors, family, decision.Transaction) : new(decision.Reply, decision.Transaction);
}

/// <summary>The server-to-server calls (steps 2 to 5 and 10): all errors at once, else one decision.</summary>
internal sealed class GatewayCallHandler(Ledger ledger, ShopRepository shops, PaymentMethods methods, DecisionContextFactory moments, ScenarioEngine scenarios, Members members, CallConcurrencyLimiter crowd)
{
    public Task<CallAnswer> Answer(GatewayCall call)
    {
        var operation = call.Api == Search.Api ? Search.Operation : methods.FindOperation(call.Api)?.Operation;
        return operation is null ? Task.FromResult(CallAnswer.Refused([GatewayErrors.NoSuchApi], CodeFamily.M01))
            : crowd.Run(call.Request["ShopID"], OptionsFor(call.Request), () => Answer(operation, call));
    }

    /// <summary>The choices that count for a call: its shop's, if there is such a shop.</summary>
    ProtocolOptions OptionsFor(Request request) => shops.Find(request["ShopID"]) is { } shop ? moments.Options.For(shop) : moments.Options;

    Task<CallAnswer> Answer(Operation operation, GatewayCall call) => operation switch
    {
        RegistrationOperation registering => Register(methods.FindOperation(call.Api)!.Value.Method, registering, call, OptionsFor(call.Request)),
        UpdateOperation changing => Change(methods.FindOperation(call.Api)!.Value.Method, changing, call, OptionsFor(call.Request)),
        InquiryOperation => Inquire(call, OptionsFor(call.Request)),
        _ => throw new InvalidOperationException($"No way to answer {operation.Api}."),
    };

    async Task<CallAnswer> Register(PaymentMethod method, RegistrationOperation operation, GatewayCall call, ProtocolOptions choices)
    {
        var errors = operation.Validate(call.Request, choices);
        var shop = AuthenticateShop(call.Request, choices, ref errors, method);
        var orderId = call.Request["OrderID"];
        // Told together with other errors; where there are none, the registration itself finds out.
        if (shop is not null && !errors.IsEmpty && ledger.FindByOrder(shop.ShopId, orderId) is { } taken && !IsFree(taken, choices)) errors = errors.Add(GatewayErrors.OrderTaken);
        if (!errors.IsEmpty || shop is null) return CallAnswer.Refused(errors, choices.CodeFamily);
        var (moment, total) = (moments.Of(shop, call.PublicUrl), (int)CommonFields.Total(call.Request));
        var decision = await ledger.Register(shop.ShopId, orderId, earlier => IsFree(earlier, choices), (number, accessId, writing) =>
        {
            var played = scenarios.Select(writing, call.Scenario, shop, orderId, total);
            var registered = operation.Decide(call.Request, new(number, accessId, played), moment);
            var arrived = scenarios.TakeArrivals(shop.ShopId, orderId) is { Count: > 0 } moments ? registered.Transaction with { Moments = moments } : registered.Transaction;
            return Registered(Scripted(arrived, operation, raised => registered with { Transaction = raised }), operation, call, moment);
        });
        return decision is null ? CallAnswer.Refused([GatewayErrors.OrderTaken], choices.CodeFamily) : CallAnswer.To(decision, choices.CodeFamily);
    }

    async Task<CallAnswer> Change(PaymentMethod method, UpdateOperation operation, GatewayCall call, ProtocolOptions choices)
    {
        var isBeside = ReportsUnknownPairBesideIds(choices);
        var errors = isBeside && IsUnknownPair(call.Request, method) ? operation.ValidateUnknownPair(call.Request, choices) : operation.Validate(call.Request, choices);
        var shop = AuthenticateShop(call.Request, choices, ref errors, method);
        var transaction = FindTransaction(call.Request, choices, method, shop, ref errors);
        if (transaction is null) return await RefuseUnknownPair(method, operation, call, errors, choices);
        var asked = moments.Of(shop ?? moments.ShopOf(transaction), call.PublicUrl);
        var decision = await ledger.Decide(transaction.AccessId, (before, writing) =>
        {
            var moment = asked with { IsCardDeclined = IsCardDeclined(before, writing) };
            var changed = errors.IsEmpty ? Scripted(before, operation, known => operation.Decide(known, call.Request, moment)) : Decision.Refuse(before, errors.AsSpan());
            var rechosen = operation.Step == 2 && !changed.IsRefused ? scenarios.SelectByItem(changed.Transaction) : changed.Transaction;
            var told = Changed(changed with { Transaction = rechosen }, operation, call, moment);
            return rechosen.Scenario == before.Scenario ? told : told.With(Choice(rechosen, moment));
        });
        return decision is null ? CallAnswer.Refused([GatewayErrors.TransactionUnknown], choices.CodeFamily) : CallAnswer.To(decision, choices.CodeFamily);
    }

    // The answer is that of an unknown pair. The payment that was probably meant has the refusal on its timeline.
    async Task<CallAnswer> RefuseUnknownPair(PaymentMethod method, UpdateOperation operation, GatewayCall call, ImmutableArray<ErrorCode> errors, ProtocolOptions choices)
    {
        var answer = CallAnswer.Refused(errors, choices.CodeFamily);
        if (ledger.Find(call.Request["AccessID"]) is not { } known) return answer;
        var note = known.Method != method.Name ? RefusalNotes.OtherMethod(known, operation.Api) : RefusalNotes.WrongAccessPass;
        var noted = call with { Notes = [note, .. call.Notes] };
        await ledger.Decide(known.AccessId, (before, _) =>
            new Decision { Transaction = before }.With(Line(Decision.Refuse(before, errors.AsSpan()), operation, noted, moments.Of(before), answer.Fields)));
        return answer with { NamedAccessId = known.AccessId, Notes = [note] };
    }

    async Task<CallAnswer> Inquire(GatewayCall call, ProtocolOptions choices)
    {
        var errors = Search.FieldErrors(call.Request, methods, choices);
        var shop = AuthenticateShop(call.Request, choices, ref errors);
        var transaction = shop is null ? null : Search.Transaction(call.Request, shop, ledger, methods);
        if (transaction is null && shop is not null && CommonFields.OrderId.IsValid(call.Request, choices)) errors = AppendError(errors, GatewayErrors.OrderUnknown, choices);
        if (!errors.IsEmpty || transaction is null) return CallAnswer.Refused(errors, choices.CodeFamily);
        // A look changes nothing, unless the scenario counts looks.
        if (scenarios.Of(transaction).Handles(Hook.Deciding)
            && await ledger.Decide(transaction.AccessId, (before, _) => Scripted(before, Search.Operation, known => new() { Transaction = known })) is { IsRefused: true } refused)
            return CallAnswer.To(refused, choices.CodeFamily);
        return new([.. methods.Of(transaction).SearchFields(transaction, choices)], transaction);
    }

    // UNVERIFIED: that the pair check comes after the fields' own, and together with theirs (protocol.md 9, 25).
    Shop? AuthenticateShop(Request request, ProtocolOptions choices, ref ImmutableArray<ErrorCode> errors, PaymentMethod? method = null)
    {
        if (!CommonFields.ShopId.IsValid(request, choices) || !CommonFields.ShopPass.IsValid(request, choices)) return null;
        var shop = shops.Authenticate(request["ShopID"], request["ShopPass"]);
        if (shop is null) errors = AppendError(errors, GatewayErrors.ShopUnknown, choices);
        else if (method?.ContractStateOf(shop) == ContractState.None) errors = errors.Add(GatewayErrors.MethodNotInContract);
        else if (method?.ContractStateOf(shop) == ContractState.Pending) errors = errors.Add(GatewayErrors.MethodSuspended);
        return shop;
    }

    Transaction? FindTransaction(Request request, ProtocolOptions choices, PaymentMethod method, Shop? shop, ref ImmutableArray<ErrorCode> errors)
    {
        if (FindByAccessPair(request, method) is not { } transaction)
        {
            var isTold = ReportsUnknownPairBesideIds(choices) || !CommonFields.AccessId.IsValid(request, choices) || !CommonFields.AccessPass.IsValid(request, choices);
            if (!isTold) errors = AppendError(errors, GatewayErrors.TransactionUnknown, choices);
            return null;
        }
        if (shop is not null && transaction.ShopId != shop.ShopId) errors = AppendError(errors, GatewayErrors.TransactionOfOtherShop, choices);
        else if (request["OrderID"].Length > 0 && request["OrderID"] != transaction.OrderId) errors = AppendError(errors, GatewayErrors.OrderUnknown, choices);
        return transaction;
    }

    Transaction? FindByAccessPair(Request request, PaymentMethod method) =>
        ledger.Find(request["AccessID"]) is { } found && found.Method == method.Name && SamePass(found, request["AccessPass"]) ? found : null;

    /// <summary>Whether both ids came, and name no transaction of the method. What is malformed names none.</summary>
    bool IsUnknownPair(Request request, PaymentMethod method) =>
        request["AccessID"].Length > 0 && request["AccessPass"].Length > 0 && FindByAccessPair(request, method) is null;

    // Where errors of credentials are told only alone, an unknown pair is, too.
    static bool ReportsUnknownPairBesideIds(ProtocolOptions choices) =>
        choices.UnknownPair == UnknownPairMode.BesideIds && choices.CredentialErrors == CredentialErrorsMode.WithFieldErrors;

    static ImmutableArray<ErrorCode> AppendError(ImmutableArray<ErrorCode> errors, ErrorCode error, ProtocolOptions choices) =>
        errors.IsEmpty || choices.CredentialErrors == CredentialErrorsMode.WithFieldErrors ? errors.Add(error) : errors;

    // UNVERIFIED: that an OrderID stays used after a failed payment (protocol.md 9, 24).
    static bool IsFree(Transaction earlier, ProtocolOptions choices) =>
        choices.OrderIdReuse == OrderIdReuseMode.AfterFailure && (earlier.Status == GatewayStatus.Failed || earlier.Status == GatewayStatus.Expired);

    /// <summary>The decision, unless the transaction's scenario refuses in its place.</summary>
    Decision Scripted(Transaction transaction, Operation operation, Func<Transaction, Decision> decide)
    {
        var (reaction, raised, notes) = scenarios.Play(transaction, Hook.Deciding, operation: operation.Api);
        return (reaction is ScenarioAction.Refuse refuse ? Decision.Refuse(raised, [.. refuse.Errors.Select(error => new ErrorCode(error))]) : decide(raised))
            .With(notes.AsSpan());
    }

    bool IsCardDeclined(Transaction transaction, UnitOfWork writing) => transaction.Payment is { CardId: { } cardId } payment
        && members.Find(writing, payment.MemberId)?.Cards.FirstOrDefault(card => card.Id == cardId) is not { Declines: false };

    static bool SamePass(Transaction transaction, string pass) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(transaction.AccessPass), Encoding.UTF8.GetBytes(pass));

    static Decision Registered(Decision decision, Operation operation, GatewayCall call, DecisionContext moment) => decision.With(
        new TimelineEntry
        {
            Number = 1,
            From = Party.Consumer,
            To = Party.Merchant,
            What = "purchase",
            At = moment.Now,
            Note = "seen by the gateway only through step 2",
        },
        Line(decision, operation, call, moment, decision.Reply),
        Choice(decision.Transaction, moment));

    static TimelineEntry Choice(Transaction transaction, DecisionContext moment) => new()
    {
        Number = null,
        From = Party.Simulator,
        To = Party.Simulator,
        What = $"plays scenario {transaction.Scenario.Name}",
        At = moment.Now,
        Note = transaction.Scenario.Reason,
    };

    static Decision Changed(Decision decision, Operation operation, GatewayCall call, DecisionContext moment)
    {
        var opensVisit = !decision.IsRefused && operation is UpdateOperation { Step: 2 };
        if (!opensVisit) return decision.With(Line(decision, operation, call, moment, CallAnswer.To(decision, moment.Options.CodeFamily).Fields));
        return decision.With(
        [
            Line(decision, operation, call, moment, null),
            .. WalletVisitTimeline.Entries(decision.Transaction, moment.Now),
            Line(decision, operation, call, moment, decision.Reply) with
            {
                Number = 5, From = Party.Gateway, To = Party.Merchant, What = $"result of {operation.Api}", Request = null,
            },
        ]);
    }

    static TimelineEntry Line(Decision decision, Operation operation, GatewayCall call, DecisionContext moment, IEnumerable<KeyValuePair<string, string>>? answer) => new()
    {
        Number = decision.IsRefused ? null : operation.Step,
        From = Party.Merchant,
        To = Party.Gateway,
        What = decision.IsRefused ? $"{operation.Api} refused" : operation.Api,
        At = moment.Now,
        Milliseconds = Stopwatch.GetElapsedTime(call.Began).TotalMilliseconds,
        Failed = decision.IsRefused,
        Request = call.MaskedFields,
        Notes = call.Notes.Count == 0 ? null : call.Notes,
        Answer = answer is null ? null : Redaction.MaskFields(answer),
        Note = JoinNotes([.. call.Sender is { } sender ? [$"sent by {sender}"] : Array.Empty<string>(), .. decision.IsRefused ? decision.Errors.Select(error => GatewayErrors.Meaning(error.Info).En) : []]),
    };

    static string? JoinNotes(string[] notes) => notes.Length == 0 ? null : string.Join("; ", notes);
}
