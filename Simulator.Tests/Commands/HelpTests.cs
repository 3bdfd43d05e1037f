namespace KantanSim.Tests.Commands;

/// <summary>The help of the program and of its commands.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("--help", "Usage:\n  kantansim [command] [options]\n")]
    [InlineData("trigger --help", "Usage:\n  kantansim trigger <SCENARIO> [options]\n")]
    [InlineData("arm --help", "Usage:\n  kantansim arm <SCENARIO> [options]\n")]
    public async Task Usage_names_the_command_and_lines_stay_short(string line, string usage)
    {
        var run = await CommandRun.Of(line.Split(' '));
        Assert.Contains(usage, run.Output, StringComparison.Ordinal);
        var parsers = run.Output.Split('\n').TakeWhile(one => one != "Listening:");
        Assert.All(parsers, one => Assert.InRange(one.Length, 0, 300));
    }

    [Fact]
    public async Task Version_is_printed() => Assert.Matches(@"^\d+\.\d+", (await CommandRun.Of(["--version"])).Output);
}
