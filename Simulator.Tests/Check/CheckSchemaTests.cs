using System.Text.Json;
using Json.Schema;
using KantanSim.Check.Files;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Check;

/// <summary>docs/check-v1.json is generated from the code and finds the structural faults that the reader finds.</summary>
public sealed class CheckSchemaTests
{
    static readonly string Text = CheckSchema.Write();
    static readonly JsonSchema Schema = JsonSchema.FromText(Text);

    // What a schema cannot find: invalid YAML, variables, durations out of range, and the syntax of paths and expressions.
    static readonly string[] ReaderCodes =
    [
        DiagnosticCode.EmptyFile, DiagnosticCode.NotUtf8, DiagnosticCode.ManyDocuments, DiagnosticCode.BrokenYaml,
        DiagnosticCode.DuplicateKey, DiagnosticCode.OutOfRange,
        CheckDiagnosticCode.BadTemplate, CheckDiagnosticCode.UnknownVariable, CheckDiagnosticCode.MissingVariable,
    ];

    // Parts of rows with other codes that only the reader finds.
    static readonly string[] ReaderTexts = ["failed: [▲paid]", "▲\"$.[\"", "▲\"/(", "▲\"$[9"];

    public static TheoryData<string> ValidFiles =>
        [InvalidCheckFiles.Good, CheckFileReaderTests.Compact, CheckFileReaderTests.Complete, CheckFileReaderTests.Created];

    public static TheoryData<string, string> InvalidFiles =>
    [
        .. InvalidCheckFiles.Rows
            .Where(row => !ReaderCodes.Contains(row.Code))
            .Where(row => !ReaderTexts.Any(part => row.Text.Contains(part, StringComparison.Ordinal)))
            .Select(row => (row.Code, row.Text)),
    ];

    [Fact]
    public void Schema_file_is_up_to_date() => Approved.CheckFile("docs/check-v1.json", Text);

    [Fact]
    public async Task Server_serves_the_schema_file()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get(CheckSchema.Id);
        Assert.Equal(Text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Schema_is_valid_by_draft_2020_12() =>
        Assert.True(MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(Text).RootElement).IsValid);

    [Theory, MemberData(nameof(ValidFiles))]
    public void File_without_faults_is_valid_by_the_schema(string text)
    {
        var result = YamlSchema.Evaluate(Schema, text);
        Assert.True(result.IsValid, JsonSerializer.Serialize(result));
    }

    [Theory, MemberData(nameof(InvalidFiles))]
    public void Structural_fault_is_invalid_by_the_schema(string code, string text) =>
        Assert.False(YamlSchema.Evaluate(Schema, text.Replace("▲", "", StringComparison.Ordinal)).IsValid, code);
}
