using System.Globalization;
using System.Xml.Linq;
using KantanSim.Check.Judging;
using KantanSim.Commands;

namespace KantanSim.Check.Reports;

/// <summary>The test case of a case in a JUnit report.</summary>
/// <param name="gateway">The URL of KantanSim.</param>
internal sealed class CheckJUnitCase(string gateway, RepeatCommand repeat, ReportLanguage language)
{
    /// <summary>Payments that a test case links to.</summary>
    const int MaxLinks = 10;

    public XElement Of(JudgedCase judged)
    {
        var check = judged.Result.Case;
        return new("testcase",
            new XAttribute("classname", $"kantansim.check.{CaseGroup.Of(check.Id).Letter}"),
            new XAttribute("name", PrintableText.Of($"{check.Id} {language.Of(check.Title)}")), Time(judged.Result.Duration),
            Content(judged));
    }

    /// <summary>An attribute: seconds.</summary>
    public static XAttribute Time(TimeSpan time) =>
        new("time", time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));

    public static XElement Property(string name, string value) =>
        new("property", new XAttribute("name", name), new XAttribute("value", PrintableText.Of(value)));

    IEnumerable<XElement> Content(JudgedCase judged) => (judged.Result.Verdict, judged.Accepted) switch
    {
        (_, { } accepted) => [Skipped(language.Accepted(accepted)), Output(judged.Result)],
        (Verdict.Fail or Verdict.Flaky, _) => [Problem("failure", judged.Result)],
        (Verdict.Error, _) => [Problem("error", judged.Result)],
        (Verdict.Skip or Verdict.Omit, _) =>
                [Skipped($"{VerdictWord.Of(judged.Result.Verdict)}{language.Colon}{language.Of(judged.Result.Sentence)}")],
        (Verdict.Warn or Verdict.Review, _) => [Remark(judged.Result), Output(judged.Result)],
        _ => [],
    };

    static XElement Skipped(string reason) => new("skipped", new XAttribute("message", PrintableText.Of(reason)));

    XElement Problem(string kind, CaseResult result) => new(kind,
        new XAttribute("type", Id(result)), new XAttribute("message", PrintableText.Of(language.Of(result.Sentence))), Text(result));

    XElement Remark(CaseResult result) => new("properties", Property(Id(result), language.Of(result.Sentence)));

    XElement Output(CaseResult result) => new("system-out", Text(result));

    static string Id(CaseResult result) => VerdictWord.Of(result.Verdict).ToLowerInvariant();

    string Text(CaseResult result)
    {
        var links = result.Facts?.Payments.Select(payment => PaymentLink.Of(gateway, payment.Transaction.AccessId)) ?? [];
        IEnumerable<string> lines =
        [
            $"{VerdictWord.Of(result.Verdict)}{language.Colon}{language.Of(result.Sentence)}",
            .. result.Conditions.Select(one => $"  {(one.Holds ? "✓" : "✗")} {one.Part}{language.Colon}{language.Of(one.Sentence)}"),
            language.Of("A good shop: ", "良い店：") + language.Of(result.Case.Good),
            language.Fix + language.Of(CaseFix.Of(result)),
            .. links.Take(MaxLinks),
            language.Repeat + repeat.For(result.Case.Id),
        ];
        return $"\n{string.Join('\n', lines.Select(PrintableText.Of))}\n";
    }
}
