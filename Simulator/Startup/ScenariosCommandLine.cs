using System.CommandLine;
using KantanSim.Commands;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;

namespace KantanSim.Startup;

/// <summary>The commands <c>scenarios lint</c> and <c>scenarios list</c>, which need no server.</summary>
internal static class ScenariosCommandLine
{
    public static Command Build(string[] settings) => new("scenarios", "Scenario files.") { BuildLint(settings), BuildList(settings) };

    /// <summary>Lines for each scenario: its name and title, its description, and each rule that is played by chance.</summary>
    internal static IEnumerable<string> Lines(ScenarioLibrary library)
    {
        foreach (var scenario in library.Scenarios.OrderBy(scenario => scenario.FullName, StringComparer.Ordinal))
        {
            yield return $"{scenario.FullName,-50} {scenario.Title.En}".TrimEnd();
            yield return $"    {scenario.Description.En}";
            foreach (var rule in scenario.Rules.Where(rule => rule.IsByChance))
                yield return $"    {rule.When}: {ScenarioFormatter.Format(rule)}, with a chance of {ScenarioFormatter.FormatChance(rule)}";
        }
    }

    static Command BuildLint(string[] settings)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The folder of scenario files; default: the setting Scenarios.",
        };
        folder.Validators.Add(result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (text.StartsWith("--", StringComparison.Ordinal)) result.AddError($"'{text}' is not a folder.");
        });
        var json = CommandOptions.Json();
        var lint = new Command("lint", "Prints the problems of scenario files: exit code 1 when there are any.") { folder, json };
        lint.SetAction((parsed, _) =>
            Lint(parsed.GetValue(folder) ?? LocalScenarios.Folder(settings), Output(parsed, json)));
        return lint;
    }

    static Command BuildList(string[] settings)
    {
        var json = CommandOptions.Json();
        var list = new Command("list", "Lists the scenarios: exit code 1 when files have problems.") { json };
        list.SetAction((parsed, _) => List(LocalScenarios.Folder(settings), Output(parsed, json)));
        return list;
    }

    static CommandOutput Output(ParseResult parsed, Option<bool> json) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));

    static async Task<int> Lint(string folder, CommandOutput output)
    {
        var diagnostics = LocalScenarios.Read(folder).Diagnostics;
        if (output.IsJson) await output.Array(diagnostics.Select(FileFaultView.Of), CommandJson.Types.FileFaultView);
        else foreach (var diagnostic in diagnostics) await output.Line($"{diagnostic}");
        return diagnostics.Count == 0 ? ExitCodes.Success : ExitCodes.Findings;
    }

    static async Task<int> List(string folder, CommandOutput output)
    {
        var library = LocalScenarios.Read(folder);
        var scenarios = library.Scenarios.OrderBy(scenario => scenario.FullName, StringComparer.Ordinal);
        if (output.IsJson) await output.Array(scenarios.Select(ScenarioView.Of), CommandJson.Types.ScenarioView);
        else foreach (var line in Lines(library)) await output.Line(line);
        foreach (var diagnostic in library.Diagnostics) await output.Message($"{diagnostic}");
        return library.Diagnostics.Count == 0 ? ExitCodes.Success : ExitCodes.Findings;
    }
}
