using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace KantanSim.Web;

/// <summary>Takes <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c> and <c>-Prefix</c> from trusted proxies, by ASP.NET's middleware.</summary>
internal static partial class ForwardedBy
{
    public const string Allowed = "addresses and CIDR ranges of proxies, separated by commas, such as 10.0.0.0/8, 127.0.0.1";

    static readonly string[] Names = ["X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-For"];

    /// <returns>Null when one of them is neither.</returns>
    public static IReadOnlyList<IPNetwork>? Read(string list)
    {
        var networks = new List<IPNetwork>();
        foreach (var entry in list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(entry, out var address)) networks.Add(new(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(entry, out var network)) networks.Add(network);
            else return null;
        }
        return networks;
    }

    /// <param name="proxies">Empty: nobody is believed.</param>
    public static void UseForwardedBy(this WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        if (proxies.Count > 0)
        {
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies) options.KnownIPNetworks.Add(network);
            app.UseForwardedHeaders(options);
        }
        TellIgnored(app);
    }

    // The middleware takes away the headers that it believes.
    static void TellIgnored(WebApplication app)
    {
        var (log, told) = (app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KantanSim.Proxy"), 0);
        app.Use((http, next) =>
        {
            if (Volatile.Read(ref told) == 0 && Array.Find(Names, http.Request.Headers.ContainsKey) is { } name && Interlocked.Exchange(ref told, 1) == 0)
                LogIgnored(log, name, $"{http.Connection.RemoteIpAddress}");
            return next(http);
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Header} from {Address} is ignored, as are further ones: set KantanSim:ForwardedHeaders to the address of the proxy, so that URLs get its scheme, host and path")]
    static partial void LogIgnored(ILogger log, string header, string address);
}
