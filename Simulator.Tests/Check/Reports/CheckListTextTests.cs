using KantanSim.Check.Reports;

namespace KantanSim.Tests.Check.Reports;

/// <summary>The output of <c>check list</c>.</summary>
public sealed class CheckListTextTests
{
    [Theory]
    [InlineData("en", "N05 * Title of N05\nD01   Title of D01  OMIT: needs hooks.restart\n"
        + "2 cases, of which 1 are core cases (*); 1 apply to this shop.")]
    [InlineData("ja", "N05 * N05 の題\nD01   D01 の題  OMIT：needs hooks.restart\n"
        + "全2ケース（うち基本ケース（*）1）。この店に当てはまるのは1ケースです。")]
    public void Line_has_id_core_mark_title_and_why_a_case_does_not_apply(string language, string expected) => Assert.Equal(
        expected,
        string.Join('\n', CheckListText.Lines(
            [(TestReport.Case("N05") with { IsCore = true }, null), (TestReport.Case("D01"), "needs hooks.restart")],
            ReportLanguage.In(language))));
}
