using System.CommandLine;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>A command that asks a running server: it has <c>--url</c> and <c>--json</c>, and reports what fails in one line.</summary>
internal static class ClientVerb
{
    /// <param name="parts">The command's own arguments and options.</param>
    /// <param name="run">Returns the exit code.</param>
    /// <param name="names">What the members of the command's requests are called on the command line.</param>
    public static Command Build(
        string name, string description, string[] settings, IEnumerable<Symbol> parts,
        Func<ClientSession, ParseResult, CancellationToken, Task<int>> run,
        params IEnumerable<(string Member, string Name)> names)
    {
        var server = new ServerOption(settings);
        var json = CommandOptions.Json();
        var command = new Command(name, description);
        var words = names.ToDictionary(one => one.Member, one => one.Name);
        foreach (var part in parts.Concat([server.Option, json])) Add(command, part);
        command.SetAction(async (parsed, cancel) =>
        {
            var (url, token) = server.Of(parsed, name);
            var invocation = parsed.InvocationConfiguration;
            var output = new CommandOutput(invocation.Output, invocation.Error, parsed.GetValue(json));
            using var session = new ClientSession(url, token, output);
            return await session.Run(() => run(session, parsed, cancel), words);
        });
        return command;
    }

    static void Add(Command command, Symbol part)
    {
        if (part is Argument argument) command.Add(argument);
        else command.Add((Option)part);
    }
}
