using System.Text.RegularExpressions;
using KantanSim.Operations;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>docs/architecture.md lists the implementation of each step of the flow, and all folders.</summary>
public sealed partial class StepMapTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    [Fact]
    public void Architecture_document_names_existing_paths_only()
    {
        var paths = Named().Matches(Text).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    [Fact]
    public void Architecture_document_has_a_row_for_every_step() => Assert.All(
        Flow.Steps, step => Assert.Matches($@"(?m)^\| {step.Number} \|.*`Simulator/", Text));

    [Fact]
    public void Architecture_document_explains_every_folder_of_the_program()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "Simulator"))
            .Select(folder => Path.GetFileName(folder)!)
            .Except(["bin", "obj", "Properties", "data"]);
        Assert.All(folders, folder => Assert.Contains($"`Simulator/{folder}/`", Text, StringComparison.Ordinal));
    }

    [GeneratedRegex("`((?:Simulator|Simulator.Tests|bench|scenarios|docs)/[^`*{ ]*)`")]
    private static partial Regex Named();
}
