using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>A scenario that is written as a file is read as the same scenario.</summary>
public sealed class ScenarioWriterTests
{
    static readonly char[] Marks = [' ', '"', '{', '}', '[', ']', ','];

    public static TheoryData<string> Names => [.. RepositoryScenarios.Library.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_file_of_the_library_is_written_as_it_was_read(string name)
    {
        var scenario = RepositoryScenarios.Library.Find(name)!;
        var file = File.ReadAllText(Path.Combine(RepositoryScenarios.Folder, $"{scenario.FullName}.yaml"));
        Assert.Equal(Items(file), Items(ScenarioWriter.Write(scenario)));
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

    // The words of each item of a list. Comments, quotation marks, and the order of keys are a matter of taste.
    static List<string> Items(string file)
    {
        var lines = file.Split('\n')
            .Where(line => !line.TrimStart().StartsWith("# ", StringComparison.Ordinal) || line.Contains("$schema", StringComparison.Ordinal));
        // One file writes a default, and one the name of an error.
        var text = string.Join(' ', lines)
            .Replace("{ hang: { for: PT5M } }", "hang", StringComparison.Ordinal)
            .Replace(": maintenance", ": RC2000104", StringComparison.Ordinal)
            .Replace(">-", "", StringComparison.Ordinal);
        return [.. text.Split(" - ").Select(item => string.Join(' ', item.Split(Marks, StringSplitOptions.RemoveEmptyEntries).Order()))];
    }
}
