using KantanSim.Commands;
using KantanSim.Startup;
using KantanSim.Tests.Packages;

namespace KantanSim.Tests.Commands;

/// <summary>Shells complete commands, options and values.</summary>
public sealed class CompletionsTests
{
    [Theory]
    [InlineData("kantansim tri", "trigger")]
    [InlineData("/usr/bin/ks tri", "trigger")]
    [InlineData("kantansim clock ad", "advance")]
    [InlineData("kantansim trigger notification-omitted-o", "notification-omitted-once")]
    [InlineData("kantansim arm wallet-dec", "wallet-declines")]
    [InlineData("kantansim trigger success --sh", "--shop")]
    [InlineData("kantansim serve --stop", "--stop-on-stdin-close")]
    [InlineData("kantansim completions z", "zsh")]
    public async Task Line_is_completed(string line, string candidate) => Assert.Equal([candidate], await Candidates(line));

    [Fact]
    public async Task Nothing_typed_offers_every_command()
    {
        var offered = await Candidates("kantansim ");
        Assert.Superset(CommandLine.BuildCommands([]).Subcommands.Select(command => command.Name).ToHashSet(), offered.ToHashSet());
    }

    [Fact]
    public async Task Text_after_the_cursor_does_not_count()
    {
        var run = await CommandRun.Of(["[suggest:13]", "kantansim tri --url x"]);
        Assert.Equal("trigger\n", run.Output);
    }

    [Fact]
    public async Task Sourced_script_completes_in_bash()
    {
        var script = (await CommandRun.Of(["completions", "bash"])).Output;
        var program = Path.Combine(AppContext.BaseDirectory, "KantanSim.dll");
        var folder = Directory.CreateTempSubdirectory("kantansim-bash-");
        var run = await DotnetRun.Of("bash", folder, [], "-c", $$"""
            set -u
            {{script}}
            kantansim() { dotnet "{{program}}" "$@"; }
            COMP_LINE='kantansim tri' COMP_POINT=13 COMP_CWORD=1 COMP_WORDS=(kantansim tri)
            _kantansim
            printf '%s\n' "${COMPREPLY[@]}"
            complete -p kantansim
            """);
        folder.Delete();
        Assert.Equal((0, "trigger\ncomplete -o default -F _kantansim kantansim\n", ""), (run.Code, run.Output, run.Error));
    }

    [Theory]
    [InlineData("zsh", "compdef _kantansim kantansim")]
    [InlineData("fish", "complete -c kantansim")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName kantansim")]
    public async Task Script_of_each_shell_registers_the_command_and_asks_the_program(string shell, string registration)
    {
        var run = await CommandRun.Of(["completions", shell]);
        Assert.Contains(registration, run.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_shell_is_refused()
    {
        var fault = await Assert.ThrowsAsync<UsageException>(() => CommandRun.Of(["completions", "tcsh"]));
        var shells = string.Join(", ", CompletionScripts.Shells);
        Assert.Contains($"SHELL is 'tcsh'; allowed: {shells}.", fault.Message, StringComparison.Ordinal);
    }

    static async Task<string[]> Candidates(string line) =>
        (await CommandRun.Of([$"[suggest:{line.Length}]", line])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
