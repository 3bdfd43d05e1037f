using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>Words that stand for ErrInfo codes in scenario files.</summary>
public sealed class ErrorWordTests
{
    [Fact]
    public void Word_is_read_as_its_code()
    {
        var scenario = Parse(
            "rules:\n  - { when: deciding, then: { refuse: { errors: [maintenance, E91099999] } } }\n"
            + "  - { when: walletOpened, then: { decline: { error: card-refused } } }\n"
            + "script: [{ do: ExecTranRecruit, gets: maintenance }]\nexpect: { errInfo: payment-failed }\n").Scenario!;
        Assert.Equal("refuse: errors RC2000104 E91099999", ScenarioFormatter.Format(scenario.Rules[0]));
        Assert.Equal("decline: error RC1000112", ScenarioFormatter.Format(scenario.Rules[1]));
        Assert.Equal("RC2000104", scenario.Script[0].Gets);
        Assert.Equal("RC1000009", scenario.Expect!.ErrInfo);
    }

    [Theory]
    [InlineData("RC200104", "; RC2000104 means: The wallet is under maintenance", "RC2000104")]
    [InlineData("maintenence", ", any other ErrInfo", "maintenance")]
    public void Unknown_error_is_reported_with_words_codes_and_meanings(string written, string end, string suggestion)
    {
        var fault = Assert.Single(Parse($"rules:\n  - {{ when: deciding, then: {{ refuse: {{ errors: {written} }} }} }}\n").Diagnostics);
        Assert.StartsWith(
            $"\"{written}\" is not a value of \"errors\"; allowed: maintenance (RC2000104 The wallet is under maintenance), ",
            fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(end, fault.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, fault.Suggestion);
    }

    [Fact]
    public void Every_word_stands_for_a_code_of_the_catalogue()
    {
        var codes = GatewayErrors.All.Select(row => row.Info).ToHashSet();
        Assert.All(GatewayErrors.Words, pair => Assert.Contains(pair.Value, codes));
        Assert.DoesNotContain(GatewayErrors.Words, pair => codes.Contains(pair.Key));
    }

    static ScenarioParseResult Parse(string rest) => ScenarioFile.Parse($"name: x\n{rest}", "x.yaml", BuiltInSymbols.Known);
}
