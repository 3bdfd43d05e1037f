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

    public override int Invoke(ParseResult parseResult)
    {
        var code = usage.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand)
            foreach (var line in Lines()) parseResult.InvocationConfiguration.Output.WriteLine(line);
        return code;
    }

    /// <summary>Headings, and a line for each setting: name, default in brackets, meaning.</summary>
    internal static IEnumerable<string> Lines() =>
    [
        "Listening:",
        Line(Urls, ListenUrls.Default, "Where the server listens (environment ASPNETCORE_URLS). * is all addresses, port 0 any free port."),
        Line("--http_ports PORT[;PORT]", "", "Ports of all addresses, when urls is not set (environment ASPNETCORE_HTTP_PORTS)."),
        Line($"--{Arguments.ShutdownTimeout} N", "1", "Seconds that a stop waits for requests in flight."),
        "",
        $"Settings (--{SettingCatalog.Section}:NAME=VALUE, environment {SettingCatalog.Section}__NAME, or appsettings.json):",
        .. SettingCatalog.All.Select(Line),
        "",
        $"Settings of a shop (--{SettingCatalog.Section}:Shops:0:NAME=VALUE):",
        .. SettingCatalog.OfShop.Select(Line),
        "",
        $"Protocol choices (--{SettingCatalog.Section}:Protocol:NAME=VALUE):",
        .. ProtocolOptionCatalog.All.Select(choice => Line(choice.Name, DefaultText(choice), $"{choice.About}. Allowed: {choice.Allowed}.")),
    ];

    static string DefaultText(ProtocolOption choice) => choice.Format(new());

    static string Line(Setting setting) => Line(setting.Name, setting.Default, setting.Meaning);

    static string Line(string name, string value, string meaning) => $"  {name,-26} {(value.Length == 0 ? "" : $"[{value}] ")}{meaning}";
}
