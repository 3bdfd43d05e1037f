using System.Net;
using IPNetwork = System.Net.IPNetwork;

namespace KantanSim.Web;

/// <summary>Warns once about a forwarding header of a proxy that is not trusted: the setting was probably forgotten.</summary>
internal sealed partial class IgnoredForwardingMiddleware(RequestDelegate next, IReadOnlyList<IPNetwork> proxies, ILoggerFactory logs)
{
    static readonly string[] Names = ["X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-For"];

    readonly ILogger log = logs.CreateLogger("KantanSim.Proxy");
    int hasWarned;

    public Task InvokeAsync(HttpContext http)
    {
        if (Volatile.Read(ref hasWarned) == 0) WarnOnce(http);
        return next(http);
    }

    void WarnOnce(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        var name = Array.Find(Names, http.Request.Headers.ContainsKey);
        if (name is null || IsTrusted(address)) return;
        if (Interlocked.Exchange(ref hasWarned, 1) == 0) LogIgnored(log, name, address?.ToString() ?? "a socket");
    }

    // As ASP.NET's middleware compares: an IPv4-mapped IPv6 address matches networks of both versions.
    bool IsTrusted(IPAddress? address) => address is not null && proxies.Any(network =>
        network.Contains(address) || (address.IsIPv4MappedToIPv6 && network.Contains(address.MapToIPv4())));

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Header} from {Address} is ignored, as are further ones: "
        + "set KantanSim:ForwardedHeaders to the address of the proxy, so that URLs get its scheme, host and path")]
    static partial void LogIgnored(ILogger log, string header, string address);
}
