using KantanSim.Configuration;
using KantanSim.Scenarios.Files;

namespace KantanSim.Startup;

/// <summary>The command line is invalid: one line with what is wrong, and a suggestion.</summary>
internal sealed class UsageException : Exception
{
    static readonly string[] Commands = ["serve", "scenarios", "lint", "list", "health", "export", "import", "--with-secrets", "--help", "--version"];

    /// <param name="fault">What is wrong, as one sentence.</param>
    /// <param name="tokens">The unrecognised tokens; the message suggests what was probably meant.</param>
    public UsageException(string fault, IEnumerable<string> tokens) : base($"{fault} {Hint(tokens)} See --help.") { }

    UsageException(string message) : base(message) { }

    /// <summary>A command that was understood cannot do what it was asked for.</summary>
    public static UsageException Refused(string why) => new(why);

    public static UsageException MissingValue(string name) =>
        new($"{name} has no value; give one, for example {name}={(name == "--urls" ? ListenUrls.Default : "VALUE")}. See --help.");

    static string Hint(IEnumerable<string> tokens) => tokens.Select(Suggestion).OfType<string>().FirstOrDefault() is { } meant
        ? $"Did you mean {meant}?"
        : "There are serve, scenarios lint, scenarios list, health, export FILE, import FILE, and settings such as --KantanSim:Data=FOLDER.";

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
