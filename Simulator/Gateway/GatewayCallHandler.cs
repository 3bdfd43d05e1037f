using System.Collections.Immutable;
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>
/// Answers the server-to-server calls (steps 2 to 5 and 10): concurrency limit, fields, credentials, then the decision of the operation.
/// All errors are answered together.
/// </summary>
internal sealed partial class GatewayCallHandler(
    Ledger ledger, ShopRepository shops, PaymentMethods methods, DecisionContextFactory contexts, ScenarioEngine scenarios, Members members,
    CallConcurrencyLimiter limiter)
{
    public Task<CallAnswer> Handle(GatewayCall call)
    {
        var found = methods.FindOperation(call.Api);
        var operation = call.Api == Search.Api ? Search.Operation : found?.Operation;
        if (operation is null) return Task.FromResult(CallAnswer.Refused([GatewayErrors.NoSuchApi], CodeFamily.M01));
        var options = OptionsFor(call.Request);
        return limiter.Run(call.Request["ShopID"], options, () => operation switch
        {
            RegistrationOperation registration => Register(found!.Value.Method, registration, call, options),
            UpdateOperation update => Update(found!.Value.Method, update, call, options),
            InquiryOperation => Inquire(call, options),
            _ => throw new InvalidOperationException($"No way to answer {operation.Api}."),
        });
    }

    /// <summary>The shop's protocol options; the server's when the shop is unknown.</summary>
    ProtocolOptions OptionsFor(Request request) =>
        shops.Find(request["ShopID"]) is { } shop ? contexts.Options.For(shop) : contexts.Options;

    async Task<CallAnswer> Register(PaymentMethod method, RegistrationOperation operation, GatewayCall call, ProtocolOptions options)
    {
        var errors = operation.Validate(call.Request, options);
        var shop = AuthenticateShop(call.Request, options, ref errors, method);
        var orderId = call.Request["OrderID"];
        // Reported here together with other errors. Without other errors the registration itself checks it.
        if (shop is not null && !errors.IsEmpty
            && ledger.FindByOrder(shop.ShopId, orderId) is { } existing && !IsReusable(existing, options))
        {
            errors = errors.Add(GatewayErrors.OrderTaken);
        }
        if (!errors.IsEmpty || shop is null) return CallAnswer.Refused(errors, options.CodeFamily);
        var context = contexts.Of(shop, call.PublicUrl);
        var decision = await ledger.Register(shop.ShopId, orderId, existing => IsReusable(existing, options),
            // The shop may have ended since its password was checked.
            (number, accessId, writing) => shops.Find(writing, shop.ShopId) is null
                ? null
                : DecideRegistration(operation, call, context, number, accessId, writing));
        if (decision is not null) return CallAnswer.To(decision, options.CodeFamily);
        var error = shops.Find(shop.ShopId) is null ? GatewayErrors.ShopUnknown : GatewayErrors.OrderTaken;
        return CallAnswer.Refused([error], options.CodeFamily);
    }

    Decision DecideRegistration(
        RegistrationOperation operation, GatewayCall call, DecisionContext context, long number, string accessId, UnitOfWork writing)
    {
        var orderId = call.Request["OrderID"];
        var scenario = scenarios.Select(writing, call.Scenario, context.Shop, orderId, (int)CommonFields.Total(call.Request));
        var registered = operation.Decide(call.Request, new(number, accessId, scenario), context);
        var transaction = registered.Transaction;
        var counted = scenarios.TakeCountsBeforeRegistration(context.Shop.ShopId, orderId);
        if (counted.Count > 0) transaction = transaction with { Moments = counted };
        if (call.Sender is not null) transaction = transaction with { IsPlayed = true };
        var decision = PlayScenario(transaction, operation, after => registered with { Transaction = after });
        return decision.With(CallTimeline.Registration(decision, operation, call, context));
    }

    async Task<CallAnswer> Update(PaymentMethod method, UpdateOperation operation, GatewayCall call, ProtocolOptions options)
    {
        var errors = ReportsUnknownPairBesideIds(options) && IsUnknownPair(call.Request, method)
            ? operation.ValidateUnknownPair(call.Request, options)
            : operation.Validate(call.Request, options);
        var shop = AuthenticateShop(call.Request, options, ref errors, method);
        var transaction = FindTransaction(call.Request, options, method, shop, ref errors);
        if (transaction is null) return await RefuseUnknownPair(method, operation, call, errors, options);
        var context = contexts.Of(shop ?? contexts.ShopOf(transaction), call.PublicUrl);
        var decision = await ledger.Decide(transaction.AccessId, (before, writing) =>
            DecideUpdate(operation, call, errors, before, context with { IsCardDeclined = IsCardDeclined(before, writing) }));
        return decision is null
            ? CallAnswer.Refused([GatewayErrors.TransactionUnknown], options.CodeFamily)
            : CallAnswer.To(decision, options.CodeFamily);
    }

    Decision DecideUpdate(
        UpdateOperation operation, GatewayCall call, ImmutableArray<ErrorCode> errors, Transaction before, DecisionContext context)
    {
        var decision = errors.IsEmpty
            ? PlayScenario(before, operation, counted => operation.Decide(counted, call.Request, context))
            : Decision.Refuse(before, errors.AsSpan());
        // The payment request (step 2) names the item, by which scenarios can be selected too.
        if (operation.Step == 2 && !decision.IsRefused)
            decision = decision with { Transaction = scenarios.SelectByItem(decision.Transaction) };
        var after = decision.Transaction;
        decision = decision.With(CallTimeline.Update(decision, operation, call, context));
        return after.Scenario == before.Scenario ? decision : decision.With(CallTimeline.Scenario(after, context));
    }

    // The answer is that for an unknown pair. The payment that was probably meant gets the refusal on its timeline.
    async Task<CallAnswer> RefuseUnknownPair(
        PaymentMethod method, UpdateOperation operation, GatewayCall call, ImmutableArray<ErrorCode> errors, ProtocolOptions options)
    {
        // Found at first, and deleted since.
        if (errors.IsEmpty) errors = [GatewayErrors.TransactionUnknown];
        var answer = CallAnswer.Refused(errors, options.CodeFamily);
        if (ledger.Find(call.Request["AccessID"]) is not { } known) return answer;
        var notes = ExplainUnknownPair(known, method, operation, call.Request);
        var noted = call with { Notes = [.. notes, .. call.Notes] };
        await ledger.Decide(known.AccessId, (before, _) =>
        {
            var refusal = Decision.Refuse(before, errors.AsSpan());
            var entry = CallTimeline.Call(refusal, operation, noted, contexts.Of(before), answer.Fields);
            return new Decision { Transaction = before }.With(entry);
        });
        return answer with { NamedAccessId = known.AccessId, Notes = notes };
    }

    // A missing AccessPass has an error code of its own.
    static IReadOnlyList<Note> ExplainUnknownPair(Transaction known, PaymentMethod method, UpdateOperation operation, Request request)
    {
        if (known.Method != method.Name) return [RefusalNotes.OtherMethod(known, operation.Api)];
        return request["AccessPass"].Length == 0 ? [] : [RefusalNotes.WrongAccessPass];
    }

    async Task<CallAnswer> Inquire(GatewayCall call, ProtocolOptions options)
    {
        var errors = Search.FieldErrors(call.Request, methods, options);
        var shop = AuthenticateShop(call.Request, options, ref errors);
        var transaction = shop is null ? null : Search.Transaction(call.Request, shop, ledger, methods);
        if (transaction is null && shop is not null && CommonFields.OrderId.IsValid(call.Request, options))
            errors = AppendError(errors, GatewayErrors.OrderUnknown, options);
        if (!errors.IsEmpty || transaction is null) return CallAnswer.Refused(errors, options.CodeFamily);
        // An inquiry writes nothing, unless the scenario counts inquiries.
        if (scenarios.Of(transaction).Handles(Hook.Deciding))
        {
            var decision = await ledger.Decide(transaction.AccessId, (before, _) =>
                PlayScenario(before, Search.Operation, counted => new() { Transaction = counted }));
            if (decision is { IsRefused: true }) return CallAnswer.To(decision, options.CodeFamily);
        }
        return new([.. methods.Of(transaction).SearchFields(transaction, options)], transaction);
    }

    /// <summary>The decision, or the refusal that the transaction's scenario puts in its place.</summary>
    Decision PlayScenario(Transaction transaction, Operation operation, Func<Transaction, Decision> decide)
    {
        var result = scenarios.Play(transaction, Hook.Deciding, operation: operation.Api);
        var decision = result.Action is ScenarioAction.Refuse refuse
            ? Decision.Refuse(result.Transaction, [.. refuse.Errors.Select(error => new ErrorCode(error))])
            : decide(result.Transaction);
        return decision.With(result.Notes.AsSpan());
    }

    bool IsCardDeclined(Transaction transaction, UnitOfWork writing)
    {
        if (transaction.Payment is not { CardId: { } cardId } payment) return false;
        var member = members.Of(writing, transaction.ShopId).Find(writing, payment.MemberId);
        return member?.Cards.FirstOrDefault(card => card.Id == cardId) is not { Declines: false };
    }

    // UNVERIFIED: that an OrderID stays used after a failed payment.
    static bool IsReusable(Transaction existing, ProtocolOptions options) =>
        options.OrderIdReuse == OrderIdReuseMode.AfterFailure
        && (existing.Status == GatewayStatus.Failed || existing.Status == GatewayStatus.Expired);
}
