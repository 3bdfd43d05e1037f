using System.Net;
using KantanSim.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace KantanSim.Web;

/// <summary>Takes <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> from trusted proxies, by ASP.NET's middleware.</summary>
internal static partial class TrustedProxies
{
    public const string AllowedFormat = "addresses and CIDR ranges of proxies, separated by commas, such as 10.0.0.0/8, 127.0.0.1";

    static readonly string[] Names = ["X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-For"];

    /// <exception cref="ConfigurationException">An entry is neither an address nor a range.</exception>
    public static IReadOnlyList<IPNetwork> Read(string list) =>
        [.. list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Network)];

    /// <param name="proxies">Empty: nobody is believed.</param>
    public static void UseTrustedProxies(this WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        TellIgnored(app, proxies);
        if (proxies.Count == 0) return;
        // No limit: from the nearest proxy on as far as they are trusted.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    // .NET takes 10 for 0.0.0.10 and 10.0.0 for 10.0.0.0: an IPv4 address is written in four parts.
    static IPNetwork Network(string entry)
    {
        var written = entry.Split('/')[0];
        if (IPAddress.TryParse(written, out var address) && (written.Contains(':') || written.Count(one => one == '.') == 3))
        {
            if (written == entry) return new(address, address.GetAddressBytes().Length * 8);
            if (IPNetwork.TryParse(entry, out var network) && network.BaseAddress.Equals(address)) return network;
        }
        throw new ConfigurationException("ForwardedHeaders", entry, AllowedFormat);
    }

    static void TellIgnored(WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        var (log, told) = (app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KantanSim.Proxy"), 0);
        app.Use((http, next) =>
        {
            var from = http.Connection.RemoteIpAddress;
            if (Volatile.Read(ref told) == 0 && Array.Find(Names, http.Request.Headers.ContainsKey) is { } name && !IsTrusted(from, proxies)
                && Interlocked.Exchange(ref told, 1) == 0)
                LogIgnored(log, name, from?.ToString() ?? "a socket");
            return next(http);
        });
    }

    // As the middleware looks at it: IPv4 in IPv6 is both.
    static bool IsTrusted(IPAddress? address, IReadOnlyList<IPNetwork> proxies) => address is not null
        && proxies.Any(network => network.Contains(address) || (address.IsIPv4MappedToIPv6 && network.Contains(address.MapToIPv4())));

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Header} from {Address} is ignored, as are further ones: "
        + "set KantanSim:ForwardedHeaders to the address of the proxy, so that URLs get its scheme, host and path")]
    static partial void LogIgnored(ILogger log, string header, string address);
}
