using KantanSim.Operations;
using KantanSim.Scenarios.Files;

namespace KantanSim.Mcp.Tools;

internal sealed class ListScenariosTool(ScenarioWatcher scenarios) : IControlTool
{
    public ToolDefinition Definition { get; } = new(
        "list_scenarios", "List scenarios",
        "Lists the scenarios: what can go wrong in a payment, and what a good shop does then. Use it to choose a scenario for "
        + "arm_scenario or play_scenario.",
        ToolEffect.Reads,
        [new("search", "string", "Only those whose name, title or description contains this text; case is ignored.")]);

    public Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel)
    {
        var search = arguments.Text("search") ?? "";
        arguments.ThrowIfInvalid();
        var library = scenarios.Current;
        var listing = new ScenarioBriefs(
            [.. library.Scenarios.Where(scenario => Has(scenario, search)).Select(ScenarioBrief.Of)],
            [.. library.Diagnostics.Select(FileFaultView.Of)]);
        return Task.FromResult(ToolAnswer.Of(Text(listing), listing, ToolAnswer.Own.ScenarioBriefs));
    }

    static bool Has(Scenario scenario, string search) =>
        new[] { scenario.Name, scenario.Title.En, scenario.Title.Ja, scenario.Description.En, scenario.Description.Ja }
            .Any(text => text.Contains(search, StringComparison.OrdinalIgnoreCase));

    static string Text(ScenarioBriefs listing) =>
        PaymentText.Page(listing.Items.Select(Line), null, "No scenario matches.")
        + PaymentText.Section(
            "Files that could not be read", listing.Faults.Select(fault => $"{fault.File} line {fault.Line}: {fault.Message}"));

    static string Line(ScenarioBrief scenario) => $"{scenario.Name}: {scenario.Title}. {scenario.Description}".Trim();
}
