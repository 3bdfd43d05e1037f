using System.Net;
using KantanSim.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KantanSim.Web;

/// <summary>
/// Keeps a way in when somebody holds very many connections. From <see cref="Max"/> less <see cref="Reserved"/> on, each new connection closes
/// the one that has been idle longest; where all are busy, only connections from loopback are accepted. The web server itself refuses all above Max.
/// </summary>
internal sealed partial class ConnectionLimiter
{
    readonly Lock gate = new();
    readonly HashSet<OpenConnection> open = [];
    ILogger? log;
    long loggedAt;

    public int Max { get; set; } = ServerLimits.MaxConnections;

    public int Reserved { get; set; } = ServerLimits.LoopbackConnections;

    /// <summary>Has the web server ask for each connection.</summary>
    public void Attach(ListenOptions endpoint) => endpoint.Use(next => connection => Pass(connection, next));

    /// <summary>Adds the middleware that notes which connections have requests in flight. Must be registered before all that answers.</summary>
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
        finally { lock (gate) open.Remove(entering); }
    }

    bool Enter(OpenConnection entering)
    {
        OpenConnection? idle = null;
        lock (gate)
        {
            var isFull = open.Count >= Max - Reserved;
            if (isFull) idle = OldestIdle(entering.IsLoopback);
            if (isFull && idle is null && !entering.IsLoopback)
            {
                Tell();
                return false;
            }
            if (idle is not null) open.Remove(idle);
            open.Add(entering);
        }
        if (idle is null) return true;
        Tell();
        idle.Close();
        return true;
    }

    // Who comes from elsewhere does not push out whoever is on this machine.
    OpenConnection? OldestIdle(bool forLoopback) =>
        open.Where(one => one.IsIdle && (forLoopback || !one.IsLoopback)).MinBy(one => one.IdleSince);

    // Once a minute: a flood of connections is not to become a flood of lines.
    void Tell()
    {
        var now = Environment.TickCount64;
        if (log is null || (loggedAt != 0 && now - loggedAt < 60_000)) return;
        loggedAt = now;
        ConnectionsFull(log, Max - Reserved);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Connections} connections are open: for each further one an idle one is closed, or it is refused unless it comes from loopback")]
    static partial void ConnectionsFull(ILogger log, int connections);
}

/// <summary>A connection, and whether a call is in hand on it.</summary>
internal sealed class OpenConnection(ConnectionContext connection)
{
    int calls;
    long idleSince = Environment.TickCount64;

    /// <summary>Local sockets without an address are on this machine, too.</summary>
    public bool IsLoopback { get; } = connection.RemoteEndPoint is not IPEndPoint { Address: var address }
        || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    public bool IsIdle => Volatile.Read(ref calls) == 0;

    public long IdleSince => Volatile.Read(ref idleSince);

    public void Begin() => Interlocked.Increment(ref calls);

    public void End()
    {
        Volatile.Write(ref idleSince, Environment.TickCount64);
        Interlocked.Decrement(ref calls);
    }

    public void Close() => connection.Abort(new("Closed to make room: it was idle longest."));
}
