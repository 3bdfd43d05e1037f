using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using KantanSim.Configuration;
using KantanSim.Protocol;

namespace KantanSim.Startup;

/// <summary>Prints the parser's help and, for the root command, all settings with their defaults.</summary>
internal sealed class SettingsHelp(HelpAction usage) : SynchronousCommandLineAction
{
    const string Urls = "--urls URL[;URL]";

    // Help is given on a command whose arguments are missing.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usage.Invoke(parseResult);
        if (parseResult.CommandResult.Parent is null)
            foreach (var line in Lines()) parseResult.InvocationConfiguration.Output.WriteLine(line);
        return code;
    }

    /// <summary>Headings and one line for each setting: name, default in brackets, meaning.</summary>
    internal static IEnumerable<string> Lines() =>
    [
        "Listening:",
        Line(Urls, ListenUrls.Default, "URLs to listen on (environment ASPNETCORE_URLS). * is all addresses, port 0 any free port."),
        Line("--http_ports PORT[;PORT]", "", "Ports on all addresses, if urls is not set (environment ASPNETCORE_HTTP_PORTS)."),
        Line($"--{Arguments.ShutdownTimeout} N", "1", "Seconds that a stop waits for running requests."),
        "",
        $"Settings (--{SettingCatalog.Section}:NAME=VALUE, environment {SettingCatalog.Section}__NAME, or appsettings.json):",
        .. SettingCatalog.All.Select(Line),
        "",
        $"Settings of a shop (--{SettingCatalog.Section}:Shops:0:NAME=VALUE):",
        .. SettingCatalog.OfShop.Select(Line),
        "",
        $"Protocol options (--{SettingCatalog.Section}:Protocol:NAME=VALUE):",
        .. ProtocolOptionCatalog.All.Select(Line),
    ];

    static string Line(ProtocolOption option) => Line(option.Name, option.Format(new()), $"{option.About}. Allowed: {option.Allowed}.");

    static string Line(Setting setting) => Line(setting.Name, setting.Default, setting.Meaning);

    static string Line(string name, string value, string meaning) => $"  {name,-26} {(value.Length == 0 ? "" : $"[{value}] ")}{meaning}";
}
