using System.Net;
using KantanSim.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KantanSim.Web;

/// <summary>
/// Keeps the server reachable when a client holds very many connections. From <see cref="Max"/> less <see cref="Reserved"/> on, each new
/// connection closes the one that has been idle longest; when none is idle, only connections from loopback are accepted. Kestrel itself
/// refuses all above Max.
/// </summary>
internal sealed partial class ConnectionLimiter
{
    const long LogIntervalMs = 60_000;

    readonly Lock sync = new();
    readonly HashSet<OpenConnection> open = [];
    ILogger? log;
    long loggedAt;

    public int Max { get; set; } = ServerLimits.MaxConnections;

    public int Reserved { get; set; } = ServerLimits.LoopbackConnections;

    /// <summary>Has Kestrel pass each connection of an endpoint.</summary>
    public void Attach(ListenOptions endpoint) => endpoint.Use(next => connection => Pass(connection, next));

    /// <summary>Adds the middleware that counts each connection's requests in flight. Must be registered before all that answers.</summary>
    public void UseRequestCounting(WebApplication app, ILogger<ConnectionLimiter> logger)
    {
        log = logger;
        app.Use(async (http, next) =>
        {
            var connection = http.Features.Get<OpenConnection>();
            connection?.Begin();
            try { await next(http); }
            finally { connection?.End(); }
        });
    }

    internal async Task Pass(ConnectionContext connection, ConnectionDelegate next)
    {
        var entering = new OpenConnection(connection);
        if (!Enter(entering))
        {
            connection.Abort(new("All connections but those reserved for loopback are in use."));
            return;
        }
        connection.Features.Set(entering);
        try { await next(connection); }
        finally { lock (sync) open.Remove(entering); }
    }

    bool Enter(OpenConnection entering)
    {
        OpenConnection? idle = null;
        lock (sync)
        {
            var isFull = open.Count >= Max - Reserved;
            if (isFull) idle = LongestIdle(entering.IsLoopback);
            if (isFull && idle is null && !entering.IsLoopback)
            {
                Log();
                return false;
            }
            if (idle is not null) open.Remove(idle);
            open.Add(entering);
        }
        if (idle is null) return true;
        Log();
        idle.Close();
        return true;
    }

    // A remote connection never closes one from loopback.
    OpenConnection? LongestIdle(bool forLoopback) =>
        open.Where(connection => connection.IsIdle && (forLoopback || !connection.IsLoopback)).MinBy(connection => connection.IdleSince);

    // Once a minute: a flood of connections must not flood the log.
    void Log()
    {
        var now = Environment.TickCount64;
        if (log is null || (loggedAt != 0 && now - loggedAt < LogIntervalMs)) return;
        loggedAt = now;
        ConnectionsFull(log, Max - Reserved);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Connections} connections are open: each further one closes an idle one, or is refused unless it comes from loopback")]
    static partial void ConnectionsFull(ILogger log, int connections);
}

/// <summary>An open connection, and whether a request is in flight on it.</summary>
internal sealed class OpenConnection(ConnectionContext connection)
{
    int requests;
    long idleSince = Environment.TickCount64;

    /// <summary>True for Unix sockets, too: they have no address and are on this machine.</summary>
    public bool IsLoopback { get; } = connection.RemoteEndPoint is not IPEndPoint { Address: var address }
        || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    public bool IsIdle => Volatile.Read(ref requests) == 0;

    /// <summary>In milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long IdleSince => Volatile.Read(ref idleSince);

    public void Begin() => Interlocked.Increment(ref requests);

    public void End()
    {
        Volatile.Write(ref idleSince, Environment.TickCount64);
        Interlocked.Decrement(ref requests);
    }

    public void Close() => connection.Abort(new("Closed for a new connection: it was idle longest."));
}
