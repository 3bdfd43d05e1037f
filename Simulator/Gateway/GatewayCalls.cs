using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wallet;

namespace KantanSim.Gateway;

/// <summary>A call as it came through the door. Began is a timestamp of real time.</summary>
internal sealed record Call(string Api, Request Request, string PublicUrl, string? Scenario, long Began);

/// <summary>The gateway's answer: the fields of success, or all errors together.</summary>
internal sealed record CallAnswer(ImmutableArray<KeyValuePair<string, string>> Fields, Transaction? Transaction = null)
{
    public static CallAnswer Refused(IReadOnlyCollection<ErrorCode> errors, Transaction? transaction = null) => new(
    [
        new("ErrCode", string.Join('|', errors.Select(error => error.Code))),
        new("ErrInfo", string.Join('|', errors.Select(error => error.Info))),
    ], transaction);

    public static CallAnswer To(Decision decision) =>
        decision.IsRefused ? Refused(decision.Errors, decision.Transaction) : new(decision.Reply, decision.Transaction);
}

/// <summary>The server-to-server calls (steps 2 to 5 and 10): all errors at once, else one decision.</summary>
internal sealed class GatewayCalls(Ledger ledger, Shops shops, PaymentMethods methods, Moments moments, ScenarioChoices scenarios)
{
    public async Task<CallAnswer> Answer(Call call) =>
        call.Api == Search.Api ? Search.Answer(call.Request, ledger, shops, methods)
        : methods.Operation(call.Api) is not { } found ? CallAnswer.Refused([GatewayErrors.NoSuchApi])
        : found.Operation switch
        {
            RegisteringOperation registering => await Register(found.Method, registering, call),
            ChangingOperation changing => await Change(found.Method, changing, call),
            var other => throw new InvalidOperationException($"No way to answer {other.Api}."),
        };

    async Task<CallAnswer> Register(PaymentMethod method, RegisteringOperation operation, Call call)
    {
        var errors = operation.ErrorsIn(call.Request);
        var shop = Shop(call.Request, method, ref errors);
        var orderId = call.Request["OrderID"];
        if (shop is not null && ledger.FindByOrder(shop.ShopId, orderId) is not null) errors = errors.Add(GatewayErrors.OrderTaken);
        if (!errors.IsEmpty || shop is null) return CallAnswer.Refused(errors);
        var moment = moments.Of(shop, call.PublicUrl);
        var decision = await ledger.Register(shop.ShopId, orderId, (number, writing) =>
        {
            var played = scenarios.Choose(writing, call.Scenario, shop, orderId, call.Request.Number("Amount") + call.Request.Number("Tax"));
            return Registered(operation.Decide(call.Request, new(number, played), moment), operation, call, moment.Now);
        });
        return decision is null ? CallAnswer.Refused([GatewayErrors.OrderTaken]) : CallAnswer.To(decision);
    }

    async Task<CallAnswer> Change(PaymentMethod method, ChangingOperation operation, Call call)
    {
        var errors = operation.ErrorsIn(call.Request);
        var shop = Shop(call.Request, method, ref errors);
        var transaction = Transaction(call.Request, method, shop, ref errors);
        if (transaction is null) return CallAnswer.Refused(errors);
        var moment = moments.Of(shop ?? new Shop { ShopId = transaction.ShopId, ShopPass = "" }, call.PublicUrl);
        var decision = await ledger.Decide(transaction.AccessId, (before, _) =>
            Changed(errors.IsEmpty ? operation.Decide(before, call.Request, moment) : Decision.Refuse(before, errors.AsSpan()), operation, call, moment.Now));
        return decision is null ? CallAnswer.Refused([GatewayErrors.TransactionUnknown]) : CallAnswer.To(decision);
    }

    // UNVERIFIED: that the pair check comes after the fields' own (protocol.md 9, 25).
    Shop? Shop(Request request, PaymentMethod method, ref ImmutableArray<ErrorCode> errors)
    {
        var shop = Authenticate(request, shops, ref errors);
        if (shop is null) return null;
        if (method.Contract(shop) == ContractState.None) errors = errors.Add(GatewayErrors.MethodNotInContract);
        if (method.Contract(shop) == ContractState.Pending) errors = errors.Add(GatewayErrors.MethodSuspended);
        return shop;
    }

    internal static Shop? Authenticate(Request request, Shops shops, ref ImmutableArray<ErrorCode> errors)
    {
        if (CommonFields.ShopId.ErrorsIn(request).Any() || CommonFields.ShopPass.ErrorsIn(request).Any()) return null;
        var shop = shops.Authenticate(request["ShopID"], request["ShopPass"]);
        if (shop is null) errors = errors.Add(GatewayErrors.ShopUnknown);
        return shop;
    }

    Transaction? Transaction(Request request, PaymentMethod method, Shop? shop, ref ImmutableArray<ErrorCode> errors)
    {
        if (CommonFields.AccessId.ErrorsIn(request).Any() || CommonFields.AccessPass.ErrorsIn(request).Any()) return null;
        var transaction = ledger.Find(request["AccessID"]);
        if (transaction is null || transaction.Method != method.Name || !SamePass(transaction, request["AccessPass"]))
        {
            errors = errors.Add(GatewayErrors.TransactionUnknown);
            return null;
        }
        if (shop is not null && transaction.ShopId != shop.ShopId) errors = errors.Add(GatewayErrors.TransactionOfOtherShop);
        else if (request["OrderID"].Length > 0 && request["OrderID"] != transaction.OrderId) errors = errors.Add(GatewayErrors.OrderUnknown);
        return transaction;
    }

    static bool SamePass(Transaction transaction, string pass) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(transaction.AccessPass), Encoding.UTF8.GetBytes(pass));

    static Decision Registered(Decision decision, Operation operation, Call call, DateTimeOffset now) => decision.With(
        new Step
        {
            Number = 1,
            From = Party.Consumer,
            To = Party.Merchant,
            What = "purchase",
            At = now,
            Note = "seen by the gateway only through step 2",
        },
        Line(decision, operation, call, now, decision.Reply),
        new Step
        {
            Number = null,
            From = Party.Simulator,
            To = Party.Simulator,
            What = $"plays scenario {decision.Transaction.Scenario.Name}",
            At = now,
            Note = decision.Transaction.Scenario.Reason,
        });

    static Decision Changed(Decision decision, Operation operation, Call call, DateTimeOffset now)
    {
        var opensVisit = !decision.IsRefused && operation.Step == 2;
        if (!opensVisit) return decision.With(Line(decision, operation, call, now, CallAnswer.To(decision).Fields));
        return decision.With(
        [
            Line(decision, operation, call, now, null),
            .. WalletVisits.Opening(decision.Transaction, now),
            Line(decision, operation, call, now, decision.Reply) with
            {
                Number = 5, From = Party.Gateway, To = Party.Merchant, What = $"result of {operation.Api}", Request = null,
            },
        ]);
    }

    static Step Line(Decision decision, Operation operation, Call call, DateTimeOffset now, IEnumerable<KeyValuePair<string, string>>? answer) => new()
    {
        Number = decision.IsRefused ? null : operation.Step,
        From = Party.Merchant,
        To = Party.Gateway,
        What = decision.IsRefused ? $"{operation.Api} refused" : operation.Api,
        At = now,
        Milliseconds = Stopwatch.GetElapsedTime(call.Began).TotalMilliseconds,
        Request = call.Request.Masked(),
        Answer = answer is null ? null : Secrets.Masked(answer),
        Note = decision.IsRefused ? string.Join("; ", decision.Errors.Select(error => GatewayErrors.Meaning(error.Info).En)) : null,
    };
}
