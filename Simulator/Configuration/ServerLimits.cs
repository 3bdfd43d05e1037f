using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KantanSim.Configuration;

/// <summary>
/// Limits of the web server, which apply before a request reaches an endpoint. Endpoints have lower limits of their own, for example
/// for the body of a call, the fields of a form and the length of a scenario file.
/// </summary>
internal static class ServerLimits
{
    /// <summary>Bytes of a request body. Mappings can match that much; the gateway, the control API and pages allow less.</summary>
    public const int MaxBodyBytes = 1_048_576;

    /// <summary>Bytes of the request line. A StartURL has 200, a filter of the dashboard 500.</summary>
    public const int MaxRequestLineBytes = 8_192;

    /// <summary>A browser sends about 20 headers, a chain of proxies 20 more.</summary>
    public const int MaxHeaders = 100;

    /// <summary>
    /// Bytes of all headers together. A browser sends up to 16 KiB of cookies to localhost, which all servers on the machine share.
    /// </summary>
    public const int MaxHeaderBytes = 32_768;

    /// <summary>Ten times as many as a busy test run opens. An idle connection takes about 10 KB.</summary>
    public const int MaxConnections = 2_000;

    /// <summary>How many of <see cref="MaxConnections"/> are reserved for clients on loopback.</summary>
    public const int LoopbackConnections = 50;

    /// <summary>Concurrent streams of one HTTP/2 connection: the minimum that RFC 9113 recommends.</summary>
    public const int MaxHttp2Streams = 100;

    /// <summary>Concurrent requests that wait for a status or a timeline entry. Each rereads the transaction after every change.</summary>
    public const int MaxWaits = 1_000;

    /// <summary>Concurrent event streams, from open pages of the dashboard and from test runs.</summary>
    public const int MaxEventStreams = 200;

    /// <summary>
    /// Orders without a payment for which the scenario engine remembers how often it answered the registration. One more order clears
    /// the memory.
    /// </summary>
    public const int MaxUnregisteredOrders = 10_000;

    /// <summary>Snapshots that are kept.</summary>
    public const int MaxSnapshots = 100;

    /// <summary>
    /// Bytes of one snapshot: 50 MiB, some 4,500 payments with their notifications. A restore takes ten times as much memory.
    /// </summary>
    public const int MaxSnapshotBytes = 52_428_800;

    /// <summary>Payments that a snapshot holds, and that a restore replaces: both take the writer thread for seconds at most.</summary>
    public const int MaxSnapshotPayments = 20_000;

    /// <summary>Mapping evaluations that timed out and still use a thread. Further requests get 503.</summary>
    public const int BusyEvaluations = 8;

    /// <summary>Mapping evaluations that timed out and still wait, for example for a proxied server. Further requests get 503.</summary>
    public const int WaitingEvaluations = 200;

    /// <summary>Time from the first byte of a request to the end of its headers.</summary>
    public static readonly TimeSpan RequestHeadersTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Time that a connection can be idle. HTTP clients close theirs after 100 s at the latest.</summary>
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Slower bodies and responses are aborted after 5 s. The value is Kestrel's own default.</summary>
    public static readonly MinDataRate MinDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>Time that a mapped response can take in addition to its configured delay.</summary>
    public static readonly TimeSpan MappedAnswerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Time of one match of a mapping's regular expression that needs backtracking.</summary>
    public static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(2);

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
        limits.RequestHeadersTimeout = RequestHeadersTimeout;
        limits.KeepAliveTimeout = KeepAliveTimeout;
        limits.MinRequestBodyDataRate = MinDataRate;
        limits.MinResponseDataRate = MinDataRate;
    }
}
