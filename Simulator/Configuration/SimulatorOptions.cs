namespace KantanSim.Configuration;

/// <summary>The settings of section <c>KantanSim</c>: appsettings.json, environment <c>KantanSim__Name</c>, command line <c>--KantanSim:Name</c>.</summary>
internal sealed record SimulatorOptions
{
    /// <summary>The folder of the database; <c>:memory:</c> keeps nothing.</summary>
    public required string Data { get; init; }
    /// <summary>The folder of scenario files.</summary>
    public required string Scenarios { get; init; }
    /// <summary>The folder of WireMock mapping files for what KantanSim does not model; it need not exist.</summary>
    public required string Mappings { get; init; }
    /// <summary>The base of every URL handed out, without a slash at its end; null: as the caller reached us.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Below which everything is served; empty: the root.</summary>
    public PathString PathBase { get; init; }

    /// <summary>The proxies whose X-Forwarded-* headers count.</summary>
    public required IReadOnlyList<System.Net.IPNetwork> ForwardedHeaders { get; init; }
    /// <summary>Null for a clock that runs with real time; else where it stands until it is moved.</summary>
    public DateTimeOffset? ClockStandsAt { get; init; }
    /// <summary>Makes every identifier repeat from run to run.</summary>
    public long? Seed { get; init; }
    /// <summary>What <c>/api</c> and the dashboard ask for; null: nothing, or one that is made when the server listens beyond loopback.</summary>
    public string? AdminToken { get; init; }
    /// <summary>Further host names under which the operator may come.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
    /// <summary>Whether https is served beside http, with a certificate of our own making.</summary>
    public bool Tls { get; init; }
    /// <summary>The port of https; 0 for any that is free.</summary>
    public int TlsPort { get; init; }
    /// <summary>Where notifications and returns may go.</summary>
    public required string NotifyAllow { get; init; }
    /// <summary>A PEM file of CAs that are trusted for merchants' servers beside the system's, or null.</summary>
    public string? CaFile { get; init; }

    /// <summary>Maximum number of payments kept; the oldest finished ones are deleted first.</summary>
    public int KeepPayments { get; init; }
    /// <summary>Simulated days that a finished payment is kept after its last change; 0: for ever.</summary>
    public int KeepDays { get; init; }

    /// <summary>Whether the wallet's pages end with a strip by which testers approve, cancel or decline at a click.</summary>
    public bool TesterStrip { get; init; }

    /// <summary>Whether <c>/metrics</c> answers Prometheus.</summary>
    public bool Metrics { get; init; }

    /// <summary>Whether the log is one JSON object a line.</summary>
    public bool LogsJson { get; init; }
}
