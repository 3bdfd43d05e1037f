using System.Globalization;
using KantanSim.Control;
using KantanSim.Protocol;
using KantanSim.Storage;

namespace KantanSim;

/// <summary>The settings of section <c>KantanSim</c>: appsettings.json, environment <c>KantanSim__Name</c>, command line <c>--KantanSim:Name</c>.</summary>
internal sealed record SimulatorOptions
{
    static readonly string[] Names = ["Data", "Scenarios", "Mappings", "PublicUrl", "Shops", "Clock", "Seed", "AdminToken", "AllowedHosts", "Tls", "TlsPort", "NotifyAllow", "KeepPayments", "KeepDays", "TesterStrip", "Metrics", "LogFormat", "Protocol"];
    static readonly string[] ShopNames = ["ShopId", "ShopPass", "Name", "NotifyUrl", "Scenario", "Recruit", "Protocol"];

    /// <summary>The folder of the database; <c>:memory:</c> keeps nothing.</summary>
    public string Data { get; init; } = "./data";
    /// <summary>The folder of scenario files.</summary>
    public string Scenarios { get; init; } = "";
    /// <summary>The folder of WireMock mapping files for what KantanSim does not model; it need not exist.</summary>
    public string Mappings { get; init; } = "./mappings";
    /// <summary>The base of every URL handed out, without a slash at its end; null: as the caller reached us.</summary>
    public string? PublicUrl { get; init; }
    /// <summary>Shops that exist at the start; none given: the demo shop.</summary>
    public IReadOnlyList<Shop> Shops { get; init; } = [];
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
    public int TlsPort { get; init; } = 8443;
    /// <summary>Where notifications and returns may go.</summary>
    public string NotifyAllow { get; init; } = Notifications.AllowedHosts.Default;

    /// <summary>So many payments are kept; of more, the oldest finished ones go.</summary>
    public int KeepPayments { get; init; } = 1_000_000;
    /// <summary>So many simulated days a finished payment is kept after its last change; 0: for ever.</summary>
    public int KeepDays { get; init; }

    /// <summary>Whether the wallet's pages end with a strip by which testers approve, cancel or decline at a click.</summary>
    public bool TesterStrip { get; init; } = true;

    /// <summary>Whether <c>/metrics</c> answers Prometheus.</summary>
    public bool Metrics { get; init; }

    /// <summary>Whether the log is one JSON object a line.</summary>
    public bool LogsJson { get; init; }

