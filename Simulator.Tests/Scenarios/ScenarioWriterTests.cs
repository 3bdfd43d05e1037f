using System.Text.Json;
using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>A scenario that is written as a file is read as the same scenario.</summary>
public sealed class ScenarioWriterTests
{
    static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    public static TheoryData<string> Names => [.. RepositoryScenarios.Library.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_file_of_the_library_is_written_and_read_again_as_the_same_scenario(string name)
    {
        var scenario = RepositoryScenarios.Library.Find(name)!;
        var written = ScenarioFile.Parse(ScenarioWriter.Write(scenario), $"{name}.yaml", BuiltInSymbols.Known);
        Assert.Empty(written.Diagnostics);
        Assert.Equal(Values(scenario), Values(written.Scenario!));
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("結果通知が、後から届く（1時間）。", "結果通知が、後から届く（1時間）。")]
    [InlineData("SIM-*", "SIM-*")]
    [InlineData("02:00-04:00", "02:00-04:00")]
    [InlineData("", "\"\"")]
    [InlineData("*", "\"*\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("a #b", "\"a #b\"")]
    [InlineData("- a", "\"- a\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("NULL", "\"NULL\"")]
    [InlineData("Yes", "\"Yes\"")]
    [InlineData("2026-01-31", "\"2026-01-31\"")]
    [InlineData("007", "\"007\"")]
    [InlineData("say \"a\\b\"\n", "\"say \\\"a\\\\b\\\"\\u000a\"")]
    [InlineData("\uFFFD", "\"\\ufffd\"")]
    public void A_text_is_quoted_where_it_must_be(string text, string expected)
    {
        Assert.Equal(expected, YamlFlow.Of(text));
        var rule = $"{{ when: notifying, then: {{ send: {{ fields: {{ A: {expected} }} }} }} }}";
        var read = ScenarioFile.Parse($"name: x\nrules: [{rule}]\n", "x.yaml", BuiltInSymbols.Known).Scenario!;
        Assert.Equal(text, Assert.IsType<ScenarioAction.Send>(read.Rules[0].Then).Options.Fields!["A"]);
    }

    [Fact]
    public void Comments_fields_and_commands_of_a_script_are_written()
    {
        const string text = """
            # yaml-language-server: $schema=scenario-v1.json
            # One line.
            name: x

            title: A

            rules:
              - when: walletOpened
                match: { amount: { from: 5 } }
                then: { approve: { member: hanako, points: all, clicks: 2, reloads: true } }
                times: 2
                by: person

            script:
              - { do: EntryTranRecruit, fields: { Amount: "2500", Tax: "" }, gets: ok }
              - { do: resend, value: "2" }
              - expire

            """;
        var scenario = ScenarioFile.Parse(text, "x.yaml", BuiltInSymbols.Known);
        Assert.Empty(scenario.Diagnostics);
        Assert.Equal(text, ScenarioWriter.Write(scenario.Scenario!, "One line."));
    }

    static string[] Values(Scenario scenario) =>
    [
        Text(scenario.Name), Text(scenario.Title), Text(scenario.Description), Text(scenario.Match), Text(scenario.Race),
        .. scenario.Rules.Select(Values), .. scenario.Script.Select(Text), Text(scenario.Expect),
    ];

    // The values of a formula are those of its arguments.
    static string Values(Rule rule) => string.Join(
        ' ', rule.When.Name, Text(rule.Match), rule.Chance, rule.Then.GetType().Name, Text(rule.Then), rule.SourceArguments,
        rule.Times, rule.Mode);

    static string Text(object? value) => value is null ? "" : JsonSerializer.Serialize(value, value.GetType(), Json);
}
