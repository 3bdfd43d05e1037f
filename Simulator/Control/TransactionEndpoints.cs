using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using KantanSim.Methods;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Control;

/// <summary>Transactions: list, one, wait, consumer, and the stream of what happens.</summary>
internal static class TransactionEndpoints
{
    const double LongestWaitSeconds = 300;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/transactions", List).WithSummary("Transactions, newest first").WithDescription("Filters: shopId, orderId, status (several with commas). limit 1 to 500, 50 when left out.");
        api.MapGet("/transactions/{id}", One).WithSummary("A transaction with its timeline").ProducesProblem(404);
        api.MapGet("/transactions/{id}/wait", Wait).WithSummary("Answers as soon as a status or a step is reached").WithDescription("Either status (several with commas) or step (1 to 11). timeoutSeconds of real time, 10 when left out; 408 when it is over.").ProducesProblem(404).ProducesProblem(408);
        api.MapPost("/transactions/{id}/consumer", Play).WithSummary("Plays the consumer without a browser").Accepts<ConsumerRequest>("application/json", "*/*").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/events", Events).WithSummary("Everything that happens, as server-sent events").WithDescription("The first event, of type watching, tells that the stream is on; all others have the default type.");
    }

    static async Task<Ok<Listing<TransactionView>>> List(Ledger ledger, PaymentMethods methods, string? shopId, string? orderId, string? status, string? limit, string? cursor)
    {
        var (count, statuses) = (ControlEndpoints.Limit(limit), ControlEndpoints.Statuses(status, methods));
        var found = await ledger.Newest(ControlEndpoints.Below(cursor), count, transaction =>
            (shopId is null || transaction.ShopId == shopId) && (orderId is null || transaction.OrderId == orderId)
            && (statuses.Count == 0 || statuses.Contains(transaction.Status.Code)));
        return TypedResults.Ok(new Listing<TransactionView>([.. found.Select(TransactionView.Of)], ControlEndpoints.Cursor(found, count, row => row.Number)));
    }

    static Ok<TransactionView> One(Ledger ledger, Agenda agenda, string id) => TypedResults.Ok(TransactionView.Whole(ledger.Transaction(id), ledger, agenda));

    static async Task<Ok<TransactionView>> Wait(Ledger ledger, Agenda agenda, Changes changes, PaymentMethods methods, string id, string? status, string? step, string? timeoutSeconds, CancellationToken cancel)
    {
        var statuses = ControlEndpoints.Statuses(status, methods);
        var number = Step(step);
        if (statuses.Count == 0 == (number is null)) throw ProblemException.BadRequest([new("status", status, "either status or step, one of them")]);
        _ = ledger.Transaction(id);
        // Real time: a clock that stands still must not keep anybody waiting.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(Timeout(timeoutSeconds));
        using var watch = changes.Begin();
        while (true)
        {
            var transaction = ledger.Transaction(id);
            if (number is null ? statuses.Contains(transaction.Status.Code) : ledger.Timeline(transaction).Any(line => line.Number == number && Counts(line)))
                return TypedResults.Ok(TransactionView.Whole(transaction, ledger, agenda));
            try
            {
                while ((await watch.News.ReadAsync(over.Token)).AccessId != transaction.AccessId) { }
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                var wanted = number is null ? $"status {string.Join(" or ", statuses)}" : $"step {number}";
                throw new ProblemException(408, "It did not come", $"The transaction has not come to {wanted}; its status is {transaction.Status}.", transaction: TransactionView.Whole(transaction, ledger, agenda));
            }
        }
    }

    // Step 9 is there when the merchant has taken the notification, not when it was tried.
    static bool Counts(Step line) => line.Number != 9 || line.Note == "received";

    static async Task<Ok<ConsumerView>> Play(HttpRequest request, ConsumerPlayer player, string id, CancellationToken cancel) =>
        TypedResults.Ok(await player.Play(id, ConsumerRequest.From(await Body.Read(request)), cancel));

    static ServerSentEventsResult<Change> Events(Changes changes, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(News(changes, clock, lifetime.ApplicationStopping, cancel));

    static async IAsyncEnumerable<SseItem<Change>> News(Changes changes, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        using var watch = changes.Begin();
        // Headers go out with the first item: whoever watches knows from here on that nothing is missed.
        yield return new(new("watching", "", "", "", "", clock.GetUtcNow()), "watching");
        while (await More(watch, end.Token))
            while (watch.News.TryRead(out var change)) yield return new(change);
    }

    static async Task<bool> More(Changes.Watch watch, CancellationToken end)
    {
        try { return await watch.News.WaitToReadAsync(end); }
        catch (OperationCanceledException) { return false; }
    }

    static int? Step(string? text) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step is >= 1 and <= 11 ? step
        : throw ProblemException.BadRequest([new("step", text, "1 to 11")]);

    static TimeSpan Timeout(string? text) =>
        text is null ? TimeSpan.FromSeconds(10)
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestWaitSeconds ? TimeSpan.FromSeconds(seconds)
        : throw ProblemException.BadRequest([new("timeoutSeconds", text, $"0 to {LongestWaitSeconds} seconds")]);
}
