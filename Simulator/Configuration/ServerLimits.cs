using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KantanSim.Configuration;

/// <summary>
/// What the web server takes of anybody, before a door is asked. Doors have limits of their own below these: of a call's body, of a form's
/// fields, of a scenario file.
/// </summary>
internal static class ServerLimits
{
    /// <summary>The longest body, in bytes: what a mapping file is asked about. The gateway, the control API and pages stop at less.</summary>
    public const int MaxBodyBytes = 1_048_576;
    /// <summary>The longest first line, in bytes: a StartURL is 200, a filter of the dashboard 500.</summary>
    public const int MaxRequestLineBytes = 8_192;
    /// <summary>A browser sends 20 headers, a chain of proxies 20 more.</summary>
    public const int MaxHeaders = 100;
    /// <summary>All headers together, in bytes: a browser's cookies for localhost, which all its programs share, are up to 16 KiB.</summary>
    public const int MaxHeaderBytes = 32_768;
    /// <summary>Ten times a busy test run; one that is idle costs some 10 KB.</summary>
    public const int MaxConnections = 2_000;
    /// <summary>Of these, for connections from loopback alone.</summary>
    public const int LoopbackConnections = 50;
    /// <summary>Streams of one HTTP/2 connection: what browsers and clients expect at least.</summary>
    public const int MaxHttp2Streams = 100;
    /// <summary>Who waits for a status or a step, at once. Each reads the transaction anew whenever it changes.</summary>
    public const int MaxWaits = 1_000;
    /// <summary>Who watches events, at once: open pages of the dashboard and test runs.</summary>
    public const int MaxEventStreams = 200;
    /// <summary>
    /// Orders whose registration a scenario has answered and that are not registered yet: one more, and all of them start anew.
    /// </summary>
    public const int MaxUnregisteredOrders = 10_000;
    /// <summary>Evaluations of mappings that were given up and still keep a thread busy: further requests get 503.</summary>
    public const int BusyEvaluations = 8;
    /// <summary>Evaluations of mappings that were given up and still wait, such as for a proxied server: further requests get 503.</summary>
    public const int WaitingEvaluations = 200;

    /// <summary>From the first byte to the last of the headers.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);
    /// <summary>How long a connection may be idle: clients keep theirs for 100 s at most.</summary>
    public static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(120);
    /// <summary>Bodies and answers that are slower than 240 bytes a second, after 5 s, are broken off: a modem was faster.</summary>
    public static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>How much longer than its own delay a mapped answer may take.</summary>
    public static readonly TimeSpan MappedAnswerWithin = TimeSpan.FromSeconds(10);
    /// <summary>One match of a mapping's regular expression that needs backtracking.</summary>
    public static readonly TimeSpan RegexWithin = TimeSpan.FromSeconds(2);

    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.MaxRequestLineSize = MaxRequestLineBytes;
        limits.MaxRequestHeaderCount = MaxHeaders;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.Http2.MaxStreamsPerConnection = MaxHttp2Streams;
        limits.RequestHeadersTimeout = HeadersWithin;
        limits.KeepAliveTimeout = IdleFor;
        (limits.MinRequestBodyDataRate, limits.MinResponseDataRate) = (Slowest, Slowest);
    }
}
