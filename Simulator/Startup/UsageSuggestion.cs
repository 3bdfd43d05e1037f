using System.CommandLine;
using KantanSim.Scenarios.Files;

namespace KantanSim.Startup;

/// <summary>What was probably meant by tokens that a command does not know: an option for an option, a command for a command.</summary>
internal static class UsageSuggestion
{
    public static bool IsOption(string token) => token.StartsWith('-');

    /// <summary>The suggestion for the first token that has one; null for none.</summary>
    /// <param name="path">The command's; empty for none.</param>
    public static string? For(IEnumerable<string> tokens, Command command, string path) =>
        tokens.Select(token => IsOption(token) ? Option(token.Split('=', 2)[0], command, path) : Subcommand(token, command, path))
            .OfType<string>().FirstOrDefault();

    static string? Subcommand(string token, Command command, string path)
    {
        var below = CommandNames.Below(command, path.Length == 0 ? "" : $"{path} ").ToList();
        var near = SpellingSuggestion.Closest(token, below.Select(one => one.Name).Distinct());
        return near is null ? null : string.Join(" or ", below.Where(one => one.Name == near).Select(one => one.Path));
    }

    // A command that needs a subcommand has no options: the subcommand is missing, and its option may be right.
    static string? Option(string name, Command command, string path)
    {
        if (command.Action is null) return null;
        if (SpellingSuggestion.Closest(name, command.Options.Select(option => option.Name)) is { } own) return own;
        // What is an option of another command is no misspelt setting, except where a server is started.
        if (path.Length > 0 && name == "--url") return null;
        return SpellingSuggestion.Closest(name, Arguments.HostSettings.Select(setting => $"--{setting}")) ?? Setting(name);
    }

    // A setting without its section.
    static string? Setting(string name)
    {
        var keys = SettingCatalog.All.Select(SettingCatalog.Key);
        var setting = keys.FirstOrDefault(key => $"--{key}".Equals(name, StringComparison.OrdinalIgnoreCase));
        return setting is null ? null : $"--{SettingCatalog.Section}:{setting}";
    }
}
