using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Startup;

/// <summary>A program that starts the server can bind its life to its own: the server stops when its standard input ends.</summary>
public sealed class StandardInputTests
{
    const string Option = "--stop-on-stdin-close";

    [Fact]
    public async Task Server_with_the_option_stops_in_order_when_its_standard_input_ends()
    {
        using var program = await Begin("serve", Option).Ready();
        // What is written is ignored: only the end counts.
        await program.WriteInput("anything");
        Assert.Contains("Healthy", await program.Gets("/healthz/ready"), StringComparison.Ordinal);
        program.CloseInput();
        Assert.Equal(0, await program.WaitForExit());
    }

    [Fact]
    public async Task Server_with_the_option_stops_when_its_standard_input_has_ended_before_the_start()
    {
        using var program = Begin("serve", Option);
        program.CloseInput();
        Assert.Equal(0, await program.WaitForExit());
    }

    [Fact]
    public async Task Server_without_the_option_goes_on_when_its_standard_input_ends()
    {
        using var program = await Begin("serve").Ready();
        program.CloseInput();
        Assert.Contains("Healthy", await program.Gets("/healthz/ready"), StringComparison.Ordinal);
        program.Terminate();
        Assert.Equal(0, await program.WaitForExit());
    }

    // Programs that start the server on any free port read this line.
    [Fact]
    public async Task Server_prints_where_it_listens_in_a_line_of_its_own()
    {
        using var program = await Begin("serve", Option).Ready();
        var port = program.Http.BaseAddress!.Port;
        Assert.NotEqual(0, port);
        Assert.Contains($"KantanSim listens on http://127.0.0.1:{port}", program.Said);
        program.CloseInput();
        Assert.Equal(0, await program.WaitForExit());
    }

    static SimulatorProcess Begin(params string[] command) =>
        SimulatorProcess.Begin(["--KantanSim:Data=:memory:"], listen: [.. command, "--urls=http://127.0.0.1:0"], hasInput: true);
}
