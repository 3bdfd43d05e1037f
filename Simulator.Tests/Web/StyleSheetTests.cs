using KantanSim.Web;

namespace KantanSim.Tests.Web;

/// <summary>The style sheets. A browser ignores what it cannot read, so a lost brace would show only on some screens.</summary>
public sealed class StyleSheetTests
{
    public static IEnumerable<TheoryDataRow<string>> Sheets => EmbeddedFiles.Paths
        .Where(path => path.EndsWith(".css", StringComparison.Ordinal))
        .Select(path => new TheoryDataRow<string>(path));

    [Theory]
    [MemberData(nameof(Sheets))]
    public void Section_of_a_style_sheet_begins_outside_of_every_block(string path)
    {
        var depth = 0;
        foreach (var line in EmbeddedFiles.Text(path).Split('\n'))
        {
            if (line.StartsWith("/*", StringComparison.Ordinal)) Assert.True(depth == 0, $"a block is open before: {line}");
            depth += line.Count(one => one == '{') - line.Count(one => one == '}');
        }
        Assert.Equal(0, depth);
    }
}
