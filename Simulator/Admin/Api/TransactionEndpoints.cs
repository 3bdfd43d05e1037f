using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Transactions: list, one, wait, consumer, and the stream of what happens.</summary>
internal static class TransactionEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/transactions", List).WithSummary("Transactions, newest first").WithDescription("Filters: shopId, orderId, status (several with commas). limit 1 to 500, 50 when left out.");
        api.MapGet("/transactions/{id}", One).WithSummary("A transaction with its timeline").ProducesProblem(404);
        api.MapGet("/transactions/{id}/wait", Wait).WithSummary("Answers as soon as all that is asked for holds").WithDescription("status (one of several with commas), step (1 to 11; 9 when the merchant has taken the notification), notifications (so many taken), answered (the merchant has answered the notification of that status, whatever it said). timeoutSeconds of real time, 10 when left out; 408 when it is over, with the first thing that does not hold.").ProducesProblem(404).ProducesProblem(408).ProducesProblem(503);
        api.MapPost("/transactions/{id}/consumer", Play).WithSummary("Plays the consumer without a browser").Accepts<ConsumerRequest>("application/json", "*/*").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/transactions/{id}/merchant", Send).WithSummary("Sends a call of the shop in its place").WithDescription("action: capture, cancel or extend (one-shot), cancel (recurring). Answers what the gateway answered, refusals too, and the transaction.").Accepts<MerchantRequest>("application/json", "*/*").ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/transactions/{id}/expire", Expire).WithSummary("Ends the running term now, the consumer's or the authorisation's, without moving the clock").ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/events", Events).WithSummary("Everything that happens, as server-sent events").WithDescription("The first event, of type watching, tells that the stream is on; all others have the default type.");
    }

    static async Task<Ok<Listing<TransactionView>>> List(TransactionLists lists, ShopRepository shops, PaymentMethods methods, string? shopId, string? orderId, string? status, string? limit, string? cursor)
    {
        var (count, statuses) = (ControlEndpoints.ParseLimit(limit), ControlEndpoints.ParseStatuses(status, methods));
        var found = lists.Newest(ControlEndpoints.ParseCursor(cursor), count, transaction =>
            (shopId is null || transaction.ShopId == shopId) && (orderId is null || transaction.OrderId == orderId)
            && (statuses.Count == 0 || statuses.Contains(transaction.Status.Code)), orderId is null ? null : (shops.IdsOrAll(shopId), orderId));
        return TypedResults.Ok(new Listing<TransactionView>([.. found.Items.Select(TransactionView.Of)], ControlEndpoints.FormatCursor(found.Next)));
    }

    static Ok<TransactionView> One(Ledger ledger, JobSchedule agenda, string id) => TypedResults.Ok(TransactionView.WithTimeline(ledger.Transaction(id), ledger, agenda));

    static async Task<Ok<TransactionView>> Wait(
        Ledger ledger, JobSchedule agenda, ChangeFeed changes, SubscriptionLimiter watchers, PaymentMethods methods, IHostApplicationLifetime lifetime,
        string id, string? status, string? step, string? notifications, string? answered, string? timeoutSeconds, CancellationToken cancel)
    {
        var waiting = WaitCondition.Read(status, step, notifications, answered, methods);
        var timeout = WaitCondition.Timeout(timeoutSeconds);
        using var place = watchers.AcquireWait();
        // Real time: a clock that stands still must not keep anybody waiting.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        over.CancelAfter(timeout);
        using var watch = changes.Subscribe(ledger.Transaction(id).AccessId);
        while (true)
        {
            var transaction = ledger.Transaction(id);
            if (waiting.Unmet(transaction, ledger) is not { } unmet) return TypedResults.Ok(TransactionView.WithTimeline(transaction, ledger, agenda));
            try
            {
                await watch.Events.ReadAsync(over.Token);
                while (watch.Events.TryRead(out _)) { }
            }
            catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                throw new ProblemException(503, "The server is stopping", $"It no longer waits for {unmet}.");
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new ProblemException(408, "It did not come", $"Waited {timeout.TotalSeconds:0.###} s for {unmet}.", transaction: TransactionView.WithTimeline(ledger.Transaction(id), ledger, agenda));
            }
        }
    }

    static async Task<Ok<ConsumerView>> Play(HttpRequest request, ConsumerDriver player, string id, CancellationToken cancel) =>
        TypedResults.Ok(await player.Play(id, ConsumerRequest.From(await JsonBodyReader.Read(request)), cancel));

    static async Task<Ok<MerchantView>> Send(HttpRequest request, Ledger ledger, JobSchedule agenda, MerchantDriver merchant, PublicUrl publicUrl, string id)
    {
        var transaction = ledger.Transaction(id);
        var body = await JsonBodyReader.Read(request);
        var action = body.OneOf("action", required: true, [.. merchant.Actions(transaction).Select(move => move.Action)]);
        body.ThrowIfInvalid();
        var answer = await merchant.Send(transaction, action!, publicUrl.For(request));
        return TypedResults.Ok(new MerchantView(action!, Redaction.MaskFields(answer), TransactionView.WithTimeline(ledger.Transaction(id), ledger, agenda)));
    }

    static async Task<Ok<TransactionView>> Expire(Ledger ledger, JobSchedule agenda, MerchantDriver merchant, string id, CancellationToken cancel)
    {
        await merchant.Expire(ledger.Transaction(id), cancel);
        return TypedResults.Ok(TransactionView.WithTimeline(ledger.Transaction(id), ledger, agenda));
    }

    static ServerSentEventsResult<Change> Events(ChangeFeed changes, SubscriptionLimiter watchers, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(News(changes, watchers.AcquireStream(), clock, lifetime.ApplicationStopping, cancel));

    static async IAsyncEnumerable<SseItem<Change>> News(ChangeFeed changes, IDisposable place, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var taken = place;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        using var watch = changes.Subscribe();
        // Headers go out with the first item: whoever watches knows from here on that nothing is missed.
        yield return new(new("watching", "", "", "", "", clock.GetUtcNow()), "watching");
        while (await More(watch, end.Token))
            while (watch.Events.TryRead(out var change)) yield return new(change);
    }

    static async Task<bool> More(ChangeFeed.Subscription watch, CancellationToken end)
    {
        try { return await watch.Events.WaitToReadAsync(end); }
        catch (OperationCanceledException) { return false; }
    }
}
