using KantanSim.Configuration;
using KantanSim.Scenarios.Files;

namespace KantanSim.Startup;

/// <summary>The command line is invalid. The message is one line with the problem and a suggestion.</summary>
internal sealed class UsageException : Exception
{
    static readonly string[] Commands =
    [
        "serve", "scenarios", "lint", "list", "health", "advice", "check", "run", "init", "export", "import", "--with-secrets", "--shop",
        "--since", "--severity", "--junit", "--json", "--html", "--seed", "--file", "--baseline", "--lang", "--stop-on-stdin-close",
        "--help", "--version",
    ];

    /// <param name="fault">The problem, as one sentence.</param>
    /// <param name="tokens">The unrecognised tokens; the message suggests similar ones.</param>
    public UsageException(string fault, IEnumerable<string> tokens) : base($"{fault} {Hint(tokens)} See --help.") { }

    UsageException(string message) : base(message) { }

    /// <summary>A valid command cannot be executed.</summary>
    public static UsageException Refused(string why) => new(why);

    public static UsageException MissingValue(string name)
    {
        var example = name == "--urls" ? ListenUrls.Default : "VALUE";
        return new($"{name} has no value; give one, for example {name}={example}. See --help.");
    }

    static string Hint(IEnumerable<string> tokens)
    {
        var suggestion = tokens.Select(Suggestion).OfType<string>().FirstOrDefault();
        return suggestion is not null
            ? $"Did you mean {suggestion}?"
            : "There are serve, scenarios lint, scenarios list, health, advice, check init, check list, check run, "
                + "export FILE, import FILE, and settings such as --KantanSim:Data=FOLDER.";
    }

    static string? Suggestion(string token)
    {
        var name = token.Split('=', 2)[0];
        var near = SpellingSuggestion.Closest(name, Arguments.HostSettings.Select(setting => $"--{setting}").Concat(Commands));
        if (near is not null) return near;
        var keys = SettingCatalog.All.Select(SettingCatalog.Key);
        var setting = keys.FirstOrDefault(key => $"--{key}".Equals(name, StringComparison.OrdinalIgnoreCase));
        return setting is null ? null : $"--{SettingCatalog.Section}:{setting}";
    }
}
