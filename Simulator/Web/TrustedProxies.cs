using System.Net;
using KantanSim.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace KantanSim.Web;

/// <summary>
/// Accepts <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> from trusted proxies, by ASP.NET's middleware.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>Allowed values of the setting, for messages.</summary>
    public const string AllowedFormat = "addresses and CIDR ranges of proxies, separated by commas, such as 10.0.0.0/8, 127.0.0.1";

    /// <exception cref="ConfigurationException">An entry is neither an address nor a range.</exception>
    public static IReadOnlyList<IPNetwork> Read(string list) =>
        [.. list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Network)];

    /// <param name="proxies">When empty, no proxy is trusted.</param>
    public static void UseTrustedProxies(this WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        app.UseMiddleware<IgnoredForwardingMiddleware>(proxies);
        if (proxies.Count == 0) return;
        // Without a limit: from the nearest proxy on, as long as they are trusted.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    // .NET reads 10 as 0.0.0.10 and 10.0.0 as 10.0.0.0: an IPv4 address must have four parts.
    static IPNetwork Network(string entry)
    {
        var written = entry.Split('/')[0];
        var isComplete = written.Contains(':') || written.Count(character => character == '.') == 3;
        if (isComplete && IPAddress.TryParse(written, out var address))
        {
            if (written == entry) return new(address, address.GetAddressBytes().Length * 8);
            if (IPNetwork.TryParse(entry, out var network) && network.BaseAddress.Equals(address)) return network;
        }
        throw new ConfigurationException("ForwardedHeaders", entry, AllowedFormat);
    }
}