    /// <summary>What nobody can confirm of the live service, as chosen for all shops.</summary>
    public Choices Protocol { get; init; } = new();

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static SimulatorOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("KantanSim");
        Known(section, "", Names);
        var options = new SimulatorOptions
        {
            Data = Text(section, "Data") ?? "./data",
            Scenarios = Text(section, "Scenarios") ?? DefaultScenarios,
            Mappings = Text(section, "Mappings") ?? "./mappings",
            PublicUrl = Url(section, "PublicUrl"),
            Shops = [.. section.GetSection("Shops").GetChildren().Select(ReadShop)],
            ClockStandsAt = ReadClock(Text(section, "Clock") ?? "Real"),
            Seed = ReadSeed(Text(section, "Seed")),
            AdminToken = Text(section, "AdminToken"),
            AllowedHosts = ReadHosts(Text(section, "AllowedHosts") ?? ""),
            Tls = ReadFlag(section, "Tls", whenMissing: false),
            TlsPort = ReadPort(Text(section, "TlsPort") ?? "8443"),
            NotifyAllow = Text(section, "NotifyAllow") ?? Notifications.AllowedHosts.Default,
            KeepPayments = ReadNumber(section, "KeepPayments", 1, 100_000_000, whenMissing: 1_000_000),
            KeepDays = ReadNumber(section, "KeepDays", 0, 36_500, whenMissing: 0),
            TesterStrip = ReadFlag(section, "TesterStrip", whenMissing: true),
            Metrics = ReadFlag(section, "Metrics", whenMissing: false),
            LogsJson = ReadLogFormat(Text(section, "LogFormat") ?? "text"),
            Protocol = ChoiceTable.Apply(new(), ReadChoices(section, "", ofShop: false)),
        };
        Check(options, section);
        return options;
    }

    static void Check(SimulatorOptions options, IConfigurationSection section)
    {
        _ = new Notifications.AllowedHosts(options.NotifyAllow);
        if (Text(section, "Scenarios") is { } folder && !Directory.Exists(folder))
            throw new SettingException("Scenarios", folder, "a folder that exists");
        if (Text(section, "Mappings") is { } mappings && !Directory.Exists(mappings))
            throw new SettingException("Mappings", mappings, "a folder that exists");
        if (options.Data != Store.InMemory && File.Exists(options.Data))
            throw new SettingException("Data", options.Data, "a folder, or :memory:");
        if (options.Shops.GroupBy(shop => shop.ShopId).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new SettingException("Shops", twice.Key, "each ShopId once");
    }

    // Beside the caller, as in a clone; else beside the program, as in a package.
    static string DefaultScenarios => Directory.Exists("./scenarios") ? "./scenarios" : Path.Combine(AppContext.BaseDirectory, "scenarios");

    static Shop ReadShop(IConfigurationSection section)
    {
        var at = $"Shops:{section.Key}";
        Known(section, at + ":", ShopNames);
        var shop = new Shop
        {
            ShopId = Text(section, "ShopId") ?? "",
            ShopPass = Text(section, "ShopPass") ?? "",
            Name = Text(section, "Name") ?? "",
            NotifyUrl = Text(section, "NotifyUrl") ?? "",
            Scenario = Text(section, "Scenario") ?? "",
            Recruit = ReadContract(at, Text(section, "Recruit") ?? nameof(ContractState.Contracted)),
            Protocol = ReadChoices(section, at + ":", ofShop: true),
        };
        foreach (var (field, value, allowed) in KantanSim.Protocol.Shops.Faults(shop)) throw new SettingException($"{at}:{field}", value, allowed);
        return shop;
    }

    static Dictionary<string, string> ReadChoices(IConfigurationSection section, string at, bool ofShop)
    {
        var written = section.GetSection("Protocol").GetChildren().ToDictionary(choice => choice.Key, choice => choice.Value ?? "");
        foreach (var (name, value, allowed) in ChoiceTable.Faults(written, ofShop)) throw new SettingException($"{at}Protocol:{name}", value, allowed);
        return written;
    }

    static ContractState ReadContract(string at, string text) =>
        Enum.TryParse<ContractState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(text[0])
            ? state : throw new SettingException($"{at}:Recruit", text, "Contracted, Pending or None");

    static DateTimeOffset? ReadClock(string text) =>
        text.Equals("Real", StringComparison.OrdinalIgnoreCase) ? null
        : text.Equals("Manual", StringComparison.OrdinalIgnoreCase) ? TimeProvider.System.GetUtcNow()
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime()
        : throw new SettingException("Clock", text, "Real, Manual, or an ISO 8601 instant such as 2026-01-15T09:00:00+09:00");

    static long? ReadSeed(string? text) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw new SettingException("Seed", text, "a whole number");

    static List<string> ReadHosts(string list)
    {
        var hosts = list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).ToList();
        return hosts.Find(host => !HostNames.IsEntry(host)) is { } wrong ? throw new SettingException("AllowedHosts", wrong, HostNames.Allowed) : hosts;
    }

    static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535 ? port
        : throw new SettingException("TlsPort", text, "a port from 1 to 65535, or 0 for any that is free");

    static int ReadNumber(IConfigurationSection section, string name, int from, int to, int whenMissing) =>
        Text(section, name) is not { } text ? whenMissing
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number
        : throw new SettingException(name, text, $"a whole number from {from} to {to}");

    static bool ReadLogFormat(string text) =>
        text.Equals("json", StringComparison.OrdinalIgnoreCase)
        || (text.Equals("text", StringComparison.OrdinalIgnoreCase) ? false : throw new SettingException("LogFormat", text, "text or json"));

    static bool ReadFlag(IConfigurationSection section, string name, bool whenMissing) =>
        Text(section, name) is not { } text ? whenMissing
        : bool.TryParse(text, out var flag) ? flag
        : throw new SettingException(name, text, "true or false");

    static string? Url(IConfigurationSection section, string name) =>
        Text(section, name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? text.TrimEnd('/')
        : throw new SettingException(name, text, "an absolute http or https URL");

    static string? Text(IConfigurationSection section, string name) => section[name] is { Length: > 0 } text ? text : null;

    static void Known(IConfigurationSection section, string at, string[] names)
    {
        foreach (var child in section.GetChildren())
            if (!names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw new SettingException(at + child.Key, child.Value ?? "", "no such setting; there are " + string.Join(", ", names));
    }
}
