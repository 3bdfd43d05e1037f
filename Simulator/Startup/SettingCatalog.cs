#pragma warning disable format // aligned tables
using System.Collections.Immutable;

namespace KantanSim.Startup;

/// <summary>A setting of section <c>KantanSim</c>.</summary>
/// <param name="Name">As in <c>--KantanSim:NAME=VALUE</c>.</param>
/// <param name="Default">The default as text; empty for none.</param>
/// <param name="Meaning">One sentence for <c>--help</c>.</param>
internal sealed record Setting(string Name, string Default, string Meaning)
{
    public override string ToString() => Name;
}

/// <summary>All settings with their defaults.</summary>
internal static class SettingCatalog
{
    public const string Section = "KantanSim";

    public static readonly Setting Data         = new("Data", "./data", "Database folder, or :memory: to store nothing on disk.");
    public static readonly Setting Scenarios    = new("Scenarios", "./scenarios", "Folder of scenario files; fallback: built-in files.");
    public static readonly Setting Mappings     = new("Mappings", "./mappings", "Folder of WireMock mapping files; it need not exist.");
    public static readonly Setting PublicUrl    = new("PublicUrl", "", "Base of all generated URLs; default: the host of the request.");
    public static readonly Setting PathBase     = new("PathBase", "", "Path prefix of all endpoints, such as /sim; default: PublicUrl's.");
    public static readonly Setting ForwardedHeaders =
        new("ForwardedHeaders", "", "Addresses and CIDR ranges of proxies whose X-Forwarded-* headers are trusted; default: none.");
    public static readonly Setting Shops        = new("Shops:N:NAME", "", "Shops at the start, see below; default: the demo shop.");
    public static readonly Setting Clock        = new("Clock", "Real", "Real, Manual (frozen), or an ISO 8601 instant to freeze at.");
    public static readonly Setting Seed         = new("Seed", "", "Whole number that makes all identifiers the same in every run.");
    public static readonly Setting AdminToken   = new("AdminToken", "", "Token of /api and dashboard; generated if others can connect.");
    public static readonly Setting AllowedHosts = new("AllowedHosts", "", "More host names of the dashboard, /api and the demo shop.");
    public static readonly Setting Tls          = new("Tls", "false", "Serves https next to http, with a certificate of its own CA.");
    public static readonly Setting TlsPort      = new("TlsPort", "8443", "Port of https; 0 for any free port.");
    public static readonly Setting KeepPayments =
        new("KeepPayments", "1000000", "Maximum number of payments, 1 to 100000000; the oldest finished ones are deleted first.");
    public static readonly Setting KeepDays     = new("KeepDays", "0", "Simulated days a finished payment is kept, 0 (for ever) to 36500.");
    public static readonly Setting Metrics      = new("Metrics", "false", "Serves /metrics for Prometheus.");
    public static readonly Setting Mcp          = new("Mcp", "false", "Serves /mcp, tools for coding agents (Model Context Protocol).");
    public static readonly Setting LogFormat    = new("LogFormat", "text", "text, or json for one JSON object per line.");
    public static readonly Setting TesterStrip  = new("TesterStrip", "true", "Buttons for testers on the wallet's pages.");
    public static readonly Setting NotifyAllow  =
        new("NotifyAllow", KantanSim.Merchants.AllowedHosts.Default, "Hosts and CIDR ranges that notifications and returns can go to.");
    public static readonly Setting CaFile       = new("CaFile", "", "PEM file of CAs for merchants' https, in addition to the system's.");
    public static readonly Setting Protocol     = new("Protocol:NAME", "", "Unconfirmed behaviour of the live service, see below.");

    public static readonly ImmutableArray<Setting> All =
    [
        Data, Scenarios, Mappings, PublicUrl, PathBase, ForwardedHeaders, Shops, Clock, Seed, AdminToken, AllowedHosts, Tls, TlsPort,
        KeepPayments, KeepDays, Metrics, Mcp, LogFormat, TesterStrip, NotifyAllow, CaFile, Protocol,
    ];

    public static readonly Setting ShopId       = new("ShopId", "", "13 characters or fewer; required.");
    public static readonly Setting ShopPass     = new("ShopPass", "", "10 characters or fewer; required.");
    public static readonly Setting ShopName     = new("Name", "", "Name on the wallet's pages.");
    public static readonly Setting NotifyUrl    = new("NotifyUrl", "", "URL that receives result notifications.");
    public static readonly Setting ShopScenario = new("Scenario", "", "Scenario of its payments.");
    public static readonly Setting Recruit      = new("Recruit", "Contracted", "Contract: Contracted, Pending or None.");
    public static readonly Setting ShopMembers  = new("Members", "Shared", "Shared, or Own for wallet members of its own.");
    public static readonly Setting ResultFrom   = new("ResultFrom", "Any", "Any, or Notification if it learns results by them alone.");
    public static readonly Setting ShopProtocol = new("Protocol:NAME", "", "Protocol options of this shop.");
    public static readonly Setting ShopAdvice   = new("Advice:RULE", "", "Reason why a rule of the advice is off for this shop.");

    /// <summary>The settings of one shop, below <c>Shops:N</c>.</summary>
    public static readonly ImmutableArray<Setting> OfShop =
        [ShopId, ShopPass, ShopName, NotifyUrl, ShopScenario, Recruit, ShopMembers, ResultFrom, ShopProtocol, ShopAdvice];

    /// <summary>The first part of a setting's name: its key within the section.</summary>
    public static string Key(Setting setting) => setting.Name.Split(':')[0];
}
