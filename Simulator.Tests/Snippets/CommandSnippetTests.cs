using System.Text;
using KantanSim.Startup;

namespace KantanSim.Tests.Snippets;

/// <summary>The commands in the documents are commands of the program, and of bash.</summary>
public sealed class CommandSnippetTests
{
    [Fact]
    public void Command_of_the_program_is_understood_by_it()
    {
        var commands = DocumentSnippets.OwnCommands();
        Assert.True(commands.Count > 20, $"Only {commands.Count} commands were found.");
        Assert.All(commands, command =>
        {
            var (tokens, settings) = Arguments.Split([.. Words(command.Text)]);
            var parsed = CommandLine.BuildCommands(settings).Parse(tokens);
            var errors = string.Join(' ', parsed.Errors.Select(error => error.Message));
            Assert.True(errors.Length == 0, $"{command.Place}: {command.Text}: {errors}");
        });
    }

    [Fact]
    public async Task Shell_command_is_understood_by_bash()
    {
        var commands = DocumentSnippets.Commands("kantansim", "dotnet", "docker", "curl", "npm", "git");
        var scripts = DocumentSnippets.OfLanguage("bash", "sh").Concat(commands);
        await SyntaxCheck.Of(scripts, "sh", "bash", "-c", "for file in \"$@\"; do bash -n \"$file\" || exit 1; done", "check");
    }

    // Words of a shell without substitutions: up to a comment, a pipe or a redirection, with quotes.
    static IEnumerable<string> Words(string line)
    {
        var word = new StringBuilder();
        char? quote = null;
        foreach (var letter in line.Append(' '))
        {
            if (quote is null && word.Length == 0 && letter is '#' or '|' or '>' or '&' or '…') yield break;
            if (letter == quote) quote = null;
            else if (quote is null && letter is '\'' or '"') quote = letter;
            else if (quote is not null || letter != ' ') word.Append(letter);
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
    }
}
