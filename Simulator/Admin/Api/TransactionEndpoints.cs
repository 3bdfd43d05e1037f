using System.Globalization;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Api;

/// <summary>Transactions: list, one, wait, and what a consumer, a shop or an operator does with one.</summary>
internal static class TransactionEndpoints
{
    static readonly string Capacity = PaymentIndex.Capacity.ToString("N0", CultureInfo.InvariantCulture);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/transactions", List)
            .WithName("ListTransactions")
            .WithSummary("Transactions, newest first")
            .WithDescription(
                "Filters: shopId, orderId (a pattern with * and ?), status (several with commas), "
                + "outcome (in-progress, paid, cancelled, failed), scenario, "
                + "notification (the worst state of its notifications: none, delivered, pending, retrying when the last try was not "
                + "received, failed), "
                + "attention (true: with an error or a warning of the advice), severity and rule (of the same finding), "
                + "from and to (when it was registered, in simulated time, both inclusive: a day, a minute or a second; ISO 8601, JST "
                + "without an offset). Findings are those that were judged so far. limit 1 to 500, 50 when left out. "
                + $"total is the number of matching payments among the newest {Capacity}; "
                + "isTotalExact tells whether these are all.");
        api.MapGet("/transactions/{id}", One)
            .WithName("GetTransaction")
            .WithSummary("A transaction with its timeline")
            .ProducesProblem(404);
        api.MapGet("/transactions/{id}/wait", Wait)
            .WithName("WaitForTransaction")
            .WithSummary("Answers as soon as all conditions hold")
            .WithDescription(
                "Conditions: status (one of several with commas), step (1 to 11; 9 when the merchant has acknowledged the notification), "
                + "notifications (this many acknowledged), "
                + "answered (the merchant has answered the notification of that status, in whatever way). "
                + "timeoutSeconds is real time, 10 when left out; then 408 with the first condition that does not hold.")
            .ProducesProblem(404).ProducesProblem(408).ProducesProblem(503);
        api.MapGet("/transactions/wait", WaitForOrder)
            .WithName("WaitForOrder")
            .WithSummary("Answers as soon as a shop's order is registered and all conditions hold")
            .WithDescription(
                "shopId and orderId are required; for an OrderID that was used again, it is the newest transaction. The conditions are "
                + "those of the wait for one transaction; without any, it answers as soon as the order is registered.")
            .ProducesProblem(404).ProducesProblem(408).ProducesProblem(503);
        api.MapPost("/transactions/{id}/consumer", Play)
            .WithName("PlayConsumer")
            .WithSummary("Plays the consumer without a browser")
            .Accepts<ConsumerRequest>("application/json", "*/*")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/transactions/{id}/merchant", Send)
            .WithName("SendMerchantCall")
            .WithSummary("Sends a gateway call in the shop's place")
            .WithDescription("action: request-payment, capture, change-amount, extend, cancel (one-shot); request-contract, change-amount, "
                + "cancel-month, cancel (recurring); search. fields: values of the call's own fields, such as {\"Amount\":\"900\"}; "
                + "of the others the present value or an example is sent. "
                + "Returns the gateway's answer, refusals too, and the transaction.")
            .Accepts<MerchantRequest>("application/json", "*/*")
            .ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/transactions/{id}/expire", Expire)
            .WithName("ExpireTerm")
            .WithSummary("Ends the running term now, the consumer's or the authorisation's, without moving the clock")
            .ProducesProblem(404).ProducesProblem(409);
        EvidenceEndpoints.Map(api);
        EventEndpoints.Map(api);
    }

    static Ok<TransactionListing> List(
        PaymentSearch search, PaymentMethods methods,
        string? shopId, string? orderId, string? status, string? outcome, string? scenario, string? notification, string? attention,
        string? severity, string? rule, string? from, string? to, string? limit, string? cursor)
    {
        var filter = new PaymentFilterText
        {
            ShopId = shopId ?? "",
            OrderId = orderId ?? "",
            Status = status ?? "",
            Outcome = outcome ?? "",
            Scenario = scenario ?? "",
            Notification = notification ?? "",
            Attention = attention ?? "",
            Severity = severity ?? "",
            Rule = rule ?? "",
            From = from ?? "",
            To = to ?? "",
        };
        return TypedResults.Ok(Page(search, methods, filter, limit, cursor));
    }

    /// <summary>One page of the payments that a filter selects.</summary>
    /// <exception cref="ProblemException">400, with all invalid parts.</exception>
    public static TransactionListing Page(
        PaymentSearch search, PaymentMethods methods, PaymentFilterText text, string? limit, string? cursor)
    {
        List<FieldError> errors = [];
        var filter = text.Read(methods, errors);
        var (below, count) = (ListParameters.ParseCursor(cursor, errors), ListParameters.ParseLimit(limit, errors));
        if (errors.Count > 0) throw ProblemException.BadRequest(errors);
        var found = search.Find(filter);
        var page = search.Newest(filter, found, below, count);
        var views = search.Transactions(page.Items).Select(TransactionView.Of);
        return new([.. views], ListParameters.FormatCursor(page.Next), found.Items.Count, IsTotalExact: found.Floor == 0);
    }

    static Ok<TransactionView> One(Ledger ledger, JobSchedule schedule, string id) =>
        TypedResults.Ok(TransactionView.WithTimeline(ledger.Transaction(id), ledger, schedule));

    static async Task<Ok<TransactionView>> Wait(
        Ledger ledger, JobSchedule schedule, TransactionWaiter waiter, PaymentMethods methods,
        string id, string? status, string? step, string? notifications, string? answered, string? timeoutSeconds, CancellationToken cancel)
    {
        var condition = WaitCondition.Read(status, step, notifications, answered, methods);
        var transaction = await waiter.Wait(id, condition, WaitCondition.Timeout(timeoutSeconds), cancel);
        return TypedResults.Ok(TransactionView.WithTimeline(transaction, ledger, schedule));
    }

    static async Task<Ok<TransactionView>> WaitForOrder(
        Ledger ledger, JobSchedule schedule, TransactionWaiter waiter, PaymentMethods methods, ShopService shops,
        string? shopId, string? orderId, string? status, string? step, string? notifications, string? answered, string? timeoutSeconds,
        CancellationToken cancel)
    {
        ThrowIfMissing(("shopId", shopId), ("orderId", orderId));
        var shop = shops.Find(shopId!);
        var condition = WaitCondition.ReadOrNone(status, step, notifications, answered, methods);
        var transaction = await waiter.WaitForOrder(shop.ShopId, orderId!, condition, WaitCondition.Timeout(timeoutSeconds), cancel);
        return TypedResults.Ok(TransactionView.WithTimeline(transaction, ledger, schedule));
    }

    static void ThrowIfMissing(params (string Name, string? Value)[] parameters)
    {
        var missing = parameters.Where(parameter => string.IsNullOrEmpty(parameter.Value))
            .Select(parameter => new FieldError(parameter.Name, null, "a ShopID and an OrderID") { AllowedJa = "ShopID と OrderID" })
            .ToList();
        if (missing.Count > 0) throw ProblemException.BadRequest(missing);
    }

    static async Task<Ok<ConsumerView>> Play(HttpRequest request, ConsumerDriver consumer, string id, CancellationToken cancel) =>
        TypedResults.Ok(await consumer.Play(id, ConsumerRequest.From(await JsonBody.Read(request)), cancel));

    static async Task<Ok<MerchantView>> Send(
        HttpRequest request, Ledger ledger, JobSchedule schedule, MerchantActions actions, MerchantDriver merchant, PublicUrl publicUrl,
        string id)
    {
        var transaction = ledger.Transaction(id);
        var gateway = publicUrl.For(request);
        var body = await JsonBody.Read(request);
        var action = body.OneOf("action", required: true, [.. actions.Of(transaction, gateway).Select(known => known.Action)]);
        var fields = body.Strings("fields") ?? new Dictionary<string, string>();
        body.ThrowIfInvalid();
        var (_, answer) = await merchant.Send(transaction, action!, fields, gateway);
        var after = TransactionView.WithTimeline(ledger.Transaction(id), ledger, schedule);
        return TypedResults.Ok(new MerchantView(action!, Redaction.MaskFields(answer), after));
    }

    static async Task<Ok<TransactionView>> Expire(
        Ledger ledger, JobSchedule schedule, MerchantDriver merchant, string id, CancellationToken cancel)
    {
        await merchant.Expire(ledger.Transaction(id), cancel);
        return TypedResults.Ok(TransactionView.WithTimeline(ledger.Transaction(id), ledger, schedule));
    }
}
