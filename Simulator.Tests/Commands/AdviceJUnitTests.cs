using System.Text;
using System.Xml;
using System.Xml.Linq;
using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Commands;
using KantanSim.Operations;
using KantanSim.Protocol;

namespace KantanSim.Tests.Commands;

/// <summary>The JUnit report of the command <c>advice</c>: which case fails, passes or is skipped, and that it is valid XML.</summary>
public sealed class AdviceJUnitTests
{
    const string Redirect = "notification-redirect";
    const string Lost = "lost-answer-not-searched";

    static readonly string[] Counts = ["tests", "failures", "errors", "skipped"];

    [Fact]
    public void Error_is_a_failure_with_sentence_fix_and_evidence()
    {
        var failure = Case(Redirect, [Finding(Redirect, Severity.Error, "Your shop answered 302.")]).Element("failure")!;
        Assert.Equal(("error", "Your shop answered 302."), ((string?)failure.Attribute("type"), (string?)failure.Attribute("message")));
        Assert.Equal(
            """

            OrderID A-1 of shop s1: http://host/payments/a1
              error: Your shop answered 302.
              Fix: Answer 0.
              See http://host/advice#notification-redirect and docs/merchant.md#x
              Evidence:
                2026-01-15 09:00:00 +09:00 gateway → merchant notification: HTTP 302

            """, failure.Value);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("review")]
    [InlineData("hint")]
    public void Finding_that_does_not_fail_is_a_property_and_output(string severity)
    {
        var passed = Case(Lost, [Finding(Lost, Enum.Parse<Severity>(severity, ignoreCase: true), "Look for it.")]);
        var property = passed.Element("properties")!.Element("property")!;
        Assert.Null(passed.Element("failure"));
        Assert.Equal(
            (severity, "Look for it."),
            ((string?)property.Attribute("name"), (string?)property.Attribute("value")));
        Assert.Contains("Fix: Answer 0.", passed.Element("system-out")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Warning_is_a_failure_when_warnings_fail() =>
        Assert.NotNull(Case(Lost, [Finding(Lost, Severity.Warning, "x")], threshold: Severity.Warning).Element("failure"));

    [Fact]
    public void Each_shop_has_a_case_for_each_rule_and_those_without_a_finding_pass()
    {
        var suites = Document([Finding(Redirect, Severity.Error, "x")], "s1", "s3").Root!.Elements("testsuite").ToList();
        Assert.Equal(["s1", "s3"], suites.Select(suite => (string)suite.Attribute("name")!));
        Assert.All(suites, suite => Assert.Equal(
            RuleCatalog.All.Select(rule => rule.Id), suite.Elements("testcase").Select(one => (string)one.Attribute("name")!)));
        Assert.All(suites[1].Elements("testcase"), one => Assert.Empty(one.Elements()));
    }

    [Fact]
    public void Counts_are_those_of_the_cases()
    {
        var root = Document(
            [Finding(Redirect, Severity.Error, "x"), Finding(Redirect, Severity.Error, "y"), Finding(Lost, Severity.Warning, "z")],
            "s1", "s2").Root!;
        Assert.All(root.Elements("testsuite").Append(root), counted => Assert.Equal(
            [counted.Descendants("testcase").Count(), counted.Descendants("failure").Count(), 0, counted.Descendants("skipped").Count()],
            Counts.Select(name => (int)counted.Attribute(name)!)));
        Assert.Equal((1, 1), (root.Descendants("failure").Count(), root.Descendants("skipped").Count()));
        Assert.Equal("x (and 1 more)", (string?)root.Descendants("failure").Single().Attribute("message"));
    }

    [Fact]
    public void Rule_that_is_switched_off_is_skipped_with_the_reason() => Assert.Equal(
        "Switched off: we never search",
        (string?)Case(Lost, [], "s2").Element("skipped")!.Attribute("message"));

    [Fact]
    public void Calls_that_name_no_shop_have_a_suite_of_their_own()
    {
        var finding = Finding(Redirect, Severity.Error, "x") with { ShopId = "", OrderId = null, AccessId = null };
        var suite = Document([finding], "s1").Root!.Elements("testsuite").First();
        Assert.Equal("no shop", (string?)suite.Attribute("name"));
        Assert.Contains("Calls that name no shop", suite.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_with_many_findings_describes_50_and_counts_the_others()
    {
        var text = Case(Redirect, [.. Enumerable.Range(1, 52).Select(number => Finding(Redirect, Severity.Error, $"S{number}."))])
            .Element("failure")!.Value;
        Assert.Contains("S50.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("S51.", text, StringComparison.Ordinal);
        Assert.EndsWith("\nAnd 2 more.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void File_is_valid_XML_for_any_text() =>
        Assert.All(["a\0b\u001b[31m", "\ud800", "\uffff]]><x a=\"'&", "①髙 \ud83c\udf75\r\n\t"], AssertValid);

    static void AssertValid(string text)
    {
        var finding = Finding(text, Severity.Error, text) with
        {
            ShopId = text,
            OrderId = text,
            AccessId = text,
            Remedy = text,
            Help = text,
        };
        var written = Document([finding, finding with { Severity = Severity.Hint }], text);
        using var file = new MemoryStream();
        using (var writer = XmlWriter.Create(file, new() { Encoding = new UTF8Encoding(false) })) written.Save(writer);
        file.Position = 0;
        Assert.Single(XDocument.Load(file).Descendants("failure"));
    }

    static XElement Case(string rule, AdviceView[] findings, string shop = "s1", Severity? threshold = null) =>
        AdviceJUnit.Document(Report(findings, ["s1", "s2"]), new(null, null, threshold)).Descendants("testcase")
            .Single(one => (string?)one.Attribute("name") == rule && (string?)one.Attribute("classname") == $"advice.{shop}");

    static XDocument Document(AdviceView[] findings, params string[] shops) =>
        AdviceJUnit.Document(Report(findings, shops), new(null, null, null));

    // Shop s2 has switched a rule off.
    static AdviceReport Report(AdviceView[] findings, string[] shops) => new("http://host", findings, [.. shops.Select(Shop)], true);

    static Shop Shop(string shopId) => new()
    {
        ShopId = shopId,
        ShopPass = "",
        Advice = shopId == "s2" ? new Dictionary<string, string> { [Lost] = "we never search" } : [],
    };

    static AdviceView Finding(string rule, Severity severity, string sentence)
    {
        var at = new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
        var step = new StepView(9, "gateway", "merchant", "notification", at, at, 1, null, null, "HTTP 302", []);
        return new(rule, severity, "s1", "A-1", "a1", at, "Title", sentence, "Why", "Answer 0.", "docs/merchant.md#x", [step]);
    }
}
