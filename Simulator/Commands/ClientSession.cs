using KantanSim.Scenarios.Files;

namespace KantanSim.Commands;

/// <summary>A command's talk with a running server.</summary>
/// <param name="server">The server's URL, without a slash at the end.</param>
/// <param name="token">The operator's token; null for none.</param>
internal sealed class ClientSession(string server, string? token, CommandOutput output) : IDisposable
{
    public ControlApiClient Api { get; } = new(server, token, "en");

    public string Server => server;

    public CommandOutput Output => output;

    /// <summary>Runs the command, and reports in one line why it could not do its work.</summary>
    /// <param name="names">What the members of a request are called on the command line, such as <c>--shop</c> for shopId.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(Func<Task<int>> command, IReadOnlyDictionary<string, string> names)
    {
        try
        {
            return await command();
        }
        catch (CommandException fault)
        {
            await output.Message(fault.Message);
            return fault.ExitCode;
        }
        catch (ControlApiException fault)
        {
            await output.Message(Reword(fault, names));
            return ExitCodes.WrongUse;
        }
    }

    static string Reword(ControlApiException fault, IReadOnlyDictionary<string, string> names)
    {
        var faults = fault.Errors.Select(error => (error with { Field = names.GetValueOrDefault(error.Field, error.Field) }).Describe().En);
        var message = fault.Errors.Count == 0 ? fault.Message : string.Join("; ", faults);
        return message.Replace(ScenarioHint.List, "kantansim scenarios list", StringComparison.Ordinal);
    }

    public void Dispose() => Api.Dispose();
}
