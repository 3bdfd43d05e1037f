using KantanSim.Check.Adapters;
using KantanSim.Check.Files;
using KantanSim.Tests.Infrastructure;
using static KantanSim.Tests.Check.Adapters.Steps;

namespace KantanSim.Tests.Check.Adapters;

public sealed class CommandStepTests
{
    [Fact]
    public async Task Arguments_are_templates_that_no_shell_reads()
    {
        var step = new ShopStep.Command(["printf", "%s|", "{{a}}", "$HOME; *", ""]) { Keep = Bash("", ("all", "/(.*)/")).Keep };
        Assert.Equal("it's \"1\" & $(id)|$HOME; *||", (await Kept(step, Variables(("a", "it's \"1\" & $(id)"))))["all"]);
    }

    [Fact]
    public async Task Variables_are_in_the_environment()
    {
        var step = Bash("echo $KANTANSIM_SHOP_ID/$KANTANSIM_ORDER/$KANTANSIM_ORDER2_KEY/${PATH:+path}", ("all", "/(.*)/"));
        Assert.Equal("s1/1/k/path", (await Kept(step, Variables(("shopId", "s1"), ("order", "1"), ("order2-key", "k"))))["all"]);
    }

    [Fact]
    public async Task Program_runs_in_the_folder_of_the_file_and_is_found_there()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.Copy("/bin/pwd", Path.Combine(folder.FullName, "pwd"));
        await using var door = new ShopDoor(folder.FullName, HangGuard.Limit);
        var step = new ShopStep.Command(["./pwd"]) { Keep = Bash("", ("all", "/(.*)/")).Keep };
        var result = await door.Run(step, StepVariables.Empty, TestContext.Current.CancellationToken);
        Assert.Equal(folder.FullName, result.Kept["all"]);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Empty_folder_is_the_current_one()
    {
        await using var door = new ShopDoor("", HangGuard.Limit);
        var result = await door.Run(Bash("pwd"), StepVariables.Empty, TestContext.Current.CancellationToken);
        Assert.Equal($"exit code 0 {Directory.GetCurrentDirectory()}", result.Answer);
    }

    [Theory]
    [InlineData("echo '{\"id\":7}'", false, "exit code 0 {\"id\":7}")]
    [InlineData("echo out; echo 'not paid' >&2; exit 4", true, "exit code 4 not paid")]
    [InlineData("echo out; exit 1", true, "exit code 1 out")]
    [InlineData("kill -9 $$", true, "exit code 137")]
    public async Task Exit_code_decides_whether_it_is_a_refusal(string script, bool isRefused, string answer)
    {
        var result = await Run(Bash(script));
        Assert.Equal((isRefused, answer), (result.IsRefused, result.Answer));
    }

    [Theory]
    [InlineData("no-such-program")]
    [InlineData("./no-such-program")]
    [InlineData("/")]
    public async Task Program_that_cannot_be_started_is_a_fault_that_names_it(string program) =>
        Assert.StartsWith($"The program {program} cannot be started", await Fault(new ShopStep.Command([program])));

    [Fact]
    public async Task Output_is_kept_up_to_a_limit_and_read_to_its_end()
    {
        const string script = "set -o pipefail; head -c 3000000 /dev/zero | tr '\\0' x && head -c 300000 /dev/zero >&2";
        var step = Bash(script, ("all", "/(?s)(.*)/"));
        Assert.Equal(BoundedBytes.Max, (await Kept(step))["all"].Length);
    }

    [Fact]
    public async Task Output_is_UTF_8_and_the_input_is_empty() =>
        Assert.Equal("髙😀", (await Kept(Bash("cat; printf '\\xe9\\xab\\x99\\xf0\\x9f\\x98\\x80'", ("all", "/(.*)/"))))["all"]);

    [Theory]
    [InlineData("url")]
    [InlineData("header:X")]
    [InlineData("cookie:x")]
    public async Task Command_has_only_an_output_to_keep_from(string source) =>
        Assert.Contains("a command has no", await Fault(Bash("echo 1", ("x", source))));
}
