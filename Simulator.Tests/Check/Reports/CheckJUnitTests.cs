using System.Text;
using System.Xml;
using System.Xml.Linq;
using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Check.Reports;

namespace KantanSim.Tests.Check.Reports;

/// <summary>The JUnit report of a run: which case fails, is skipped or passes, and that it is valid XML.</summary>
public sealed class CheckJUnitTests
{
    static readonly string[] Counts = ["tests", "failures", "errors", "skipped"];

    // The element that tells the verdict, and its message; WARN and REVIEW have output.
    [Theory]
    [InlineData("Pass", "", null)]
    [InlineData("Fail", "failure", "Sentence of N05.")]
    [InlineData("Flaky", "failure", "Sentence of N05.")]
    [InlineData("Error", "error", "Sentence of N05.")]
    [InlineData("Skip", "skipped", "SKIP: Sentence of N05.")]
    [InlineData("Omit", "skipped", "OMIT: Sentence of N05.")]
    [InlineData("Warn", "properties system-out", null)]
    [InlineData("Review", "properties system-out", null)]
    public void Verdict_becomes_an_element(string verdict, string elements, string? message)
    {
        var written = Case(TestReport.Outcome([TestReport.Result("N05", Enum.Parse<Verdict>(verdict))]));
        Assert.Equal(elements, string.Join(' ', written.Elements().Select(one => one.Name.LocalName)));
        Assert.Equal(message, (string?)written.Elements().FirstOrDefault()?.Attribute("message"));
    }

    [Fact]
    public void Case_has_name_class_and_time()
    {
        var written = Case(TestReport.Outcome([TestReport.Result("N05", Verdict.Pass)]));
        Assert.Equal(
            ("kantansim.check.N", "N05 Title of N05", "0.800"),
            ((string?)written.Attribute("classname"), (string?)written.Attribute("name"), (string?)written.Attribute("time")));
    }

    [Fact]
    public void Failure_tells_conditions_remedy_and_how_to_repeat_it()
    {
        var result = TestReport.Result("N05", Verdict.Fail) with
        {
            Conditions =
            [
                new("reached", new Condition.Played([]), true, new("The rules were played.")),
                new("must", new Condition.Books(), false, new("Order 1 is open; paid is expected.")),
            ],
        };
        Assert.Equal(
            """

            FAIL: Sentence of N05.
              ✓ reached: The rules were played.
              ✗ must: Order 1 is open; paid is expected.
            A good shop: What a good shop does.
            Fix: How to fix it.
            Repeat: kantansim check run N05 --file kantansim-check.yaml --seed 7

            """, Case(TestReport.Outcome([result])).Element("failure")!.Value);
    }

    [Theory]
    [InlineData("Warn", "warn")]
    [InlineData("Review", "review")]
    public void Remark_is_a_property(string verdict, string name)
    {
        var property = Case(TestReport.Outcome([TestReport.Result("N05", Enum.Parse<Verdict>(verdict))])).Descendants("property").Single();
        Assert.Equal((name, "Sentence of N05."), ((string?)property.Attribute("name"), (string?)property.Attribute("value")));
    }

    [Fact]
    public void Accepted_red_case_is_skipped_with_day_and_reason()
    {
        var written = Case(TestReport.Outcome([TestReport.Result("N05", Verdict.Fail)], "N05 2026-12-31"));
        Assert.Null(written.Element("failure"));
        Assert.Equal("accepted until 2026-12-31: reason of N05", (string?)written.Element("skipped")!.Attribute("message"));
    }

    [Fact]
    public void Stale_entry_is_a_failure_of_the_baseline()
    {
        var outcome = TestReport.Outcome([TestReport.Result("N05", Verdict.Pass)], "N05 2026-12-31");
        var suite = Suites(outcome).Single(one => (string?)one.Attribute("name") == "baseline");
        Assert.Equal("N05 (baseline.yaml:1)", (string?)suite.Element("testcase")!.Attribute("name"));
        Assert.Equal(
            "baseline.yaml:1: N05 is not red any more: PASS. Remove the entry.",
            (string?)suite.Descendants("failure").Single().Attribute("message"));
    }

