using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Reports;
using KantanSim.Check.Running;
using KantanSim.Commands;

namespace KantanSim.Check.Command;

/// <summary>Lists the cases, and which apply to a shop.</summary>
internal sealed class CheckListCommand(TextWriter output, TextWriter error)
{
    /// <param name="file">The shop's file; null: without one, all cases apply.</param>
    /// <param name="language"><c>en</c> or <c>ja</c>.</param>
    /// <param name="asJson">Whether a JSON array is printed and not plain text.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(string? file, string language, bool asJson = false)
    {
        try
        {
            var shop = file is null ? null : CheckInput.File(file);
            var words = ReportLanguage.In(language);
            List<(CheckCase, string?)> rows = [.. CaseCatalog.All.Select(one => (one, Reason(one, shop, words)))];
            foreach (var line in asJson ? [new CheckJson(words).List(rows)] : CheckListText.Lines(rows, words))
                await output.WriteLineAsync(line);
            return ExitCodes.Success;
        }
        catch (CheckInputException fault)
        {
            foreach (var line in fault.Lines) await error.WriteLineAsync(PrintableText.Of(line));
            return ExitCodes.WrongUse;
        }
    }

    static string? Reason(CheckCase one, CheckFile? shop, ReportLanguage words) =>
        shop is not null && Applicability.ReasonAgainst(one, shop) is { } reason ? words.Of(reason) : null;
}
