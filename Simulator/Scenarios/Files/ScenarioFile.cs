using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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
    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int MaxBytes = 65_536;

    public static ScenarioParseResult Read(string path, KnownSymbols symbols)
    {
        var diagnostics = new DiagnosticBag(path);
        try
        {
            if (new FileInfo(path).Length <= MaxBytes) return Parse(File.ReadAllText(path), path, symbols);
            diagnostics.Add(DiagnosticCode.TooLarge, $"a scenario file has up to {MaxBytes} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(DiagnosticCode.Unreadable, exception.Message);
        }
        return new(null, diagnostics.InOrder());
    }

    /// <param name="text">The content of the file.</param>
    /// <param name="path">The path in diagnostics; its file name without extension is the expected scenario name.</param>
    /// <param name="symbols">The protocol names that the file may use.</param>
    public static ScenarioParseResult Parse(string text, string path, KnownSymbols symbols)
    {
        var diagnostics = new DiagnosticBag(path);
        var scenario = Root(text, diagnostics) is { } root
            ? new ScenarioReader(root, Path.GetFileNameWithoutExtension(path), diagnostics, symbols).Read()
            : null;
        return new(diagnostics.IsEmpty ? scenario : null, diagnostics.InOrder());
    }

    static YamlSection? Root(string text, DiagnosticBag diagnostics)
    {
        // The decoder writes U+FFFD for bytes that are not UTF-8, as in a file saved as Shift_JIS.
        if (text.Contains('\uFFFD'))
        {
            diagnostics.Add(DiagnosticCode.NotUtf8, "the file is not UTF-8");
            return null;
        }
        if (Documents(text, diagnostics) is not { } documents) return null;
        if (documents is [] or [{ RootNode: YamlScalarNode { Value: "" } }])
        {
            diagnostics.Add(DiagnosticCode.EmptyFile, "the file is empty");
            return null;
        }
        if (documents.Count > 1)
        {
            diagnostics.Add(documents[1].RootNode.Start, DiagnosticCode.ManyDocuments, "a file contains one scenario");
            return null;
        }
        return YamlSection.Create(documents[0].RootNode, "a scenario", diagnostics, ScenarioReader.Keys);
    }

    static IList<YamlDocument>? Documents(string text, DiagnosticBag diagnostics)
    {
        var parser = new StrictYamlParser(new Parser(new StringReader(text)), diagnostics);
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            return stream.Documents;
        }
        catch (YamlException exception)
        {
            diagnostics.Add(exception.Start, DiagnosticCode.BrokenYaml, exception.Message.TrimEnd('.'));
        }
        // YamlDotNet throws these for some invalid YAML, such as a key that begins with ": ".
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            diagnostics.Add(parser.Current?.Start ?? Mark.Empty, DiagnosticCode.BrokenYaml, "invalid YAML from here on");
        }
        return null;
    }
}

/// <summary>The result of reading a file: a scenario, or all of its diagnostics.</summary>
internal sealed record ScenarioParseResult(Scenario? Scenario, IReadOnlyList<Diagnostic> Diagnostics);
