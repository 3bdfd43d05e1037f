using YamlDotNet.Core;

namespace KantanSim.Scenarios.Files;

/// <summary>Gathers the faults of one file, so that they are all told together.</summary>
internal sealed class DiagnosticBag(string file)
{
    const int MostWords = 40;

    readonly List<Diagnostic> faults = [];

    public bool IsEmpty => faults.Count == 0;

    /// <summary>A formula took the whole of its time.</summary>
    public bool FormulaTimedOut { get; set; }

    public void Add(string code, string message) => Add(Mark.Empty, code, message);

    public void Add(Mark at, string code, string message, string? suggestion = null) =>
        faults.Add(new(file, (int)at.Line, (int)at.Column, code, message, suggestion));

    /// <summary>A word that is none of those that can stand there.</summary>
    public void AddUnknown(Mark at, string code, string word, string what, IReadOnlyList<string> taken) =>
        Add(at, code, $"\"{word}\" is not {what}; taken: {List(taken)}", SpellingSuggestion.Closest(word, taken));

    /// <summary>Takes over what was found in worked-out values: a formula's fault has its place in the file, all others are told at the reaction.</summary>
    public void Merge(DiagnosticBag tried, Mark reaction)
    {
        foreach (var fault in tried.faults)
            if (fault.Code == DiagnosticCode.BadFormula) faults.Add(fault with { File = file });
            else Add(reaction, fault.Code, fault.Message, fault.Suggestion);
        FormulaTimedOut |= tried.FormulaTimedOut;
    }

    /// <summary>Words for a message; of very many the first.</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count == 0 ? "none" : string.Join(", ", words.Take(MostWords)) + (words.Count > MostWords ? $" and {words.Count - MostWords} more" : "");

    public IReadOnlyList<Diagnostic> InOrder() => [.. faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
}
