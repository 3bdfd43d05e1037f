namespace KantanSim.Commands;

/// <summary>A command cannot do its work. The message is one line.</summary>
/// <param name="exitCode">Of the program.</param>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;

    public static CommandException WrongUse(string message) => new(ExitCodes.WrongUse, message);

    public static CommandException NotReached(string message) => new(ExitCodes.NotReached, message);
}
