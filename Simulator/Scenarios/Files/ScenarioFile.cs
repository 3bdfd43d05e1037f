namespace KantanSim.Scenarios.Files;

/// <summary>Reads one scenario file.</summary>
/// <remarks>
/// A file is YAML in UTF-8, named after its scenario, with the extension <c>.yaml</c> or <c>.yml</c>:
/// <code>
/// name: hanako-then-cancel          # required; lower-case letters, digits, hyphens; the file name without extension
/// title: { en: …, ja: … }           # a short title; a plain text is used for both languages
/// description: { en: …, ja: … }     # what a good merchant does
/// match:                            # selects payments automatically; all given keys must match
///   orderId: SIM-*                  # see <see cref="ScenarioMatch"/>
/// race: returnFirst                 # see <see cref="Race"/>
/// rules:                            # required without a race; the first matching rule that is not used up is played
///   - when: deciding                # see <see cref="Hook"/>
///     match:                        # see <see cref="RuleMatch"/>; default: always
///       operation: RecruitSales
///     then:                         # see <see cref="ActionDefinition"/>: the hooks and parameters of each action
///       refuse:
///         errors: E82010001
///     times: 1                      # 1 to 1000 per transaction; default: unlimited
///   - when: walletOpened
///     then: cancel                  # an action without parameters is one word
///     by: itself                    # itself (default): no click is needed; person: the pages are shown,
///                                   # and the control API's "play" plays the rule
/// script: [ EntryTranRecruit, { do: RecruitSales, gets: nothing } ]   # the steps that play it: <see cref="ScriptReader"/>
/// expect: { status: AUTH, notified: [ AUTH ] }                        # the final state: <see cref="Expectation"/>
/// </code>
/// Without a matching rule, <c>walletOpened</c> asks a person and every other hook proceeds.
/// </remarks>
internal static class ScenarioFile
{
    public static ScenarioParseResult Read(string path, KnownSymbols symbols)
    {
        var diagnostics = new DiagnosticBag(path);
        var text = YamlFile.Load(path, diagnostics);
        return text is null ? new(null, diagnostics.InOrder()) : Parse(text, path, symbols);
    }

    /// <param name="text">The content of the file.</param>
    /// <param name="path">The path in diagnostics; its file name without extension is the expected scenario name.</param>
    /// <param name="symbols">The protocol names that the file may use.</param>
    public static ScenarioParseResult Parse(string text, string path, KnownSymbols symbols)
    {
        var diagnostics = new DiagnosticBag(path);
        var scenario = YamlFile.Root(text, "a scenario", ScenarioReader.Keys, diagnostics) is { } root
            ? new ScenarioReader(root, Path.GetFileNameWithoutExtension(path), diagnostics, symbols).Read()
            : null;
        return new(diagnostics.IsEmpty ? scenario : null, diagnostics.InOrder()) { Text = text };
    }
}

/// <summary>The result of reading a file: a scenario, or all of its diagnostics.</summary>
internal sealed record ScenarioParseResult(Scenario? Scenario, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The content of the file; empty when it could not be read.</summary>
    public string Text { get; init; } = "";
}
