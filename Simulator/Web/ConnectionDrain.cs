using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KantanSim.Web;

/// <summary>
/// Keeps open connections usable during shutdown while requests are in flight. By itself Kestrel closes every idle connection as soon as
/// shutdown begins, so that a health check on one could not read the 503. Idle connections are closed when the last request has ended.
/// </summary>
internal sealed class ConnectionDrain : IDisposable
{
    readonly CancellationTokenSource close = new();
    readonly Lock sync = new();
    CancellationTokenRegistration stopping;
    bool isStopping;
    bool isDisposed;
    int activeRequests;

    /// <summary>Makes Kestrel close idle connections once <c>close</c> is cancelled.</summary>
    public void Attach(ListenOptions endpoint) => endpoint.Use(next => connection =>
    {
        connection.Features.Set<IConnectionLifetimeNotificationFeature>(new CloseRequest(close.Token));
        return next(connection);
    });

    /// <summary>Adds the middleware that counts requests in flight. Must be registered first.</summary>
    public void UseRequestCounting(WebApplication app)
    {
        stopping = app.Lifetime.ApplicationStopping.Register(() => CloseWhenIdle(() => isStopping = true));
        app.Use(async (http, next) =>
        {
            lock (sync) activeRequests++;
            try { await next(http); }
            finally { CloseWhenIdle(() => activeRequests--); }
        });
    }

    public void Dispose()
    {
        stopping.Dispose();
        lock (sync) isDisposed = true;
        close.Dispose();
    }

    void CloseWhenIdle(Action change)
    {
        lock (sync)
        {
            change();
            if (isStopping && activeRequests == 0 && !isDisposed) close.Cancel();
        }
    }

    sealed class CloseRequest(CancellationToken requested) : IConnectionLifetimeNotificationFeature
    {
        public CancellationToken ConnectionClosedRequested { get; set; } = requested;

        // Kestrel's shutdown does not call it; the token above closes the connection.
        public void RequestClose() { }
    }
}
