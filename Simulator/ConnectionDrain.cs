using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KantanSim;

/// <summary>
/// Keeps open connections usable while calls are in hand during a stop. By itself the web server closes every idle connection as soon as
/// it stops, so that a health check on one could not read 503. When the last call is answered, idle connections are closed at once.
/// </summary>
internal sealed class ConnectionDrain : IDisposable
{
    readonly CancellationTokenSource close = new();
    CancellationTokenRegistration stopping;
    volatile bool isStopping;
    int calls;

    /// <summary>Has the web server close idle connections when this says so.</summary>
    public void Attach(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection =>
    {
        connection.Features.Set<IConnectionLifetimeNotificationFeature>(new CloseRequest(close.Token));
        return next(connection);
    }));

    /// <summary>Counts the calls in hand. It has to stand before all other middleware.</summary>
    public void Count(WebApplication app)
    {
        stopping = app.Lifetime.ApplicationStopping.Register(Stop);
        app.Use(async (http, next) =>
        {
            Interlocked.Increment(ref calls);
            try { await next(http); }
            finally { if (Interlocked.Decrement(ref calls) == 0 && isStopping) close.Cancel(); }
        });
    }

    public void Dispose()
    {
        stopping.Dispose();
        close.Dispose();
    }

    void Stop()
    {
        isStopping = true;
        if (Volatile.Read(ref calls) == 0) close.Cancel();
    }

    sealed class CloseRequest(CancellationToken requested) : IConnectionLifetimeNotificationFeature
    {
        public CancellationToken ConnectionClosedRequested { get; set; } = requested;

        // The stop asks each connection to close; it is asked by the token instead.
        public void RequestClose() { }
    }
}
