using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using KantanSim.Protocol;

namespace KantanSim;

/// <summary>The parser's own help, and after the program's the settings with their defaults.</summary>
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

    /// <summary>The settings as text, a line each: name, default in brackets, meaning.</summary>
    internal static IEnumerable<string> Lines() =>
    [
        "Listening:",
        Line(Urls, ListenUrls.Default, "Where the server listens (environment ASPNETCORE_URLS). * is all addresses, port 0 any free port."),
        "",
        $"Settings (--{SettingCatalog.Section}:NAME=VALUE, environment {SettingCatalog.Section}__NAME, or appsettings.json):",
        .. SettingCatalog.All.Select(Line),
        "",
        $"Settings of a shop (--{SettingCatalog.Section}:Shops:0:NAME=VALUE):",
        .. SettingCatalog.OfShop.Select(Line),
        "",
        $"Protocol choices (--{SettingCatalog.Section}:Protocol:NAME=VALUE):",
        .. ChoiceTable.All.Select(choice => Line(choice.Name, choice.Written(new()), $"{choice.About}. Allowed: {choice.Allowed}.")),
    ];

    static string Line(Setting setting) => Line(setting.Name, setting.Default, setting.Meaning);

    static string Line(string name, string value, string meaning) => $"  {name,-23} {(value.Length == 0 ? "" : $"[{value}] ")}{meaning}";
}
