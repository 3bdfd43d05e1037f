using System.Text.Json;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>Asks a running server what the shops did wrong, and prints it.</summary>
/// <param name="client">Asks the server.</param>
/// <param name="output">Receives the findings.</param>
/// <param name="error">Receives what went wrong.</param>
internal sealed class AdviceCommand(AdviceClient client, TextWriter output, TextWriter error)
{
    /// <param name="junitFile">Where to write a JUnit report; null: nowhere.</param>
    /// <param name="asJson">Whether a JSON array is printed and not plain text.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(AdviceRequest request, string? junitFile, bool asJson, CancellationToken cancel)
    {
        try
        {
            var report = await client.Read(request, cancel);
            await output.WriteAsync(asJson ? ToJson(report) : ToText(report));
            if (junitFile is not null) ReportFile.Write(junitFile, AdviceJUnit.Document(report, request));
            var isFailed = report.Findings.Any(finding => request.IsFailure(finding.Severity));
            return isFailed ? ExitCodes.Findings : ExitCodes.Success;
        }
        catch (CommandException fault)
        {
            await error.WriteLineAsync(PrintableText.Of(fault.Message));
            return fault.ExitCode;
        }
    }

    static string ToText(AdviceReport report) => string.Concat(AdviceText.Lines(report).Select(line => line + Environment.NewLine));

    static string ToJson(AdviceReport report) =>
        $"[{string.Join($",{Environment.NewLine}", report.Findings.Select(ToJson))}]{Environment.NewLine}";

    static string ToJson(AdviceView finding) => JsonSerializer.Serialize(finding, CommandJson.Types.AdviceView);
}
