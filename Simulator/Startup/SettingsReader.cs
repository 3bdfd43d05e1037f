using System.Globalization;
using KantanSim.Admin;
using KantanSim.Certificates;
using KantanSim.Configuration;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Web;

namespace KantanSim.Startup;

/// <summary>The settings of section <c>KantanSim</c>, read and validated.</summary>
/// <param name="Shops">Shops that exist at the start; none given: the demo shop.</param>
/// <param name="Protocol">What nobody can confirm of the live service, as chosen for all shops.</param>
internal sealed record Settings(SimulatorOptions Options, IReadOnlyList<Shop> Shops, ProtocolOptions Protocol);

/// <summary>Reads the settings from appsettings.json, environment <c>KantanSim__Name</c> and command line <c>--KantanSim:Name</c>.</summary>
internal static class SettingsReader
{
    /// <exception cref="ConfigurationException">A setting is wrong.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(SettingCatalog.Section);
        Known(section, "", SettingCatalog.All);
        var options = new SimulatorOptions
        {
            Data = Text(section, SettingCatalog.Data),
            Scenarios = Given(section, SettingCatalog.Scenarios) ?? DefaultScenarios,
            Mappings = Text(section, SettingCatalog.Mappings),
            PublicUrl = ReadUrl(section, SettingCatalog.PublicUrl),
            PathBase = ReadPathBase(Text(section, SettingCatalog.PathBase)),
            ForwardedHeaders = TrustedProxies.Read(Text(section, SettingCatalog.ForwardedHeaders)),
            ClockStandsAt = ReadClock(Text(section, SettingCatalog.Clock)),
            Seed = ReadSeed(Given(section, SettingCatalog.Seed)),
            AdminToken = Given(section, SettingCatalog.AdminToken),
            AllowedHosts = ReadHosts(Text(section, SettingCatalog.AllowedHosts)),
            Tls = ReadFlag(section, SettingCatalog.Tls),
            TlsPort = ReadPort(Text(section, SettingCatalog.TlsPort)),
            NotifyAllow = Text(section, SettingCatalog.NotifyAllow),
            CaFile = Given(section, SettingCatalog.CaFile),
            KeepPayments = ReadNumber(section, SettingCatalog.KeepPayments, 1, 100_000_000),
            KeepDays = ReadNumber(section, SettingCatalog.KeepDays, 0, 36_500),
            TesterStrip = ReadFlag(section, SettingCatalog.TesterStrip),
            Metrics = ReadFlag(section, SettingCatalog.Metrics),
            LogsJson = ReadLogFormat(Text(section, SettingCatalog.LogFormat)),
        };
        options = WithOnePathBase(options);
        var shops = section.GetSection(SettingCatalog.Key(SettingCatalog.Shops)).GetChildren().Select(ReadShop).ToList();
        Check(options, shops, section);
        return new(options, shops, ProtocolOptionCatalog.Apply(new(), ReadChoices(section, "", ofShop: false)));
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
        try { _ = TrustedCaFile.Read(file); }
        catch (Exception fault) when (TrustedCaFile.IsFault(fault))
        {
            throw Wrong("CaFile", file, $"{TrustedCaFile.Allowed} ({fault.Message})");
        }
    }

    // Beside the caller, as in a clone; else beside the program, as in a package.
    static string DefaultScenarios => Directory.Exists(SettingCatalog.Scenarios.Default) ? SettingCatalog.Scenarios.Default : Path.Combine(AppContext.BaseDirectory, "scenarios");

    static PathString ReadPathBase(string text) =>
        text.Length == 0 ? default : BasePath.IsAllowed(text) ? new(text) : throw Wrong("PathBase", text, BasePath.AllowedFormat);

    // The path of PublicUrl is the base, too: what is handed out leads to where requests are taken.
    static SimulatorOptions WithOnePathBase(SimulatorOptions options)
    {
        if (options.PublicUrl is not { } url) return options;
        var path = new Uri(url).AbsolutePath.TrimEnd('/');
        if (path.Length == 0) return options with { PublicUrl = url + options.PathBase.Value };
        return options.PathBase.HasValue && options.PathBase.Value != path
            ? throw Wrong("PathBase", options.PathBase.Value!, $"{path}, the path of PublicUrl, or a PublicUrl without a path")
            : BasePath.IsAllowed(path) ? options with { PathBase = new(path) }
            : throw Wrong("PublicUrl", url, $"a URL whose path is {BasePath.AllowedFormat}");
    }

    static Shop ReadShop(IConfigurationSection section)
    {
        var at = $"Shops:{section.Key}";
        Known(section, at + ":", SettingCatalog.OfShop);
        var shop = new Shop
        {
            ShopId = Text(section, SettingCatalog.ShopId),
            ShopPass = Text(section, SettingCatalog.ShopPass),
            Name = Text(section, SettingCatalog.ShopName),
            NotifyUrl = Text(section, SettingCatalog.NotifyUrl),
            Scenario = Text(section, SettingCatalog.ShopScenario),
            Recruit = ReadContract(at, Text(section, SettingCatalog.Recruit)),
            Protocol = ReadChoices(section, at + ":", ofShop: true),
        };
        foreach (var (field, value, allowed) in ShopRepository.Faults(shop)) throw Wrong($"{at}:{field}", value, allowed);
        return shop;
    }

    static Dictionary<string, string> ReadChoices(IConfigurationSection section, string at, bool ofShop)
    {
        var written = section.GetSection(SettingCatalog.Key(SettingCatalog.Protocol)).GetChildren().ToDictionary(choice => choice.Key, choice => choice.Value ?? "");
        foreach (var (name, value, allowed) in ProtocolOptionCatalog.Validate(written, ofShop)) throw Wrong($"{at}Protocol:{name}", value, allowed);
        return written;
    }

    static ContractState ReadContract(string at, string text) =>
        Enum.TryParse<ContractState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(text[0])
            ? state : throw Wrong($"{at}:Recruit", text, "Contracted, Pending or None");

    static DateTimeOffset? ReadClock(string text) =>
        text.Equals("Real", StringComparison.OrdinalIgnoreCase) ? null
        : text.Equals("Manual", StringComparison.OrdinalIgnoreCase) ? TimeProvider.System.GetUtcNow()
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && SimulatedClock.IsInRange(moment)
            ? moment.ToUniversalTime()
        : throw Wrong("Clock", text, "Real, Manual, or an ISO 8601 instant from the year 2000 to 2999, such as 2026-01-15T09:00:00+09:00");

    static long? ReadSeed(string? text) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw Wrong("Seed", text, "a whole number");

    static List<string> ReadHosts(string list)
    {
        var hosts = list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).ToList();
        return hosts.Find(host => !HostFilter.IsEntry(host)) is { } wrong ? throw Wrong("AllowedHosts", wrong, HostFilter.AllowedFormat) : hosts;
    }

    static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535 ? port
        : throw Wrong("TlsPort", text, "a port from 1 to 65535, or 0 for any that is free");

    static int ReadNumber(IConfigurationSection section, Setting setting, int from, int to) =>
        int.TryParse(Text(section, setting), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number
        : throw Wrong(setting.Name, Text(section, setting), $"a whole number from {from} to {to}");

    static bool ReadLogFormat(string text) =>
        text.Equals("json", StringComparison.OrdinalIgnoreCase)
        || (text.Equals("text", StringComparison.OrdinalIgnoreCase) ? false : throw Wrong("LogFormat", text, "text or json"));

    static bool ReadFlag(IConfigurationSection section, Setting setting) =>
        bool.TryParse(Text(section, setting), out var flag) ? flag
        : throw Wrong(setting.Name, Text(section, setting), "true or false");

    static string? ReadUrl(IConfigurationSection section, Setting setting) =>
        Given(section, setting) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length + url.Fragment.Length == 0 ? text.TrimEnd('/')
        : throw Wrong(setting.Name, text, "an absolute http or https URL without query and fragment");

    /// <summary>The value, or the default.</summary>
    static string Text(IConfigurationSection section, Setting setting) => Given(section, setting) ?? setting.Default;

    /// <summary>The value; null when it is not set, or empty.</summary>
    static string? Given(IConfigurationSection section, Setting setting) => section[setting.Name] is { Length: > 0 } text ? text : null;

    // What is not a setting may be a misspelt password.
    static ConfigurationException Wrong(string name, string value, string allowed) => new(name, Redaction.MaskField(name, value), allowed);

    static void Known(IConfigurationSection section, string at, IReadOnlyList<Setting> settings)
    {
        foreach (var child in section.GetChildren())
        {
            var setting = settings.FirstOrDefault(one => SettingCatalog.Key(one).Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
                throw Wrong(at + child.Key, child.Value ?? "", $"one of {string.Join(", ", settings.Select(SettingCatalog.Key))}");
            var isSection = setting.Name.Contains(':');
            if (isSection && child.Value is { Length: > 0 }) throw Wrong(at + child.Key, child.Value, $"only {at}{setting.Name}");
            if (!isSection && child.GetChildren().Any()) throw Wrong($"{at}{child.Key}:{child.GetChildren().First().Key}", "", $"only {at}{setting.Name}");
        }
    }
}
