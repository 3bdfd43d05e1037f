using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Packages;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Ci;

/// <summary>
/// Performs the steps of a GitHub job that are scripts, and those of the action of this repository. Actions of others are left out.
/// </summary>
/// <param name="overridden">Inputs of the action that replace those of the workflow.</param>
internal sealed partial class WorkflowJob(CiRunner runner, IReadOnlyDictionary<string, string> overridden)
{
    const string Own = "./.github/actions/kantansim";

    static readonly YamlNode Action = YamlNodes.File("docs/ci/github/action.yml");

    readonly List<(string Name, DotnetRun Run)> performed = [];

    /// <summary>The scripts that ran, with the names of their steps.</summary>
    public IReadOnlyList<(string Name, DotnetRun Run)> Performed => performed;

    bool HasFailed => performed.Any(step => step.Run.Code != 0);

    /// <param name="steps">The steps of a workflow's job.</param>
    public async Task Perform(YamlNode steps)
    {
        foreach (var step in steps.Items())
        {
            if (HasFailed && $"{step.Find("if")}" != "${{ !cancelled() }}") continue;
            if ($"{step.Find("uses")}" == Own) await PerformAction(step.Find("with").Pairs());
            else await PerformScript(step, new Dictionary<string, string>());
        }
    }

    /// <summary>Performs the action's steps from one on.</summary>
    /// <param name="inputs">The inputs that are not the default ones.</param>
    public async Task PerformAction(IEnumerable<KeyValuePair<string, string>> inputs, int first = 0)
    {
        var values = ((YamlMappingNode)Action["inputs"]).Children
            .ToDictionary(input => $"{input.Key}", input => $"{input.Value["default"]}");
        foreach (var (name, value) in inputs.Concat(overridden))
        {
            Assert.True(values.ContainsKey(name), $"The action has no input {name}");
            values[name] = value;
        }
        foreach (var step in Action["runs"]["steps"].Items().Skip(first))
            if (!HasFailed) await PerformScript(step, values);
    }

    async Task PerformScript(YamlNode step, IReadOnlyDictionary<string, string> inputs)
    {
        if (step.Find("run") is not { } script) return;
        string[] files = ["GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT"];
        var variables = step.Find("env").Pairs().ToDictionary(pair => pair.Key, pair => Evaluate(pair.Value, inputs));
        foreach (var file in files)
        {
            variables[file] = Path.Combine(runner.Temporary.FullName, file);
            await File.WriteAllTextAsync(variables[file], "", TestContext.Current.CancellationToken);
        }
        performed.Add(($"{step["name"]}", await runner.Run($"{script}", variables)));
        foreach (var line in await File.ReadAllLinesAsync(variables["GITHUB_ENV"], TestContext.Current.CancellationToken))
            runner.Environment[line.Split('=')[0]] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..];
        foreach (var folder in await File.ReadAllLinesAsync(variables["GITHUB_PATH"], TestContext.Current.CancellationToken))
            runner.Environment["PATH"] = $"{folder}:{runner.Environment["PATH"]}";
    }

    string Evaluate(string text, IReadOnlyDictionary<string, string> inputs) => Expression().Replace(text, match =>
        match.Groups[1].Value == "env" ? runner.Environment[match.Groups[2].Value] : inputs[match.Groups[2].Value]);

    [GeneratedRegex(@"\$\{\{ (env|inputs)\.([A-Za-z_-]+) \}\}")]
    private static partial Regex Expression();
}
