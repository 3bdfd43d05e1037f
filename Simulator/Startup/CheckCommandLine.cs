using System.CommandLine;
using System.Globalization;
using System.Reflection;
using KantanSim.Admin;
using KantanSim.Check.Command;
using KantanSim.Check.Files;

namespace KantanSim.Startup;

/// <summary>The commands <c>check run</c>, <c>check list</c> and <c>check init</c> with their options.</summary>
internal static class CheckCommandLine
{
    const int DefaultSeed = 1;

    public static Command Build(string[] settings) =>
        new("check", "Plays cases at a merchant's shop and judges what it did.")
        {
            CheckInitCommandLine.Build(settings), BuildList(), BuildRun(settings),
        };

    static Command BuildRun(string[] settings)
    {
        var cases = new Argument<string[]>("CASE")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Ids such as N05, groups such as N, or core; default: all cases.",
        };
        var file = File();
        var seed = Seed();
        var junit = Path("--junit", "Also writes a JUnit report to this file.");
        var html = Path("--html", "Also writes a report for people to this file, readable offline.");
        var baseline = Path("--baseline", "A file of red cases that are accepted until a day.");
        var lang = CommandOptions.Language("the reports");
        var json = CommandOptions.Json("Prints the report as JSON to the standard output; progress and summary go to the standard error.");
        var run = new Command("run", "Plays cases at the shop of the file: exit code 0 when all are good, 1 with findings, "
            + "2 for wrong use, 3 when the shop or KantanSim was not reached, 4 when nothing was judged.")
        {
            cases, file, seed, junit, html, baseline, lang, json,
        };
        run.SetAction(async (parsed, cancel) =>
        {
            using var interruption = new Interruption(cancel);
            var invocation = parsed.InvocationConfiguration;
            var request = new CheckRunRequest(
                parsed.GetValue(file)!, parsed.GetValue(cases) ?? [], parsed.GetValue(seed), parsed.GetValue(junit), parsed.GetValue(html),
                parsed.GetValue(baseline), parsed.GetValue(lang)!, Version)
            {
                IsJson = parsed.GetValue(json),
            };
            var isTerminal = invocation.Output is StandardOutput && !Console.IsOutputRedirected;
            // Spectre.Console knows a terminal only as Console.Out.
            var output = isTerminal ? Console.Out : invocation.Output;
            var command = new CheckRunCommand(Token(settings), output, invocation.Error, isTerminal, TimeProvider.System);
            return await command.Run(request, interruption.Token);
        });
        return run;
    }

    static Command BuildList()
    {
        var file = Path("--file", $"The shop's file; default: {CheckFileReader.DefaultName}, if there is one.");
        var lang = CommandOptions.Language("the reports");
        var json = CommandOptions.Json("Prints a JSON array, and nothing else, to the standard output.");
        var list = new Command("list", "Lists the cases, and which apply to the shop of the file.") { file, lang, json };
        list.SetAction((parsed, _) =>
        {
            var path = parsed.GetValue(file) ?? (System.IO.File.Exists(CheckFileReader.DefaultName) ? CheckFileReader.DefaultName : null);
            var invocation = parsed.InvocationConfiguration;
            return new CheckListCommand(invocation.Output, invocation.Error).Run(path, parsed.GetValue(lang)!, parsed.GetValue(json));
        });
        return list;
    }

    static Option<int> Seed() => new("--seed")
    {
        HelpName = "N",
        DefaultValueFactory = _ => DefaultSeed,
        Description = "Decides amounts: the same seed repeats a run. Default: 1.",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
            result.AddError($"--seed is '{text}'; allowed: a whole number from {int.MinValue} to {int.MaxValue}.");
            return DefaultSeed;
        },
    };

    static Option<string> File() => new("--file")
    {
        HelpName = "FILE",
        DefaultValueFactory = _ => CheckFileReader.DefaultName,
        Description = $"How the shop is driven; default: {CheckFileReader.DefaultName} here.",
    };

    static Option<string?> Path(string name, string description) => CommandOptions.Text(name, "FILE", description, "a file");

    static string? Token(string[] settings)
    {
        var configuration = CompositionRoot.Configuration(settings);
        return OperatorToken.ForClient(SettingsReader.Read(configuration).Options, configuration);
    }

    static string Version =>
        typeof(CheckCommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
