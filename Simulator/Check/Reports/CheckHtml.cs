using System.Globalization;
using System.Text.RegularExpressions;
using KantanSim.Check.Judging;
using KantanSim.Commands;
using KantanSim.Operations;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.Check.Reports;

/// <summary>A run as one HTML file without scripts, which is read offline.</summary>
internal static partial class CheckHtml
{
    static readonly PageTemplates Templates = new() { JapaneseStateName = StateNames.Japanese };

    /// <exception cref="CommandException">The file cannot be written.</exception>
    /// <param name="hide">Masks secrets in a text; null: there are none.</param>
    public static void Write(string file, CheckOutcome outcome, ReportLanguage language, Func<string, string>? hide = null) =>
        ReportFile.Write(file, Text(outcome, language, hide));

    /// <param name="hide">Masks secrets in a text; null: there are none.</param>
    public static string Text(CheckOutcome outcome, ReportLanguage language, Func<string, string>? hide = null)
    {
        var webLanguage = language.IsJapanese ? Language.Ja : Language.En;
        var model = HtmlSecrets.HideIn(Model(outcome, language), hide ?? (text => text));
        return Indentation().Replace(Templates.Render("Check/Reports/report.html", webLanguage, model), "\n");
    }

    // Templates in templates are indented far. Only before a tag, so that texts keep their blanks.
    [GeneratedRegex(@"\s*\n[ \t]+(?=<)")]
    private static partial Regex Indentation();

    static Dictionary<string, object?> Model(CheckOutcome outcome, ReportLanguage language)
    {
        var report = outcome.Report;
        var repeat = new RepeatCommand(report.File, report.Seed);
        var cases = new HtmlCase(report.Gateway, repeat, language);
        return new()
        {
            ["conclusion"] = language.Of(Conclusion.Of(outcome)),
            ["exit"] = language.Of(Conclusion.Exit(outcome)),
            ["tone"] = CheckExitCode.Of(outcome) == ExitCodes.Success ? "good" : "error",
            ["next"] = NextSteps.Of(outcome).Select(language.Of),
            ["counts"] = VerdictWord.Order.Select(verdict => Count(verdict, outcome)).Where(one => (int)one["count"]! > 0),
            ["run"] = Run(report, repeat, language),
            ["attention"] = outcome.Red.Concat(outcome.Of(Verdict.Error)).Select(cases.Row),
            ["accepted"] = outcome.Accepted.Select(cases.Row),
            ["stale"] = outcome.Stale.Select(stale => ShownText.Line($"{stale.Place}: {language.Of(stale.Sentence)}")),
            ["groups"] = outcome.Cases.GroupBy(one => CaseGroup.Of(one.Id)).Select(group => Group(group, cases, language)),
        };
    }

    static Dictionary<string, object?> Count(Verdict verdict, CheckOutcome outcome) => new()
    {
        ["verdict"] = VerdictWord.Of(verdict),
        ["tone"] = HtmlCase.ToneOf(verdict),
        ["count"] = outcome.Of(verdict).Count(),
    };

    static Dictionary<string, object?> Run(CheckReport report, RepeatCommand repeat, ReportLanguage language) => new()
    {
        ["file"] = ShownText.Line(report.File),
        ["gateway"] = ShownText.Line(report.Gateway),
        ["link"] = ShownText.Link(report.Gateway),
        ["seed"] = report.Seed.ToString(CultureInfo.InvariantCulture),
        ["version"] = ShownText.Line(report.Version),
        ["at"] = Jst.Readable(report.StartedAt),
        ["took"] = language.Seconds(report.Duration),
        ["command"] = ShownText.Line(repeat.For(report.Selection)),
    };

    static Dictionary<string, object?> Group(IGrouping<CaseGroup, JudgedCase> group, HtmlCase cases, ReportLanguage language) => new()
    {
        ["letter"] = $"{group.Key.Letter}",
        ["name"] = language.Of(group.Key.Name),
        ["cases"] = group.Select(cases.Model),
    };
}
