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
    /// <returns>The exit code.</returns>
    public async Task<int> Run(Func<Task<int>> command)
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
            await output.Message(fault.Message);
            return ExitCodes.WrongUse;
        }
    }

    public void Dispose() => Api.Dispose();
}
