using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Telemetry;

/// <summary>Where the lines of the log go is the framework's setting, and an output that takes none keeps nobody from paying.</summary>
public sealed class StandardOutputTests
{
    [Fact]
    public async Task With_a_full_output_the_program_starts_answers_and_ends_and_says_elsewhere_what_it_is_told_to()
    {
        using var program = await RunningProgram.Begin(["--KantanSim:Data=:memory:", "--Logging:Console:LogToStandardErrorThreshold=Information"], shell: "exec 1> /dev/full").Ready();
        var order = await program.Executes("FULL-1");
        program.Terminate();
        Assert.Equal(0, await program.Ended());
        Assert.Contains(program.Said, line => line.Contains($"ExecTranRecruit {order.AccessId}: ok", StringComparison.Ordinal));
        Assert.DoesNotContain(program.Said, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }
}
