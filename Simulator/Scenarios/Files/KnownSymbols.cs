namespace KantanSim.Scenarios.Files;

/// <summary>The protocol's names that a scenario file may use, so that a misspelled one is reported.</summary>
/// <param name="Operations">The gateway's APIs, such as <c>RecruitSales</c>.</param>
/// <param name="Statuses">A payment's statuses, such as <c>AUTH</c>.</param>
/// <param name="Errors">ErrInfo codes, such as <c>M01054004</c>.</param>
internal sealed record KnownSymbols(IReadOnlyList<string> Operations, IReadOnlyList<string> Statuses, IReadOnlyList<string> Errors)
{
    /// <summary>Words that stand for ErrInfo codes, such as <c>maintenance</c> for <c>RC2000104</c>.</summary>
    public IReadOnlyDictionary<string, string> ErrorWords { get; init; } = new Dictionary<string, string>();

    /// <summary>The English meaning of an ErrInfo, without a full stop.</summary>
    public Func<string, string> ErrorMeaning { get; init; } = code => code;

    /// <summary>What may be written for an ErrInfo: the words, then the codes.</summary>
    public IReadOnlyList<string> ErrorNames => [.. ErrorWords.Keys, .. Errors];

    /// <summary>The code that a word or a code stands for; null when it is neither.</summary>
    public string? FindError(string name) => ErrorWords.GetValueOrDefault(name) ?? Errors.FirstOrDefault(code => code == name);
}
