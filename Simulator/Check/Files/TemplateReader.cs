using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads texts with variables from one part of a file, and finds unknown variables.</summary>
/// <param name="names">The names that variables may have here.</param>
internal sealed class TemplateReader(DiagnosticBag diagnostics, IReadOnlyList<string> names)
{
    readonly HashSet<string> used = [];

    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>Whether a text that was read has the variable.</summary>
    public bool Uses(string name) => used.Contains(name);

    /// <summary>Whether a text that was read has any variable.</summary>
    public bool UsesAny => used.Count > 0;

    /// <summary>A text with at least one character that is not blank.</summary>
    public string? Text(YamlNode value, string key)
    {
        var text = PlainText(value, key);
        if (text is null || !string.IsNullOrWhiteSpace(text)) return text;
        diagnostics.Add(value.Start, DiagnosticCode.EmptyValue, $"\"{key}\" has no value");
        return null;
    }

    /// <summary>A text that may be empty.</summary>
    public string? PlainText(YamlNode value, string key)
    {
        if (value is YamlScalarNode { Value: { } text } && TemplateText.HasOtherBraces(text))
            diagnostics.Add(value.Start, CheckDiagnosticCode.BadTemplate,
                "a variable is written {{name}}; a name has letters, digits, _ and -");
        return Argument(value, key);
    }

    /// <summary>An argument of a command: other text in braces, such as the formats of <c>docker inspect</c>, stays as it is.</summary>
    public string? Argument(YamlNode value, string key)
    {
        if (value is YamlScalarNode { Value: { } text }) return Check(value, text);
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a text");
        return null;
    }

    /// <summary>An absolute URL. One that begins with a variable cannot be checked.</summary>
    public string? Url(YamlNode value, string key)
    {
        if (Text(value, key) is not { } text) return null;
        if (text.StartsWith("{{", StringComparison.Ordinal) || AbsoluteUrl.Is(TemplateText.Fill(text, "1"))) return text;
        diagnostics.Add(value.Start, CheckDiagnosticCode.BadUrl, $"\"{key}\" takes an absolute {AbsoluteUrl.What}, not \"{text}\"");
        return null;
    }

    string Check(YamlNode at, string text)
    {
        foreach (var name in TemplateText.Names(text).Distinct())
        {
            used.Add(name);
            if (!names.Contains(name))
                diagnostics.AddUnknown(at.Start, CheckDiagnosticCode.UnknownVariable, name, "a variable here", names);
        }
        return text;
    }
}
