using KantanSim.Evidence.Har;
using KantanSim.Evidence.Html;
using KantanSim.Operations;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Evidence;

/// <summary>A file to take away.</summary>
/// <param name="FileName">With its extension; letters, digits, dots, hyphens and underscores only.</param>
internal sealed record EvidenceFile(string FileName, string Text);

/// <summary>What can be taken away of a payment: one HTML file, a HAR file, a scenario that repeats it.</summary>
internal sealed class PaymentEvidence(PaymentRecordReader reader, EvidenceHtml html, RunScenario runs, ScenarioSaver saver)
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
    /// <returns>The scenario's name, and the path of its file.</returns>
    /// <exception cref="ProblemException">
    /// 400: the name is in use. 409: the file would be invalid, or the folder cannot be written.
    /// </exception>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public async Task<(string Name, string Path)> SaveScenario(Transaction payment, ScenarioTitle title)
    {
        var run = (await Run(payment, title)).Valid();
        return (run.Name, await saver.Save(run.Name, run.Yaml));
    }

    static string FileName(Transaction payment, string extension)
    {
        var order = payment.OrderId.Select(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' ? one : '-');
        return $"payment-{string.Concat(order)}.{extension}";
    }
}
