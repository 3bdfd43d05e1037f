using System.Collections.Immutable;

namespace KantanSim.Startup;

/// <summary>A setting of section <c>KantanSim</c>.</summary>
/// <param name="Name">As in <c>--KantanSim:NAME=VALUE</c>.</param>
/// <param name="Default">As text; empty when nothing is set.</param>
/// <param name="Meaning">One sentence for <c>--help</c>.</param>
internal sealed record Setting(string Name, string Default, string Meaning)
{
    public override string ToString() => Name;
}

/// <summary>Every setting with its default, as data.</summary>
internal static class SettingCatalog
{
    public const string Section = "KantanSim";

    public static readonly Setting Data         = new("Data", "./data", "Database folder; :memory: keeps nothing.");
    public static readonly Setting Scenarios    = new("Scenarios", "./scenarios", "Folder of scenario files; without it the files beside the program.");
    public static readonly Setting Mappings     = new("Mappings", "./mappings", "Folder of WireMock mapping files; need not exist.");
    public static readonly Setting PublicUrl    = new("PublicUrl", "", "Base of every URL handed out; without it the host of the request.");
    public static readonly Setting PathBase     = new("PathBase", "", "Path below which everything is served, such as /sim; without it that of PublicUrl.");
    public static readonly Setting ForwardedHeaders =
        new("ForwardedHeaders", "", "Addresses and CIDR ranges of proxies whose X-Forwarded-* headers count; without it none.");
    public static readonly Setting Shops        = new("Shops:N:NAME", "", "Shops at the start, see below; without them the demo shop.");
    public static readonly Setting Clock        = new("Clock", "Real", "Real, Manual (stands still), or an ISO 8601 instant to stand at.");
    public static readonly Setting Seed         = new("Seed", "", "Whole number that makes every identifier repeat from run to run.");
    public static readonly Setting AdminToken   = new("AdminToken", "", "Token for /api and the dashboard; generated when others can connect.");
    public static readonly Setting AllowedHosts = new("AllowedHosts", "", "Further host names of the dashboard, /api and the demo shop.");
    public static readonly Setting Tls          = new("Tls", "false", "Serves https beside http, with a certificate of its own CA.");
    public static readonly Setting TlsPort      = new("TlsPort", "8443", "Port of https; 0 for any free port.");
    public static readonly Setting KeepPayments = new("KeepPayments", "1000000", "Payments kept, 1 to 100000000; the oldest finished ones go first.");
    public static readonly Setting KeepDays     = new("KeepDays", "0", "Simulated days a finished payment is kept, 0 (for ever) to 36500.");
    public static readonly Setting Metrics      = new("Metrics", "false", "Serves /metrics for Prometheus.");
    public static readonly Setting LogFormat    = new("LogFormat", "text", "text, or json: one JSON object a line.");
    public static readonly Setting TesterStrip  = new("TesterStrip", "true", "Buttons for testers on the wallet's pages.");
    public static readonly Setting NotifyAllow  =
        new("NotifyAllow", KantanSim.Merchants.AllowedHosts.Default, "Hosts and CIDR ranges that notifications and returns may go to.");
    public static readonly Setting CaFile       = new("CaFile", "", "PEM file of CAs for merchants' https, beside the system's.");
    public static readonly Setting Protocol     = new("Protocol:NAME", "", "What nobody can confirm of the live service, see below.");

    public static readonly ImmutableArray<Setting> All =
    [
        Data, Scenarios, Mappings, PublicUrl, PathBase, ForwardedHeaders, Shops, Clock, Seed, AdminToken, AllowedHosts, Tls, TlsPort, KeepPayments, KeepDays, Metrics, LogFormat,
        TesterStrip, NotifyAllow, CaFile, Protocol,
    ];

    public static readonly Setting ShopId       = new("ShopId", "", "13 characters or fewer; required.");
    public static readonly Setting ShopPass     = new("ShopPass", "", "10 characters or fewer; required.");
    public static readonly Setting ShopName     = new("Name", "", "Name on the wallet's pages.");
    public static readonly Setting NotifyUrl    = new("NotifyUrl", "", "Where result notifications are posted to.");
    public static readonly Setting ShopScenario = new("Scenario", "", "Scenario that its payments play.");
    public static readonly Setting Recruit      = new("Recruit", "Contracted", "Contract: Contracted, Pending or None.");
    public static readonly Setting ShopProtocol = new("Protocol:NAME", "", "Choices of this shop alone.");

    /// <summary>The settings of one shop, below <c>Shops:N</c>.</summary>
    public static readonly ImmutableArray<Setting> OfShop = [ShopId, ShopPass, ShopName, NotifyUrl, ShopScenario, Recruit, ShopProtocol];

    /// <summary>The first part of a name: what stands directly in its section.</summary>
    public static string Key(Setting setting) => setting.Name.Split(':')[0];
}
