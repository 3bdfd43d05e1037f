using System.Text.Json;
using Json.Schema;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>scenarios/scenario-v1.json is generated from the code and finds the structural errors that the parser finds.</summary>
public sealed class ScenarioSchemaTests
{
    static readonly string Text = ScenarioSchema.Write(BuiltInSymbols.Known);
    static readonly JsonSchema Schema = JsonSchema.FromText(Text);

    // A schema checks the structure. It cannot find invalid YAML, duplicate keys (parsers reject these themselves), a wrong file name,
    // a lower bound above the upper one, an invalid result of a formula, or an unreachable rule.
    static readonly string[] StructuralCodes =
    [
        DiagnosticCode.UnknownKey, DiagnosticCode.MissingKey, DiagnosticCode.WrongType, DiagnosticCode.EmptyValue,
        DiagnosticCode.UnknownValue, DiagnosticCode.OutOfRange, DiagnosticCode.BadName, DiagnosticCode.WrongHook,
    ];

    // Parts of the rows with these codes that only the parser finds.
    static readonly string[] NotStructural = ["from: 5, to: 4", "from: PT5S, to: PT1S", "total * 100000"];

    public static TheoryData<string> Files =>
        [.. RepositoryScenarios.Library.Scenarios.Select(scenario => $"{scenario.FullName}.yaml")];

    public static IEnumerable<TheoryDataRow<string, string>> InvalidFiles => ScenarioFileTests.InvalidFiles
        .Select(row => row.Data)
        .Where(row => StructuralCodes.Contains(row.Item2))
        .Where(row => !NotStructural.Any(part => row.Item4.Contains(part, StringComparison.Ordinal)))
        .Select(row => new TheoryDataRow<string, string>(row.Item2, row.Item4));

    [Fact]
    public void The_schema_file_is_up_to_date() => Approved.CheckFile("scenarios/scenario-v1.json", Text);

    [Fact]
    public async Task The_server_serves_the_schema_file()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get(ScenarioSchema.Id);
        Assert.Equal(Text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_schema_file_is_part_of_the_build_output()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "scenarios", "scenario-v1.json");
        Assert.Equal(Text, File.ReadAllText(path));
    }

    [Fact]
    public void The_schema_is_valid_by_draft_2020_12() =>
        Assert.True(MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(Text).RootElement).IsValid);

    [Theory, MemberData(nameof(Files))]
    public void Every_repository_file_is_valid_by_the_schema(string file)
    {
        var result = YamlSchema.Evaluate(Schema, File.ReadAllText(Path.Combine(RepositoryScenarios.Folder, file)));
        Assert.True(result.IsValid, JsonSerializer.Serialize(result));
    }

    [Theory, MemberData(nameof(InvalidFiles))]
    public void A_structural_error_is_invalid_by_the_schema(string code, string text) =>
        Assert.False(YamlSchema.Evaluate(Schema, text).IsValid, code);
}
