using System.Globalization;
using KantanSim.Admin;
using KantanSim.Certificates;
using KantanSim.Clocks;
using KantanSim.Configuration;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Web;

namespace KantanSim.Startup;

/// <summary>The settings of section <c>KantanSim</c>, read and validated.</summary>
/// <param name="Shops">Shops to create at the start; empty for the demo shop.</param>
/// <param name="Protocol">The options for unconfirmed behaviour of the live service, for all shops.</param>
internal sealed record Settings(SimulatorOptions Options, IReadOnlyList<Shop> Shops, ProtocolOptions Protocol);

/// <summary>Reads and validates the settings of section <c>KantanSim</c>.</summary>
internal static class SettingsReader
{
    /// <exception cref="ConfigurationException">A setting is invalid.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(SettingCatalog.Section);
        CheckNames(section, "", SettingCatalog.All);
        var options = new SimulatorOptions
        {
            Data = Text(section, SettingCatalog.Data),
            Scenarios = Given(section, SettingCatalog.Scenarios) ?? DefaultScenarios,
            Mappings = Text(section, SettingCatalog.Mappings),
            PublicUrl = ReadUrl(section, SettingCatalog.PublicUrl),
            PathBase = ReadPathBase(Text(section, SettingCatalog.PathBase)),
            ForwardedHeaders = TrustedProxies.Read(Text(section, SettingCatalog.ForwardedHeaders)),
            ClockStandsAt = ReadClock(Text(section, SettingCatalog.Clock)),
            KeepsStoredClock = Text(section, SettingCatalog.Clock).Equals(ManualClock, StringComparison.OrdinalIgnoreCase),
            Seed = ReadSeed(Given(section, SettingCatalog.Seed)),
            AdminToken = ReadToken(Given(section, SettingCatalog.AdminToken)),
            AllowedHosts = ReadHosts(Text(section, SettingCatalog.AllowedHosts)),
            Tls = ReadFlag(section, SettingCatalog.Tls),
            TlsPort = ReadPort(Text(section, SettingCatalog.TlsPort)),
            NotifyAllow = Text(section, SettingCatalog.NotifyAllow),
            CaFile = Given(section, SettingCatalog.CaFile),
            KeepPayments = ReadNumber(section, SettingCatalog.KeepPayments, 1, 100_000_000),
            KeepDays = ReadNumber(section, SettingCatalog.KeepDays, 0, 36_500),
            TesterStrip = ReadFlag(section, SettingCatalog.TesterStrip),
            Metrics = ReadFlag(section, SettingCatalog.Metrics),
            Mcp = ReadFlag(section, SettingCatalog.Mcp),
            LogsJson = ReadLogFormat(Text(section, SettingCatalog.LogFormat)),
        };
        options = WithSamePathBase(options);
        var shops = section.GetSection(SettingCatalog.Key(SettingCatalog.Shops)).GetChildren().Select(ReadShop).ToList();
        Check(options, shops, section);
        return new(options, shops, ProtocolOptionCatalog.Apply(new(), ReadProtocol(section, "", ofShop: false)));
    }

    static void Check(SimulatorOptions options, List<Shop> shops, IConfigurationSection section)
    {
        _ = new AllowedHosts(options.NotifyAllow);
        if (options.CaFile is { } file) CheckCaFile(file);
        if (Given(section, SettingCatalog.Scenarios) is { } folder && !Directory.Exists(folder))
            throw Wrong("Scenarios", folder, "a folder that exists");
        if (Given(section, SettingCatalog.Mappings) is { } mappings && !Directory.Exists(mappings))
            throw Wrong("Mappings", mappings, "a folder that exists");
        if (options.Data != Store.InMemory && File.Exists(options.Data))
            throw Wrong("Data", options.Data, "a folder, or :memory:");
        if (shops.GroupBy(shop => shop.ShopId).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Wrong("Shops", twice.Key, "each ShopId once");
    }

    static void CheckCaFile(string file)
    {
        try
        {
            _ = TrustedCaFile.Read(file);
        }
        catch (Exception fault) when (TrustedCaFile.IsFault(fault))
        {
            throw Wrong("CaFile", file, $"{TrustedCaFile.Allowed} ({fault.Message})");
        }
    }

    // The folder in the working directory, as in a clone of the repository; otherwise the one next to the program, as in a package.
    static string DefaultScenarios =>
        Directory.Exists(SettingCatalog.Scenarios.Default)
            ? SettingCatalog.Scenarios.Default
            : Path.Combine(AppContext.BaseDirectory, "scenarios");

    static PathString ReadPathBase(string text)
    {
        if (text.Length == 0) return default;
        return BasePath.IsAllowed(text) ? new(text) : throw Wrong("PathBase", text, BasePath.AllowedFormat);
    }

    // Gives PublicUrl and PathBase the same path, so that generated URLs lead to this server's endpoints.
    static SimulatorOptions WithSamePathBase(SimulatorOptions options)
    {
        if (options.PublicUrl is not { } url) return options;
        var path = new Uri(url).AbsolutePath.TrimEnd('/');
        if (path.Length == 0) return options with { PublicUrl = url + options.PathBase.Value };
        if (options.PathBase.HasValue && options.PathBase.Value != path)
            throw Wrong("PathBase", options.PathBase.Value!, $"{path}, the path of PublicUrl, or a PublicUrl without a path");
        if (!BasePath.IsAllowed(path)) throw Wrong("PublicUrl", url, $"a URL whose path is {BasePath.AllowedFormat}");
        return options with { PathBase = new(path) };
    }

    static Shop ReadShop(IConfigurationSection section)
    {
        var prefix = $"Shops:{section.Key}";
        CheckNames(section, prefix + ":", SettingCatalog.OfShop);
        var shop = new Shop
        {
            ShopId = Text(section, SettingCatalog.ShopId),
            ShopPass = Text(section, SettingCatalog.ShopPass),
            Name = Text(section, SettingCatalog.ShopName),
            NotifyUrl = Text(section, SettingCatalog.NotifyUrl),
            Scenario = Text(section, SettingCatalog.ShopScenario),
            Recruit = ReadContract(prefix, Text(section, SettingCatalog.Recruit)),
            Members = ReadMembers(prefix, Text(section, SettingCatalog.ShopMembers)),
            ResultFrom = ReadResultSource(prefix, Text(section, SettingCatalog.ResultFrom)),
            Protocol = ReadProtocol(section, prefix + ":", ofShop: true),
            Advice = ReadAdvice(section, prefix),
        };
        foreach (var (field, value, allowed) in ShopRepository.Faults(shop)) throw Wrong($"{prefix}:{field}", value, allowed);
        return shop;
    }

    static Dictionary<string, string> ReadProtocol(IConfigurationSection section, string prefix, bool ofShop)
    {
        var values = section.GetSection(SettingCatalog.Key(SettingCatalog.Protocol))
            .GetChildren()
            .ToDictionary(option => option.Key, option => option.Value ?? "");
        foreach (var (name, value, allowed) in ProtocolOptionCatalog.Validate(values, ofShop))
            throw Wrong($"{prefix}Protocol:{name}", value, allowed);
        return values;
    }

    static Dictionary<string, string> ReadAdvice(IConfigurationSection section, string prefix)
    {
        var reasons = section.GetSection(SettingCatalog.Key(SettingCatalog.ShopAdvice))
            .GetChildren()
            .ToDictionary(rule => rule.Key, rule => rule.Value ?? "");
        foreach (var (rule, reason, allowed, _) in SwitchedOffRules.Faults(reasons))
            throw Wrong($"{prefix}:Advice:{rule}", reason, allowed);
        return reasons;
    }

    // TryParse also accepts numbers.
    static ContractState ReadContract(string prefix, string text) =>
        Enum.TryParse<ContractState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(text[0])
            ? state
            : throw Wrong($"{prefix}:Recruit", text, "Contracted, Pending or None");

    static ShopMembers ReadMembers(string prefix, string text)
    {
        if (text.Equals("Shared", StringComparison.OrdinalIgnoreCase)) return ShopMembers.Shared;
        if (text.Equals("Own", StringComparison.OrdinalIgnoreCase)) return ShopMembers.Own;
        throw Wrong($"{prefix}:Members", text, "Shared or Own");
    }

    static ResultSource ReadResultSource(string prefix, string text)
    {
        if (text.Equals("Any", StringComparison.OrdinalIgnoreCase)) return ResultSource.Any;
        if (text.Equals("Notification", StringComparison.OrdinalIgnoreCase)) return ResultSource.Notification;
        throw Wrong($"{prefix}:ResultFrom", text, "Any or Notification");
    }

    const string ManualClock = "Manual";

    static DateTimeOffset? ReadClock(string text)
    {
        if (text.Equals("Real", StringComparison.OrdinalIgnoreCase)) return null;
        if (text.Equals(ManualClock, StringComparison.OrdinalIgnoreCase)) return TimeProvider.System.GetUtcNow();
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && SimulatedClock.IsInRange(time)) return time.ToUniversalTime();
        throw Wrong("Clock", text, "Real, Manual, or an ISO 8601 instant from the year 2000 to 2999, such as 2026-01-15T09:00:00+09:00");
    }

    // Requests that carry it are trimmed.
    static string? ReadToken(string? token) =>
        token == token?.Trim() ? token : throw Wrong("AdminToken", token!, "a text that does not begin or end with a space");

    static long? ReadSeed(string? text)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)) return seed;
        throw Wrong("Seed", text, "a whole number");
    }

    static List<string> ReadHosts(string list)
    {
        var hosts = list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (hosts.Find(host => !HostFilter.IsEntry(host)) is { } invalid) throw Wrong("AllowedHosts", invalid, HostFilter.AllowedFormat);
        return hosts;
    }

    static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535
            ? port
            : throw Wrong("TlsPort", text, "a port from 1 to 65535, or 0 for any free port");

    static int ReadNumber(IConfigurationSection section, Setting setting, int from, int to)
    {
        var text = Text(section, setting);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            return number;
        throw Wrong(setting.Name, text, $"a whole number from {from} to {to}");
    }

    /// <returns>Whether the log is written as JSON.</returns>
    static bool ReadLogFormat(string text)
    {
        if (text.Equals("json", StringComparison.OrdinalIgnoreCase)) return true;
        if (text.Equals("text", StringComparison.OrdinalIgnoreCase)) return false;
        throw Wrong("LogFormat", text, "text or json");
    }

    static bool ReadFlag(IConfigurationSection section, Setting setting) =>
        bool.TryParse(Text(section, setting), out var flag)
            ? flag
            : throw Wrong(setting.Name, Text(section, setting), "true or false");

    static string? ReadUrl(IConfigurationSection section, Setting setting)
    {
        if (Given(section, setting) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.Query.Length + url.Fragment.Length == 0) return text.TrimEnd('/');
        throw Wrong(setting.Name, text, "an absolute http or https URL without query and fragment");
    }

    /// <summary>The value, or the default when it is not set or empty.</summary>
    static string Text(IConfigurationSection section, Setting setting) => Given(section, setting) ?? setting.Default;

    /// <summary>The value; null when it is not set or empty.</summary>
    static string? Given(IConfigurationSection section, Setting setting) => section[setting.Name] is { Length: > 0 } text ? text : null;

    // The value is masked by name even for unknown settings, which may be misspelt names of passwords.
    static ConfigurationException Wrong(string name, string value, string allowed) => new(name, Redaction.MaskField(name, value), allowed);

    static void CheckNames(IConfigurationSection section, string prefix, IReadOnlyList<Setting> settings)
    {
        foreach (var child in section.GetChildren())
        {
            var name = prefix + child.Key;
            var setting = settings.FirstOrDefault(one => SettingCatalog.Key(one).Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
                throw Wrong(name, child.Value ?? "", $"one of {string.Join(", ", settings.Select(SettingCatalog.Key))}");
            var isSection = setting.Name.Contains(':');
            if (isSection && child.Value is { Length: > 0 })
                throw Wrong(name, child.Value, $"only {prefix}{setting.Name}");
            if (!isSection && child.GetChildren().FirstOrDefault() is { } grandchild)
                throw Wrong($"{name}:{grandchild.Key}", "", $"only {prefix}{setting.Name}");
        }
    }
}
