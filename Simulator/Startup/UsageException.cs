using System.CommandLine;
using KantanSim.Configuration;
using KantanSim.Scenarios.Files;

namespace KantanSim.Startup;

/// <summary>The command line is invalid. The message is one line with the problem and a suggestion.</summary>
internal sealed class UsageException : Exception
{
    /// <param name="fault">The problem, as one sentence.</param>
    /// <param name="tokens">The unrecognised tokens; the message suggests similar ones.</param>
    /// <param name="root">All commands.</param>
    public UsageException(string fault, IEnumerable<string> tokens, Command root) : base($"{fault} {Hint(tokens, root)} See --help.") { }

    UsageException(string message) : base(message) { }

    /// <summary>A valid command cannot be executed.</summary>
    public static UsageException Refused(string why) => new(why);

    public static UsageException MissingValue(string name)
    {
        var example = name == "--urls" ? ListenUrls.Default : "VALUE";
        return new($"{name} has no value; give one, for example {name}={example}. See --help.");
    }

    static string Hint(IEnumerable<string> tokens, Command root)
    {
        var names = CommandNames.All(root).ToList();
        var suggestion = tokens.Select(token => Suggestion(token, names)).OfType<string>().FirstOrDefault();
        return suggestion is not null
            ? $"Did you mean {suggestion}?"
            : $"There are {string.Join(", ", CommandNames.Uses(root))}, and settings such as --KantanSim:Data=FOLDER.";
    }

    static string? Suggestion(string token, IEnumerable<string> names)
    {
        var name = token.Split('=', 2)[0];
        // An option of another command is written correctly, and still unknown here.
        var others = Arguments.HostSettings.Select(setting => $"--{setting}").Concat(names).Where(other => other != name);
        var near = SpellingSuggestion.Closest(name, others);
        if (near is not null) return near;
        var keys = SettingCatalog.All.Select(SettingCatalog.Key);
        var setting = keys.FirstOrDefault(key => $"--{key}".Equals(name, StringComparison.OrdinalIgnoreCase));
        return setting is null ? null : $"--{SettingCatalog.Section}:{setting}";
    }
}
