namespace KantanSim.Configuration;

/// <summary>
/// The settings of section <c>KantanSim</c>, from appsettings.json, environment <c>KantanSim__Name</c> and command line
/// <c>--KantanSim:Name</c>.
/// </summary>
internal sealed record SimulatorOptions
{
    /// <summary>The database folder, or <c>:memory:</c> for a database that is lost at exit.</summary>
    public required string Data { get; init; }

    /// <summary>The folder of scenario files.</summary>
    public required string Scenarios { get; init; }

    /// <summary>The folder of WireMock mapping files, for endpoints that KantanSim does not model. It need not exist.</summary>
    public required string Mappings { get; init; }

    /// <summary>The base of all URLs in responses and pages, without a trailing slash; null: the host of the request.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The path prefix of all endpoints; empty for the root.</summary>
    public PathString PathBase { get; init; }

    /// <summary>The proxies whose X-Forwarded-* headers are trusted.</summary>
    public required IReadOnlyList<System.Net.IPNetwork> ForwardedHeaders { get; init; }

    /// <summary>The time at which the clock is frozen, in UTC; null for a clock that runs with real time.</summary>
    public DateTimeOffset? ClockStandsAt { get; init; }

    /// <summary>Whether a clock that is stored stands at its own time instead of <see cref="ClockStandsAt"/>.</summary>
    public bool KeepsStoredClock { get; init; }

    /// <summary>The seed of all generated identifiers, which makes them the same in every run; null for random ones.</summary>
    public long? Seed { get; init; }

    /// <summary>
    /// The token for <c>/api</c> and the dashboard. Null: no token is required, or one is generated when the server listens on
    /// more than loopback.
    /// </summary>
    public string? AdminToken { get; init; }

    /// <summary>Additional host names of the dashboard, the control API and the demo shop.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether https is served in addition to http, with a certificate of KantanSim's own CA.</summary>
    public bool Tls { get; init; }

    /// <summary>The https port; 0 for any free port.</summary>
    public int TlsPort { get; init; }

    /// <summary>The hosts and CIDR ranges that notifications and returns may be sent to.</summary>
    public required string NotifyAllow { get; init; }

    /// <summary>A PEM file of CAs that are trusted for merchants' servers in addition to the system's; null for none.</summary>
    public string? CaFile { get; init; }

    /// <summary>Maximum number of payments kept; the oldest finished ones are deleted first.</summary>
    public int KeepPayments { get; init; }

    /// <summary>Simulated days that a finished payment is kept after its last change; 0: for ever.</summary>
    public int KeepDays { get; init; }

    /// <summary>Whether the wallet's pages have buttons for testers that approve, cancel or decline with one click.</summary>
    public bool TesterStrip { get; init; }

    /// <summary>Whether Prometheus metrics are served at <c>/metrics</c>.</summary>
    public bool Metrics { get; init; }

    /// <summary>Whether tools for coding agents are served at <c>/mcp</c>.</summary>
    public bool Mcp { get; init; }

    /// <summary>Whether the log is written as one JSON object per line.</summary>
    public bool LogsJson { get; init; }
}
