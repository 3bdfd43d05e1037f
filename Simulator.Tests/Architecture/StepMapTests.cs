using System.Text.RegularExpressions;
using KantanSim.Dashboard;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>docs/architecture.md says where each step lives; what it names is there.</summary>
public sealed partial class StepMapTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    [Fact]
    public void Every_path_that_the_document_names_exists() => Assert.All(
        Named().Matches(Text).Select(match => match.Groups[1].Value),
        path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));

    [Fact]
    public void Every_step_of_the_flow_has_its_row() => Assert.All(
        Flow.Steps, step => Assert.Matches($@"(?m)^\| {step.Number} \|.*`Simulator/", Text));

    [Fact]
    public void Every_folder_of_the_program_is_explained() => Assert.All(
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "Simulator")).Select(folder => Path.GetFileName(folder)!).Except(["bin", "obj", "Properties", "data"]),
        folder => Assert.Contains($"`Simulator/{folder}/`", Text, StringComparison.Ordinal));

    [GeneratedRegex("`((?:Simulator|Simulator.Tests|bench|scenarios|docs)/[^`*{ ]*)`")]
    private static partial Regex Named();
}
