using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Reads a file of one YAML mapping in UTF-8. What is wrong is added to the diagnostics.</summary>
internal static class YamlFile
{
    /// <summary>The maximum size of a file, in bytes.</summary>
    public const int MaxBytes = 65_536;

    /// <summary>The text of a file; null: it cannot be read, or is too large.</summary>
    public static string? Load(string path, DiagnosticBag diagnostics)
    {
        try
        {
            if (new FileInfo(path).Length <= MaxBytes) return File.ReadAllText(path);
            AddTooLarge(diagnostics);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(DiagnosticCode.Unreadable, exception.Message);
        }
        return null;
    }

    /// <summary>The mapping that a file consists of.</summary>
    /// <param name="what">What a file contains, in messages: <c>a scenario</c>.</param>
    /// <param name="keys">The keys of the mapping; others are diagnostics.</param>
    public static YamlSection? Root(string text, string what, IReadOnlyList<string> keys, DiagnosticBag diagnostics)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes) AddTooLarge(diagnostics);
        else if (Node(text, diagnostics) is { } node) return YamlSection.Create(node, what, diagnostics, keys);
        if (diagnostics.IsEmpty) diagnostics.Add(DiagnosticCode.EmptyFile, "the file is empty");
        return null;
    }

    static void AddTooLarge(DiagnosticBag diagnostics) =>
        diagnostics.Add(DiagnosticCode.TooLarge, $"the file has more than {MaxBytes} bytes");

    /// <summary>The root of the document; null for a file without one, or with errors, which become diagnostics.</summary>
    public static YamlNode? Node(string text, DiagnosticBag diagnostics)
    {
        // The decoder writes U+FFFD for bytes that are not UTF-8, as in a file saved as Shift_JIS.
        if (text.Contains('\uFFFD'))
        {
            diagnostics.Add(DiagnosticCode.NotUtf8, "the file is not UTF-8");
            return null;
        }
        if (Documents(text, diagnostics) is not { Count: > 0 } documents) return null;
        if (documents.Count > 1)
        {
            diagnostics.Add(documents[1].RootNode.Start, DiagnosticCode.ManyDocuments, "a file contains one YAML document");
            return null;
        }
        return documents[0].RootNode is YamlScalarNode { Value: "" } ? null : documents[0].RootNode;
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
