using KantanSim.Admin.Pages;
using KantanSim.Gateway;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Golden;

/// <summary>docs/fidelity.md, docs/lifecycle.md and the page /fidelity are generated from the code.</summary>
public sealed class FidelityDocumentTests
{
    static readonly ProtocolCatalog Protocol = new(CompositionRoot.Methods(), Search.Operation);
    static readonly FidelityReport Report = new(Protocol, new());

    [Fact]
    public void Fidelity_document_matches_the_code() => Approved.CheckDocument("fidelity", FidelityMarkdown.Document(Report));

    [Fact]
    public void Lifecycle_document_matches_the_code() => Approved.CheckDocument("lifecycle", FidelityMarkdown.Lifecycles(Report));

    [Fact]
    public void Fidelity_document_names_every_part_of_the_protocol() => Assert.All(
        [
            .. Protocol.Operations.Select(operation => operation.Api),
            .. Protocol.Operations.SelectMany(operation => operation.Fields).Select(rule => rule.Name),
            .. Protocol.Operations.SelectMany(operation => operation.Answers),
            .. Protocol.Methods.All.Select(method => method.StartApi),
            .. WireFields.Notified,
            .. GatewayStatus.All.Select(status => status.Code),
            .. GatewayErrors.All.Select(row => row.Info),
            .. ProtocolOptionCatalog.All.Select(option => $"KantanSim:Protocol:{option.Name}"),
        ],
        name => Assert.Contains($"`{name}`", FidelityMarkdown.Document(Report), StringComparison.Ordinal));

    [Fact]
    public void Fidelity_row_has_a_cell_for_each_column() =>
        Assert.All(Report.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Length, row.Length)));

    [Fact]
    public void Fidelity_row_states_its_confidence() => Assert.All(
        Report.Tables.Where(table => !table.IsMatrix && table != NotSimulated.Table),
        table => Assert.All(table.Rows, row => Assert.Contains(row, cell => cell.Fact is not null)));

    [Theory]
    [InlineData("en", "by analogy", "What is not simulated")]
    [InlineData("ja", "類推", "再現していないもの")]
    public async Task Fidelity_page_shows_every_table_in_the_language_of_the_reader(string language, string sure, string last)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get($"/fidelity?lang={language}");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(Report.Tables, table => Assert.Contains($"id=\"{table.Id}\"", page, StringComparison.Ordinal));
        Assert.Contains(sure, page, StringComparison.Ordinal);
        Assert.Contains(last, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fidelity_page_shows_configured_options_and_their_effect()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:ItemNameBytes=77");
        using var answer = await simulated.Get("/fidelity?lang=en");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("here: <code>77</code>", page, StringComparison.Ordinal);
        Assert.Contains("at most 77 bytes in CP932", page, StringComparison.Ordinal);
    }
}
