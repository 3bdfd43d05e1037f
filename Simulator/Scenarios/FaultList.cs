using YamlDotNet.Core;

namespace KantanSim.Scenarios;

/// <summary>Gathers the faults of one file, so that they are all told together.</summary>
internal sealed class FaultList(string file)
{
    const int MostWords = 40;

    readonly List<Fault> faults = [];

    public bool IsEmpty => faults.Count == 0;

    public void Add(string code, string message) => Add(Mark.Empty, code, message);

    public void Add(Mark at, string code, string message, string? suggestion = null) =>
        faults.Add(new(file, (int)at.Line, (int)at.Column, code, message, suggestion));

    /// <summary>A word that is none of those that can stand there.</summary>
    public void AddUnknown(Mark at, string code, string word, string what, IReadOnlyList<string> taken) =>
        Add(at, code, $"\"{word}\" is not {what}; taken: {List(taken)}", NearMiss.Of(word, taken));

    /// <summary>Words for a message; of very many the first.</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count == 0 ? "none" : string.Join(", ", words.Take(MostWords)) + (words.Count > MostWords ? $" and {words.Count - MostWords} more" : "");

    public IReadOnlyList<Fault> InOrder() => [.. faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
}
