using System.Text.RegularExpressions;
using KantanSim.Tests.Architecture;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Snippets;

/// <summary>A piece of code in a document.</summary>
/// <param name="Place">Document and line, such as <c>docs/merchant.md:211</c>.</param>
internal sealed record Snippet(string Place, string Text);

/// <summary>The code in all documents: blocks with a language, and indented commands.</summary>
internal static partial class DocumentSnippets
{
    /// <summary>The blocks of a language, such as <c>js</c>, without the indentation that a list gives them.</summary>
    public static IReadOnlyList<Snippet> OfLanguage(params string[] languages) =>
    [
        .. from document in Documents.All
           let text = Text(document)
           from match in Block().Matches(text)
           where languages.Contains(match.Groups["language"].Value)
           select new Snippet(Place(document, text, match.Index), Unindented(match)),
    ];

    /// <summary>The indented lines that begin with one of these commands.</summary>
    public static IReadOnlyList<Snippet> Commands(params string[] commands) =>
    [
        .. from document in Documents.All
           from line in Text(document).Split('\n').Index()
           where Indented().IsMatch(line.Item) && commands.Contains(line.Item.TrimStart().Split(' ')[0])
           select new Snippet($"{document}:{line.Index + 1}", line.Item.TrimStart()),
    ];

    /// <summary>The commands of KantanSim: what follows <c>kantansim</c> or <c>dotnet run --project Simulator --</c>.</summary>
    public static IReadOnlyList<Snippet> OwnCommands() =>
    [
        .. from snippet in OfLanguage("bash", "sh").Concat(Commands("kantansim", "dotnet"))
           from line in snippet.Text.Split('\n')
           let match = Own().Match(line.TrimStart())
           where match.Success
           select new Snippet(snippet.Place, match.Groups[1].Value),
    ];

    static string Text(string document) => File.ReadAllText(Path.Combine(Repository.Root, document));

    static string Place(string document, string text, int index) => $"{document}:{text[..index].Count(letter => letter == '\n') + 1}";

    static string Unindented(Match match) => Regex.Replace(match.Groups["text"].Value, $"(?m)^{match.Groups["indent"].Value}", "");

    [GeneratedRegex("(?ms)^(?<indent> *)```(?<language>[a-z]+)\n(?<text>.*?)^ *```$")]
    private static partial Regex Block();

    [GeneratedRegex("^ {4,}[a-z]")]
    private static partial Regex Indented();

    [GeneratedRegex(@"^(?:kantansim|dotnet run (?:-c Release )?--project Simulator --)(?: (.*))?$")]
    private static partial Regex Own();
}
