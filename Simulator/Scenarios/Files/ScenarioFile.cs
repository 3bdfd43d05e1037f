using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Reads one scenario file.</summary>
/// <remarks>
/// A file is YAML in UTF-8 and is called after its scenario, with <c>.yaml</c> or <c>.yml</c>:
/// <code>
/// name: hanako-then-cancel          # required; lower-case letters, digits, hyphens; the file's name
/// title: { en: …, ja: … }           # a few words; a plain text serves both languages
/// description: { en: …, ja: … }     # what a good merchant does
/// match:                            # the payments that play it without being told; all keys given must fit
///   orderId: SIM-*                  # see <see cref="ScenarioMatch"/>
/// race: returnFirst                 # see <see cref="Race"/>; enough to be a scenario
/// rules:                            # required without a race; the first rule that fits and is not used up is played
///   - when: deciding                # see <see cref="Hook"/>
///     match:                        # see <see cref="RuleMatch"/>; left out = always
///       operation: RecruitSales
///     then:                         # see <see cref="ActionDefinition"/>: which cues each belongs to, and its keys
///       refuse:
///         errors: E82010001
///     times: 1                      # 1 to 1000, counted for each transaction; left out = always
///   - when: walletOpened
///     then: cancel                  # a reaction without keys is one word
///     by: itself                    # itself (when left out): no click is needed; person: the pages are shown,
///                                   # and the control API's "play" plays the rule
/// script: [ EntryTranRecruit, { do: RecruitSales, gets: nothing } ]   # what is done to see it: <see cref="ScriptReader"/>
/// expect: { status: AUTH, notified: [ AUTH ] }                        # what holds in the end: <see cref="Expectation"/>
/// </code>
/// Where no rule speaks, <c>walletOpened</c> asks a person and all else proceeds.
/// </remarks>
internal static class ScenarioFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 65_536;

    public static ScenarioParseResult Read(string path, KnownSymbols vocabulary)
    {
        var faults = new DiagnosticBag(path);
        try
        {
            if (new FileInfo(path).Length <= MostBytes) return Parse(File.ReadAllText(path), path, vocabulary);
            faults.Add(DiagnosticCode.TooLarge, $"a scenario file has up to {MostBytes} bytes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(DiagnosticCode.Unreadable, e.Message);
        }
        return new(null, faults.InOrder());
    }

    /// <param name="text">What the file contains.</param>
    /// <param name="path">Where faults say they are; its last part without extension is the name that is due.</param>
    /// <param name="vocabulary">The protocol's words that it may name.</param>
    public static ScenarioParseResult Parse(string text, string path, KnownSymbols vocabulary)
    {
        var faults = new DiagnosticBag(path);
        var scenario = Root(text, faults) is { } root
            ? new ScenarioReader(root, Path.GetFileNameWithoutExtension(path), faults, vocabulary).Read()
            : null;
        return new(faults.IsEmpty ? scenario : null, faults.InOrder());
    }

    static YamlSection? Root(string text, DiagnosticBag faults)
    {
        // The decoder puts U+FFFD where bytes are not UTF-8, as in a file saved as Shift_JIS.
        if (text.Contains('\uFFFD')) faults.Add(DiagnosticCode.NotUtf8, "the file is not UTF-8");
        else if (Documents(text, faults) is not { } documents) return null;
        else if (documents is [] or [{ RootNode: YamlScalarNode { Value: "" } }]) faults.Add(DiagnosticCode.EmptyFile, "the file says nothing");
        else if (documents is [_, var second, ..]) faults.Add(second.RootNode.Start, DiagnosticCode.ManyDocuments, "one file holds one scenario");
        else return YamlSection.Create(documents[0].RootNode, "a scenario", faults, ScenarioReader.Keys);
        return null;
    }

    static IList<YamlDocument>? Documents(string text, DiagnosticBag faults)
    {
        var yaml = new StrictYamlParser(new Parser(new StringReader(text)), faults);
        try
        {
            var stream = new YamlStream();
            stream.Load(yaml);
            return stream.Documents;
        }
        catch (YamlException e)
        {
            faults.Add(e.Start, DiagnosticCode.BrokenYaml, e.Message.TrimEnd('.'));
        }
        // YamlDotNet meets some broken texts, such as a key that begins with ": ", with exceptions of its own inside.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            faults.Add(yaml.Current?.Start ?? Mark.Empty, DiagnosticCode.BrokenYaml, "from here on this is not YAML");
        }
        return null;
    }
}

/// <summary>What came of a file: a scenario, or everything that is wrong with it.</summary>
internal sealed record ScenarioParseResult(Scenario? Scenario, IReadOnlyList<Diagnostic> Diagnostics);
