using KantanSim.Startup;

namespace KantanSim.Tests.Commands;

/// <summary>A command of the program that was run in this process.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static async Task<CommandRun> Of(string[] tokens, params string[] settings)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Parse(tokens, settings, output, error);
        return new(code, output.ToString(), error.ToString());
    }
}
