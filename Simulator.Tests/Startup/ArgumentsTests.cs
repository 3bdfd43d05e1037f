using KantanSim.Startup;

namespace KantanSim.Tests.Startup;

/// <summary>The command line is split into commands and settings, and unknown tokens are refused.</summary>
public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("--urls http://127.0.0.1:8081", "", "--urls=http://127.0.0.1:8081")]
    [InlineData("--URLS=http://127.0.0.1:8081", "", "--URLS=http://127.0.0.1:8081")]
    [InlineData("serve --KantanSim:Data :memory:", "serve", "--KantanSim:Data=:memory:")]
    [InlineData("scenarios lint --KantanSim:Scenarios=X", "scenarios lint", "--KantanSim:Scenarios=X")]
    [InlineData("scenarios lint X", "scenarios lint X", "")]
    [InlineData("--OTEL_SDK_DISABLED=true health", "health", "--OTEL_SDK_DISABLED=true")]
    [InlineData("--help", "--help", "")]
    public void Command_line_is_split_into_tokens_and_settings(string args, string tokens, string settings)
    {
        var split = Arguments.Split(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((tokens, settings), (string.Join(' ', split.Tokens), string.Join(' ', split.Settings)));
    }

    [Theory]
    [InlineData("--urls")]
    [InlineData("--urls --KantanSim:Data=:memory:")]
    public void Setting_without_a_value_is_refused(string args)
    {
        var fault = Assert.Throws<UsageException>(() => Arguments.Split(args.Split(' ')));
        Assert.Equal("--urls has no value; give one, for example --urls=http://127.0.0.1:8080. See --help.", fault.Message);
    }

    [Theory]
    [InlineData("--url=http://127.0.0.1:8081", "Did you mean --urls?")]
    [InlineData("--Data=x", "Did you mean --KantanSim:Data?")]
    [InlineData("sevre", "Did you mean serve?")]
    [InlineData("lnit", "Did you mean scenarios lint?")]
    [InlineData("list", "Did you mean scenarios list or shop list or check list?")]
    [InlineData("--port=6701", "There are serve, scenarios lint")]
    [InlineData("--nonsense=1", "There are serve, scenarios lint")]
    public async Task Unknown_token_is_refused_with_a_suggestion(string token, string hint)
    {
        var fault = await Assert.ThrowsAsync<UsageException>(() => CommandLine.Parse([token], []));
        Assert.Contains($"'{token}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(hint, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop --url http://127.0.0.1:1", "There are shop add, shop list, shop delete ID. See shop --help.")]
    [InlineData("shop", "shop needs a command. There are shop add, shop list, shop delete ID. See shop --help.")]
    [InlineData("shop lst", "Did you mean shop list? See shop --help.")]
    [InlineData("trigger success --shp x", "Did you mean --shop? See trigger --help.")]
    [InlineData("scenarios list --url=http://127.0.0.1:1",
        "scenarios list has the options --json, and settings. See scenarios list --help.")]
    [InlineData("trigger success again", "Usage: kantansim trigger SCENARIO [options]. See trigger --help.")]
    [InlineData("trigger",
        "SCENARIO is missing: the name of a scenario; see scenarios list. "
        + "Usage: kantansim trigger SCENARIO [options]. See trigger --help.")]
    [InlineData("trigger success --amount x",
        "--amount is 'x'; allowed: a whole number. Usage: kantansim trigger SCENARIO [options]. See trigger --help.")]
    public async Task Fault_of_a_command_is_told_with_what_the_command_takes(string line, string end)
    {
        var fault = await Assert.ThrowsAsync<UsageException>(() => CommandLine.Parse(line.Split(' '), []));
        Assert.EndsWith(end, fault.Message, StringComparison.Ordinal);
    }
}
