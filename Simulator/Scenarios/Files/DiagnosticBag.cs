using YamlDotNet.Core;

namespace KantanSim.Scenarios.Files;

/// <summary>Collects the diagnostics of one file, so that all are reported together.</summary>
internal sealed class DiagnosticBag(string file)
{
    const int MaxListedWords = 40;

    readonly List<Diagnostic> diagnostics = [];

    public bool IsEmpty => diagnostics.Count == 0;

    /// <summary>A formula has reached the time limit.</summary>
    public bool FormulaTimedOut { get; set; }

    public void Add(string code, string message) => Add(Mark.Empty, code, message);

    public void Add(Mark at, string code, string message, string? suggestion = null) =>
        diagnostics.Add(new(file, (int)at.Line, (int)at.Column, code, message, suggestion));

    /// <summary>Adds a diagnostic for a word that is not one of the allowed ones, with the nearest of them as suggestion.</summary>
    /// <param name="what">What the word is not: <c>a value of "when"</c>.</param>
    public void AddUnknown(Mark at, string code, string word, string what, IReadOnlyList<string> allowed) =>
        Add(at, code, $"\"{word}\" is not {what}; allowed: {List(allowed)}", SpellingSuggestion.Closest(word, allowed));

    /// <summary>Adds a diagnostic for a word that is no ErrInfo, with the words for codes, their meanings, and the nearest.</summary>
    /// <param name="key">The key whose value it is.</param>
    /// <param name="others">Further words that are allowed.</param>
    public void AddUnknownError(Mark at, string word, string key, KnownSymbols symbols, IReadOnlyList<string> others)
    {
        var words = symbols.ErrorWords.Select(pair => $"{pair.Key} ({pair.Value} {symbols.ErrorMeaning(pair.Value)})");
        var message = $"\"{word}\" is not a value of \"{key}\"; allowed: {string.Join(", ", [.. others, .. words, "any other ErrInfo"])}";
        var nearest = SpellingSuggestion.Closest(word, [.. others, .. symbols.ErrorNames]);
        if (nearest is not null && symbols.FindError(nearest) == nearest) message += $"; {nearest} means: {symbols.ErrorMeaning(nearest)}";
        Add(at, DiagnosticCode.UnknownValue, message, nearest);
    }

    /// <summary>
    /// Adds the diagnostics of an evaluated action. A formula's own error keeps its position; an error in its result has none, and
    /// is reported at the action.
    /// </summary>
    public void Merge(DiagnosticBag evaluated, Mark action)
    {
        foreach (var diagnostic in evaluated.diagnostics)
        {
            if (diagnostic.Code == DiagnosticCode.BadFormula) diagnostics.Add(diagnostic with { File = file });
            else Add(action, diagnostic.Code, diagnostic.Message, diagnostic.Suggestion);
        }
        FormulaTimedOut |= evaluated.FormulaTimedOut;
    }

    /// <summary>Words for a message, shortened after <see cref="MaxListedWords"/>.</summary>
    public static string List(IReadOnlyList<string> words)
    {
        if (words.Count == 0) return "none";
        var listed = string.Join(", ", words.Take(MaxListedWords));
        return words.Count > MaxListedWords ? $"{listed} and {words.Count - MaxListedWords} more" : listed;
    }

    public IReadOnlyList<Diagnostic> InOrder() =>
        [.. diagnostics.OrderBy(diagnostic => diagnostic.Line).ThenBy(diagnostic => diagnostic.Column)];
}
