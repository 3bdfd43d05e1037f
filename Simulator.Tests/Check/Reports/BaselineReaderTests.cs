using KantanSim.Check.Reports;

namespace KantanSim.Tests.Check.Reports;

/// <summary>Reading a baseline: entries, and each error with file and line.</summary>
public sealed class BaselineReaderTests
{
    [Fact]
    public void Entries_are_read_with_their_lines()
    {
        var read = BaselineReader.Parse("""
            # accepted for now
            - { case: N05, reason: "the job comes in May", until: 2026-12-31 }
            - case: D01
              reason: no second database
              until: 2027-01-15
            """, "b.yaml");
        Assert.Empty(read.Diagnostics);
        Assert.Equal(
            [
                new BaselineEntry("N05", "the job comes in May", new(2026, 12, 31), 2),
                new BaselineEntry("D01", "no second database", new(2027, 1, 15), 3),
            ],
            read.Baseline!.Entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing is accepted\n")]
    [InlineData("[]")]
    public void File_without_entries_accepts_nothing(string text)
    {
        var read = BaselineReader.Parse(text, "b.yaml");
        Assert.Empty(read.Diagnostics);
        Assert.Empty(read.Baseline!.Entries);
    }

    [Theory]
    [InlineData("case: N05", "b.yaml:1:1 wrong-type a baseline takes a list")]
    [InlineData("\n- N05", "b.yaml:2:3 wrong-type an entry takes a mapping; keys: case, reason, until")]
    [InlineData("- { case: N05, until: 2026-12-31 }", "b.yaml:1:3 missing-key \"reason\" is missing")]
    [InlineData("- { reason: x, until: 2026-12-31 }", "b.yaml:1:3 missing-key \"case\" is missing")]
    [InlineData("- { case: N05, reason: x }", "b.yaml:1:3 missing-key \"until\" is missing")]
    [InlineData("- { case: N05, reason: '', until: 2026-12-31 }", "b.yaml:1:24 empty-value \"reason\" has no value")]
    [InlineData("- { case: N05, reason: x, until: 2026-12-31, untl: 1 }",
        "b.yaml:1:46 unknown-key \"untl\" is not a key here; allowed: case, reason, until (did you mean \"until\"?)")]
    [InlineData("- { case: N05, reason: x, until: 31.12.2026 }",
        "b.yaml:1:34 wrong-type \"until\" takes a day such as 2026-12-31, not \"31.12.2026\"")]
    [InlineData("- { case: N05, reason: x, until: 2026-02-30 }",
        "b.yaml:1:34 wrong-type \"until\" takes a day such as 2026-12-31, not \"2026-02-30\"")]
    [InlineData("- { case: N05, reason: x, until: 2026-12-31 }\n- { case: N05, reason: x, until: 2027-12-31 }",
        "b.yaml:2:3 duplicate-name the case N05 is repeated")]
    [InlineData("- { case: N05, case: N06, reason: x, until: 2026-12-31 }", "b.yaml:1:16 duplicate-key \"case\" is repeated")]
    [InlineData("[]\n---\n[]", "b.yaml:3:1 many-documents a file contains one YAML document")]
    [InlineData("\uFFFD", "b.yaml:1:1 not-utf8 the file is not UTF-8")]
    public void Error_is_reported_with_its_place(string text, string expected)
    {
        var read = BaselineReader.Parse(text, "b.yaml");
        Assert.Equal([expected], read.Diagnostics.Select(one => one.ToString()));
        Assert.Null(read.Baseline);
    }

    [Theory]
    [InlineData("- { case: [")]
    [InlineData("- *again")]
    [InlineData("{ : : }")]
    public void Broken_YAML_is_an_error_and_no_exception(string text) =>
        Assert.NotEmpty(BaselineReader.Parse(text, "b.yaml").Diagnostics);

    [Fact]
    public void Missing_file_is_an_error()
    {
        var path = Path.Combine(Path.GetTempPath(), "kantansim-no-such-folder", "baseline.yaml");
        Assert.Equal(["unreadable"], BaselineReader.Read(path).Diagnostics.Select(one => one.Code));
    }
}
