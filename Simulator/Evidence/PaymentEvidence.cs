using KantanSim.Evidence.Har;
using KantanSim.Evidence.Html;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Evidence;

/// <summary>A file to take away.</summary>
/// <param name="FileName">With its extension; letters, digits, dots, hyphens and underscores only.</param>
internal sealed record EvidenceFile(string FileName, string Text);

/// <summary>What can be taken away of a payment: one HTML file, a HAR file, a scenario that repeats it.</summary>
internal sealed class PaymentEvidence(PaymentRecordReader reader, EvidenceHtml html, RunScenario runs, ScenarioWatcher scenarios)
{
    /// <param name="gateway">The base of KantanSim's URLs.</param>
    public async Task<EvidenceFile> Html(Transaction payment, string gateway, Language language) =>
        new(FileName(payment, "html"), html.Write(await reader.Read(payment), gateway, language));

    /// <inheritdoc cref="Html"/>
    public async Task<EvidenceFile> Har(Transaction payment, string gateway) =>
        new(FileName(payment, "har"), HarLog.Write(await reader.Read(payment), gateway));

    /// <exception cref="ProblemException">409: the file would be invalid.</exception>
    public async Task<EvidenceFile> Scenario(Transaction payment, ScenarioTitle title)
    {
        var run = (await Run(payment, title)).Valid();
        return new($"{run.Name}.yaml", run.Yaml);
    }

    /// <summary>The scenario file, even when it is invalid.</summary>
    public async Task<RunFile> Run(Transaction payment, ScenarioTitle title) => runs.Of(await reader.Read(payment), title);

    /// <summary>Saves the scenario into the folder of scenarios, where it can be used at once.</summary>
    /// <returns>How the saving ended, and the scenario's name.</returns>
    /// <exception cref="ProblemException">409: the file would be invalid.</exception>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public async Task<(ScenarioSaving Saving, string Name)> SaveScenario(Transaction payment, ScenarioTitle title)
    {
        var run = (await Run(payment, title)).Valid();
        var saving = ScenarioFolder.Save(scenarios.Current, run.Name, run.Yaml);
        if (saving.Outcome == ScenarioSavingOutcome.Saved) await scenarios.Refresh();
        return (saving, run.Name);
    }

    static string FileName(Transaction payment, string extension)
    {
        var order = payment.OrderId.Select(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' ? one : '-');
        return $"payment-{string.Concat(order)}.{extension}";
    }
}
