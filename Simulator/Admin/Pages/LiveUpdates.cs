using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Pages;

/// <summary>Tells an open page that there is news, at most four times a second however much happens. What the news is, the page itself says.</summary>
internal static class LiveUpdates
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <param name="accessId">The one payment that the page is about; null for all.</param>
    public static ServerSentEventsResult<string> Stream(ChangeFeed changes, SubscriptionLimiter watchers, IHostApplicationLifetime lifetime, string? accessId, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(News(changes, watchers.AcquireStream(), accessId, lifetime.ApplicationStopping, cancel));

    static async IAsyncEnumerable<SseItem<string>> News(ChangeFeed changes, IDisposable place, string? accessId, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var taken = place;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        using var watch = changes.Subscribe();
        // At once: something may have happened between the page and its stream.
        yield return new("", "news");
        while (await More(watch, end.Token))
        {
            var fits = false;
            while (watch.Events.TryRead(out var change)) fits |= accessId is null || change.AccessId.Length == 0 || change.AccessId == accessId;
            if (fits) yield return new("", "news");
        }
    }

    static async Task<bool> More(ChangeFeed.Subscription watch, CancellationToken end)
    {
        try
        {
            await Task.Delay(Pause, end);
            return await watch.Events.WaitToReadAsync(end);
        }
        catch (OperationCanceledException) { return false; }
    }
}
