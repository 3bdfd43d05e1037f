using System.CommandLine;
using System.Text.RegularExpressions;
using KantanSim.Startup;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>docs/command-line.md in both languages: a section for each command, which names its options.</summary>
public sealed partial class CommandDocumentTests
{
    static readonly Command Root = CommandLine.BuildCommands([]);

    public static TheoryData<string> Documents => ["docs/command-line.md", "docs/ja/command-line.md"];

    [Theory, MemberData(nameof(Documents))]
    public void Document_has_a_section_for_each_command_and_no_other(string document) =>
        Assert.Equal(Commands(Root, "").Select(one => one.Name).Order(), Sections(document).Select(one => one.Name).Order());

    [Theory, MemberData(nameof(Documents))]
    public void Section_names_every_option_of_its_command_and_no_other(string document)
    {
        foreach (var (name, text) in Sections(document))
        {
            var command = Commands(Root, "").Single(one => one.Name == name).Command;
            var options = command.Options.Select(option => option.Name).Where(option => option is not ("--help" or "--version"));
            var named = OptionName().Matches(text).Select(match => match.Groups[1].Value).Distinct();
            Assert.Equal((name, string.Join(' ', options.Order())), (name, string.Join(' ', named.Order())));
        }
    }

    static IEnumerable<(string Name, Command Command)> Commands(Command parent, string path) => parent.Subcommands.SelectMany(command =>
    {
        var name = path + command.Name;
        (string, Command)[] self = command.Action is null ? [] : [(name, command)];
        return self.Concat(Commands(command, $"{name} "));
    });

    static IEnumerable<(string Name, string Text)> Sections(string document) =>
        Section().Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    [GeneratedRegex(@"(?ms)^### `([^`]+)`$(.*?)(?=^##|\z)")]
    private static partial Regex Section();

    // Not those in examples, and not settings.
    [GeneratedRegex("`(--[a-z-]+)`")]
    private static partial Regex OptionName();
}
