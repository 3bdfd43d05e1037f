using System.CommandLine;

namespace KantanSim.Startup;

/// <summary>The names in the tree of commands, for suggestions and for the list of what there is.</summary>
internal static class CommandNames
{
    /// <summary>Each command that does something, with its required arguments, such as <c>export FILE</c>.</summary>
    public static IEnumerable<string> Uses(Command root) => Leaves(root, "");

    /// <summary>The names of all commands and options.</summary>
    public static IEnumerable<string> All(Command root) => root.Subcommands
        .SelectMany(command => All(command).Prepend(command.Name))
        .Concat(root.Options.Select(option => option.Name))
        .Distinct();

    static IEnumerable<string> Leaves(Command parent, string path) => parent.Subcommands.SelectMany(command =>
    {
        var name = path + command.Name;
        var required = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0);
        string[] self = command.Action is null ? [] : [name + string.Concat(required.Select(argument => $" {argument.Name}"))];
        return self.Concat(Leaves(command, $"{name} "));
    });
}
