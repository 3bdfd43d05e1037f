using System.Text.RegularExpressions;
using KantanSim.Admin.Pages;
using KantanSim.Gateway;
using KantanSim.Startup;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The fidelity page in Japanese has no sentences in English.</summary>
public sealed partial class FidelityLanguageTests
{
    [Fact]
    public void Every_cell_and_source_is_in_japanese()
    {
        var report = new FidelityReport(new(CompositionRoot.Methods(), Search.Operation), new());
        var texts = report.Tables.Where(table => table.Id != "statuses")
            .SelectMany(table => table.Rows.SelectMany(row => row).Concat([table.Title, table.About]).Concat(table.Columns))
            .Select(cell => cell.Ja)
            .Concat(report.Sources.Select(source => source.Ja));

        var english = texts.Where(text => EnglishWords().IsMatch(Code().Replace(text, ""))).ToList();
        Assert.Empty(english);
    }

    // Names of repositories and products are one or two words.
    [GeneratedRegex("[A-Za-z]+ [a-z]{2,} [a-z]{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishWords();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}
