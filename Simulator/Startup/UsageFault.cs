using System.CommandLine;
using System.CommandLine.Parsing;
using KantanSim.Configuration;

namespace KantanSim.Startup;

/// <summary>Says in one line why a command line cannot be parsed, and what was probably meant or what there is.</summary>
internal static class UsageFault
{
    /// <param name="parsed">With errors.</param>
    public static string Describe(ParseResult parsed)
    {
        var path = CommandNames.PathOf(parsed);
        var faults = parsed.Errors.Select(error => Sentence(error, parsed, path)).Distinct();
        return $"{string.Join(' ', faults)} {Hint(parsed, path)} See {(path.Length == 0 ? "" : $"{path} ")}--help.";
    }

    // The parser's own sentences name neither the argument nor what is missing.
    static string Sentence(ParseError error, ParseResult parsed, string path)
    {
        if (error.SymbolResult is ArgumentResult { Tokens: [], Parent: CommandResult, Argument: var argument })
            return $"{argument.Name} is missing: {BeginSmall(argument.Description ?? "")}";
        var isMissing = error.SymbolResult is CommandResult { Command.Action: null }
            && !parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal));
        return isMissing ? $"{path} needs a command." : error.Message;
    }

    static string BeginSmall(string sentence) => sentence.Length == 0 ? "" : char.ToLowerInvariant(sentence[0]) + sentence[1..];

    static string Hint(ParseResult parsed, string path)
    {
        var command = parsed.CommandResult.Command;
        var isOption = parsed.UnmatchedTokens.Any(UsageSuggestion.IsOption);
        if (UsageSuggestion.For(parsed.UnmatchedTokens, command, path) is { } meant) return $"Did you mean {meant}?";
        if (path.Length == 0)
        {
            return $"There are {string.Join(", ", CommandNames.Uses(command))}, and settings such as "
                + $"--urls={ListenUrls.Default} and --{SettingCatalog.Section}:Data=FOLDER.";
        }
        if (command.Action is null || (command.Subcommands.Count > 0 && !isOption))
            return $"There are {string.Join(", ", CommandNames.Uses(command, path))}.";
        return isOption
            ? $"{path} has the options {string.Join(", ", command.Options.Select(option => option.Name))}, and settings."
            : $"Usage: {CommandNames.Program} {path}{CommandNames.Required(command)} [options].";
    }
}
