using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The event stream that makes an open page reload its content. An event says only that something has changed, and is sent at most four
/// times a second.
/// </summary>
internal static class LiveUpdates
{
    static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(250);

    /// <param name="accessId">The payment that the page shows; null: changes of all payments.</param>
    public static ServerSentEventsResult<string> Stream(
        ChangeFeed changes, SubscriptionLimiter limiter, IHostApplicationLifetime lifetime, string? accessId, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(Events(changes, limiter.AcquireStream(), accessId, lifetime.ApplicationStopping, cancel));

    static async IAsyncEnumerable<SseItem<string>> Events(
        ChangeFeed changes, IDisposable lease, string? accessId, CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        using var acquired = lease;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        using var subscription = changes.Subscribe();
        // At once: something may have changed after the page was rendered and before it subscribed.
        yield return new("", "news");
        while (await WaitForChange(subscription, end.Token))
            if (ReadAll(subscription, accessId)) yield return new("", "news");
    }

    /// <returns>False at the end of the stream.</returns>
    static async Task<bool> WaitForChange(ChangeFeed.Subscription subscription, CancellationToken end)
    {
        try
        {
            await Task.Delay(MinInterval, end);
            return await subscription.Events.WaitToReadAsync(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <returns>Whether one of the changes concerns the page. A change without an AccessID concerns every page.</returns>
    static bool ReadAll(ChangeFeed.Subscription subscription, string? accessId)
    {
        var isRelevant = false;
        while (subscription.Events.TryRead(out var change))
            isRelevant |= accessId is null || change.AccessId.Length == 0 || change.AccessId == accessId;
        return isRelevant;
    }
}
