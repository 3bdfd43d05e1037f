using System.Globalization;
using System.Xml.Linq;
using KantanSim.Commands;

namespace KantanSim.Check.Reports;

/// <summary>
/// A run as a JUnit report: a suite for each group of cases. Red cases are a failure, an accepted one is skipped with the reason; ERROR is
/// an error; WARN and REVIEW are a property and output. Suite <c>baseline</c> has a failure for each stale entry; suite <c>run</c> has an
/// error when nothing was judged or the run was interrupted.
/// </summary>
internal sealed class CheckJUnit
{
    readonly CheckOutcome outcome;
    readonly ReportLanguage language;
    readonly RepeatCommand repeat;

    CheckJUnit(CheckOutcome outcome, ReportLanguage language)
    {
        (this.outcome, this.language) = (outcome, language);
        repeat = new(outcome.Report.File, outcome.Report.Seed);
    }

    public static XDocument Document(CheckOutcome outcome, ReportLanguage language) => new CheckJUnit(outcome, language).Document();

    XDocument Document()
    {
        List<XElement> suites = [.. Groups(), .. Suite("baseline", outcome.Stale.Select(Stale)), .. Suite("run", Faults())];
        return new(new XElement("testsuites",
            new XAttribute("name", "KantanSim check"), CheckJUnitCase.Time(outcome.Report.Duration), Counts(suites), suites));
    }

    IEnumerable<XElement> Groups()
    {
        var cases = new CheckJUnitCase(outcome.Report.Gateway, repeat, language);
        return outcome.Cases.GroupBy(one => CaseGroup.Of(one.Id))
            .SelectMany(group => Suite($"{group.Key.Letter} {language.Of(group.Key.Name)}", group.Select(cases.Of)));
    }

    // Without cases there is no suite.
    IEnumerable<XElement> Suite(string name, IEnumerable<XElement> cases)
    {
        List<XElement> all = [.. cases];
        if (all.Count == 0) return [];
        var seconds = all.Sum(one => (decimal)one.Attribute("time")!);
        return
        [
            new("testsuite", new XAttribute("name", PrintableText.Of(name)), new XAttribute("time", seconds), Counts(all),
                new XElement("properties", Properties()), all),
        ];
    }

    IEnumerable<XElement> Properties() =>
    [
        CheckJUnitCase.Property("seed", outcome.Report.Seed.ToString(CultureInfo.InvariantCulture)),
        CheckJUnitCase.Property("gateway", outcome.Report.Gateway),
        CheckJUnitCase.Property("version", outcome.Report.Version),
        CheckJUnitCase.Property("command", repeat.For(outcome.Report.Selection)),
    ];

    XElement Stale(StaleEntry stale) => Fault(
        "baseline", $"{stale.Entry.Case} ({stale.Place})", "failure", "stale", $"{stale.Place}: {language.Of(stale.Sentence)}");

    // A run that has judged nothing, or not all, must not look good.
    IEnumerable<XElement> Faults()
    {
        var isComplete = outcome.Judged.Any() && outcome.Report is { IsInterrupted: false, Fault: null };
        return isComplete ? [] : [Fault("run", "The run judged its cases", "error", "error", language.Of(Conclusion.Of(outcome)))];
    }

    static XElement Fault(string suite, string name, string kind, string type, string message) => new("testcase",
        new XAttribute("classname", $"kantansim.check.{suite}"), new XAttribute("name", PrintableText.Of(name)),
        new XAttribute("time", "0"),
        new XElement(kind, new XAttribute("type", type), new XAttribute("message", PrintableText.Of(message))));

    // Of the cases in all elements together.
    static XAttribute[] Counts(List<XElement> elements) =>
    [
        new("tests", Count(elements, "testcase")), new("failures", Count(elements, "failure")), new("errors", Count(elements, "error")),
        new("skipped", Count(elements, "skipped")),
    ];

    static int Count(List<XElement> elements, string name) => elements.DescendantsAndSelf(name).Count();
}
