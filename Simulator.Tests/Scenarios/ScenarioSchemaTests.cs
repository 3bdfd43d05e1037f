using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Scenarios;

/// <summary>scenarios/scenario-v1.json is generated from the code, and finds the structural faults that the parser finds.</summary>
public sealed class ScenarioSchemaTests
{
    static readonly string Text = ScenarioSchema.Write(BuiltInSymbols.Known);
    static readonly JsonSchema Schema = JsonSchema.FromText(Text);

    // A schema checks the structure. It cannot find broken YAML, duplicate keys (parsers reject these themselves), a wrong name of the
    // file, a lower bound above the upper one, a bad result of a formula, and a rule that an earlier one makes unreachable.
    static readonly string[] Told =
    [
        DiagnosticCode.UnknownKey, DiagnosticCode.MissingKey, DiagnosticCode.WrongType, DiagnosticCode.EmptyValue, DiagnosticCode.UnknownValue, DiagnosticCode.OutOfRange, DiagnosticCode.BadName,
        DiagnosticCode.WrongCue,
    ];

    // Rows with these codes that only the parser finds, by a part of their text.
    static readonly string[] BeyondStructure = ["from: 5, to: 4", "from: PT5S, to: PT1S", "total * 100000"];

    public static TheoryData<string> Files => [.. RepositoryScenarios.Library.Scenarios.Select(scenario => Path.Combine(scenario.Folder, $"{scenario.Name}.yaml"))];

    public static IEnumerable<TheoryDataRow<string, string>> Broken => ScenarioFileTests.FaultRows
        .Select(row => row.Data).Where(row => Told.Contains(row.Item2) && !BeyondStructure.Any(part => row.Item4.Contains(part, StringComparison.Ordinal)))
        .Select(row => new TheoryDataRow<string, string>(row.Item2, row.Item4));

    [Fact]
    public void The_schema_file_is_up_to_date() => Approved.CheckFile("scenarios/scenario-v1.json", Text);

    [Fact]
    public async Task The_server_serves_the_schema_file()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get(ScenarioSchema.Id);
        Assert.Equal(Text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Text, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "scenarios", "scenario-v1.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_schema_is_valid_by_draft_2020_12() => Assert.True(MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(Text).RootElement).IsValid);

    [Theory, MemberData(nameof(Files))]
    public void Every_repository_file_is_valid_by_the_schema(string file)
    {
        var result = Evaluate(File.ReadAllText(Path.Combine(RepositoryScenarios.Folder, file)));
        Assert.True(result.IsValid, JsonSerializer.Serialize(result));
    }

    [Theory, MemberData(nameof(Broken))]
    public void A_structural_fault_is_invalid_by_the_schema(string code, string text) => Assert.False(Evaluate(text).IsValid, code);

    static EvaluationResults Evaluate(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Schema.Evaluate(JsonSerializer.SerializeToElement(Json(stream.Documents[0].RootNode)), new() { OutputFormat = OutputFormat.List });
    }

    // Converts scalars as editors do: plain ones become numbers, booleans and null.
    static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(line => KeyValuePair.Create(((YamlScalarNode)line.Key).Value!, Json(line.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar => scalar.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when decimal.TryParse(scalar.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => ((YamlScalarNode)node).Value,
    };
}
