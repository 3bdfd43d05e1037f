using System.CommandLine;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>A command that asks a running server: it has <c>--url</c> and <c>--json</c>, and reports what fails in one line.</summary>
internal static class ClientVerb
{
    /// <param name="parts">The command's own arguments and options.</param>
    /// <param name="run">Returns the exit code.</param>
    public static Command Build(
        string name, string description, string[] settings, IEnumerable<Symbol> parts,
        Func<ClientSession, ParseResult, CancellationToken, Task<int>> run)
    {
        var server = new ServerOption(settings);
        var json = CommandOptions.Json();
        var command = new Command(name, description);
        foreach (var part in parts.Concat([server.Option, json])) Add(command, part);
        command.SetAction(async (parsed, cancel) =>
        {
            var (url, token) = server.Of(parsed, name);
            var invocation = parsed.InvocationConfiguration;
            var output = new CommandOutput(invocation.Output, invocation.Error, parsed.GetValue(json));
            using var session = new ClientSession(url, token, output);
            return await session.Run(() => run(session, parsed, cancel));
        });
        return command;
    }

    static void Add(Command command, Symbol part)
    {
        if (part is Argument argument) command.Add(argument);
        else command.Add((Option)part);
    }
}