    [Theory]
    [InlineData("Pass", false, 0)]
    [InlineData("Skip", false, 1)]
    [InlineData("Pass", true, 1)]
    public void Run_that_judged_nothing_or_was_interrupted_has_an_error(string verdict, bool isInterrupted, int errors)
    {
        var report = TestReport.Of(TestReport.Result("N05", Enum.Parse<Verdict>(verdict))) with { IsInterrupted = isInterrupted };
        Assert.Equal(errors, Document(TestReport.Outcome(report)).Descendants("error").Count());
    }

    [Fact]
    public void Each_group_is_a_suite_with_what_the_run_used()
    {
        var report = TestReport.Of(
            TestReport.Result("P01", Verdict.Pass), TestReport.Result("N05", Verdict.Pass), TestReport.Result("N07", Verdict.Fail));
        var suites = Suites(TestReport.Outcome(report with { Selection = ["core", "N07"] }));
        Assert.Equal(["P Registration and request", "N Notification"], suites.Select(suite => (string)suite.Attribute("name")!));
        Assert.Equal(["0.800", "1.600"], suites.Select(suite => (string)suite.Attribute("time")!));
        Assert.All(suites, suite => Assert.Equal(
            [
                ("seed", "7"), ("gateway", "http://host"), ("version", "1.2.3"),
                ("command", "kantansim check run core N07 --file kantansim-check.yaml --seed 7"),
            ],
            suite.Element("properties")!.Elements().Select(one => ((string)one.Attribute("name")!, (string)one.Attribute("value")!))));
    }

    [Fact]
    public void Counts_are_those_of_the_cases()
    {
        Verdict[] verdicts = [Verdict.Fail, Verdict.Error, Verdict.Skip, Verdict.Pass];
        string[] ids = ["N05", "N07", "P01", "W01"];
        var root = Document(TestReport.Outcome(ids.Zip(verdicts, (id, verdict) => TestReport.Result(id, verdict)))).Root!;
        Assert.Equal([4, 1, 1, 1], Counts.Select(name => (int)root.Attribute(name)!));
        Assert.Equal("95.000", (string?)root.Attribute("time"));
        Assert.All(root.Elements("testsuite"), suite => Assert.Equal(
            [
                suite.Descendants("testcase").Count(), suite.Descendants("failure").Count(), suite.Descendants("error").Count(),
                suite.Descendants("skipped").Count(),
            ],
            Counts.Select(name => (int)suite.Attribute(name)!)));
    }

    [Fact]
    public void Report_is_Japanese_on_request()
    {
        var outcome = TestReport.Outcome([TestReport.Result("N05", Verdict.Fail)]);
        var written = CheckJUnit.Document(outcome, ReportLanguage.In("ja")).Descendants("testcase").Single();
        Assert.Equal("N05 N05 の題", (string?)written.Attribute("name"));
        Assert.Contains("\n対処：直し方。\n", written.Element("failure")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void File_is_valid_XML_for_any_text() =>
        Assert.All(["a\0b\u001b[31m", "\ud800", "\uffff]]><x a=\"'&", "①髙 \ud83c\udf75\r\n\t"], AssertValid);

    static void AssertValid(string text)
    {
        var result = TestReport.Result("N05", Verdict.Fail);
        result = result with
        {
            Sentence = new(text),
            Case = result.Case with { Title = new(text), Good = new(text), Fix = new(text) },
            Conditions = [new("must", new Condition.Books(), false, new(text))],
        };
        var report = TestReport.Of(result, result with { Verdict = Verdict.Warn }, result with { Verdict = Verdict.Skip }) with
        {
            File = text,
            Gateway = text,
            Version = text,
        };
        using var file = new MemoryStream();
        using (var writer = XmlWriter.Create(file, new() { Encoding = new UTF8Encoding(false) }))
            Document(TestReport.Outcome(report)).Save(writer);
        file.Position = 0;
        Assert.Single(XDocument.Load(file).Descendants("failure"));
    }

    static XElement Case(CheckOutcome outcome) =>
        Document(outcome).Descendants("testcase").Single(one => (string?)one.Attribute("name") == "N05 Title of N05");

    static List<XElement> Suites(CheckOutcome outcome) => [.. Document(outcome).Root!.Elements("testsuite")];

    static XDocument Document(CheckOutcome outcome) => CheckJUnit.Document(outcome, ReportLanguage.In("en"));
}
