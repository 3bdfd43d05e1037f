using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using KantanSim.Clocks;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>The change feed as server-sent events.</summary>
internal static class EventEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/events", Events)
            .WithName("WatchChanges")
            .WithSummary("All changes, as server-sent events")
            .WithDescription("The first event, of type watching, says that the stream has begun. An event of type lost says that changes "
                + "before it were lost, because the client reads too slowly; its what is their number. All others have the default type.");

    static ServerSentEventsResult<Change> Events(
        ChangeFeed changes, SubscriptionLimiter limiter, ShopClocks clocks, IHostApplicationLifetime lifetime, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(Stream(changes, limiter.AcquireStream(), clocks, lifetime.ApplicationStopping, cancel));

    static async IAsyncEnumerable<SseItem<Change>> Stream(
        ChangeFeed changes, IDisposable lease, ShopClocks clocks, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        using var _ = lease;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        using var subscription = changes.Subscribe();
        // The headers are sent with the first item. From here on the client misses no change.
        yield return new(new("watching", "", "", "", "", clocks.Common.GetUtcNow()), "watching");
        while (await HasMore(subscription, end.Token))
        {
            while (subscription.Events.TryRead(out var change))
            {
                if (subscription.TakeLost() is > 0 and var lost)
                    yield return new(new($"{lost}", "", "", "", "", clocks.Common.GetUtcNow()), "lost");
                yield return new(change);
            }
        }
    }

    static async Task<bool> HasMore(ChangeFeed.Subscription subscription, CancellationToken end)
    {
        try { return await subscription.Events.WaitToReadAsync(end); }
        catch (OperationCanceledException) { return false; }
    }
}
