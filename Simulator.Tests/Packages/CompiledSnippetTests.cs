using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Packages;

/// <summary>The examples in READMEs of packages are the regions named README of the tests, so that they compile.</summary>
public sealed partial class CompiledSnippetTests
{
    [Theory]
    [InlineData("Testcontainers.KantanSim", "Testcontainers/ContainerEngineTests.cs")]
    [InlineData("KantanSim.Aspire.Hosting", "Aspire/ReadmeExampleTests.cs")]
    public void Example_of_a_readme_is_a_region_of_a_test(string package, string test)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "packages", package, "README.md"));
        var source = File.ReadAllText(Path.Combine(Repository.Root, "Simulator.Tests", "Packages", test));
        var regions = Region().Matches(source).Select(match => Regex.Replace(match.Groups[2].Value, $"(?m)^{match.Groups[1].Value}", ""));
        var examples = Example().Matches(readme).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(examples);
        Assert.Equal(examples, regions);
    }

    [GeneratedRegex("(?ms)^( *)#region README\n(.*?)^ *#endregion")]
    private static partial Regex Region();

    [GeneratedRegex("(?ms)^```csharp\n(.*?)^```$")]
    private static partial Regex Example();
}
