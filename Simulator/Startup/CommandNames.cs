using System.CommandLine;
using System.CommandLine.Parsing;

namespace KantanSim.Startup;

/// <summary>The names in the tree of commands, for suggestions, for usage and for the list of what there is.</summary>
internal static class CommandNames
{
    /// <summary>What the program is called.</summary>
    public const string Program = "kantansim";

    /// <summary>Each command that does something, with its required arguments, such as <c>export FILE</c>.</summary>
    /// <param name="path">The path of a command; then only the commands below it.</param>
    public static IEnumerable<string> Uses(Command parent, string path = "") => Leaves(parent, path.Length == 0 ? "" : $"{path} ");

    /// <summary>The commands below a command, each with its path, such as <c>scenarios list</c>.</summary>
    /// <param name="path">The command's, with a space at the end; empty for the root.</param>
    public static IEnumerable<(string Name, string Path)> Below(Command parent, string path = "") =>
        parent.Subcommands.SelectMany(command =>
            Below(command, $"{path}{command.Name} ").Prepend((command.Name, path + command.Name)));

    /// <summary>The command that was given, such as <c>scenarios list</c>; empty without one.</summary>
    public static string PathOf(ParseResult parsed)
    {
        List<string> names = [];
        for (SymbolResult? result = parsed.CommandResult; result is { Parent: not null }; result = result.Parent)
            if (result is CommandResult command) names.Insert(0, command.Command.Name);
        return string.Join(' ', names);
    }

    static IEnumerable<string> Leaves(Command parent, string path) => parent.Subcommands.SelectMany(command =>
    {
        var name = path + command.Name;
        string[] self = command.Action is null ? [] : [name + Required(command)];
        return self.Concat(Leaves(command, $"{name} "));
    });

    /// <summary>The required arguments of a command, each after a space; empty for none.</summary>
    public static string Required(Command command) => string.Concat(
        command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0).Select(argument => $" {argument.Name}"));
}
