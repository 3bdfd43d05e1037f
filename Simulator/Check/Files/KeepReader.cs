using System.Collections.Immutable;
using System.Text.RegularExpressions;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads what a step keeps for later steps.</summary>
internal sealed partial class KeepReader(DiagnosticBag diagnostics)
{
    const string Forms = "$.path, /REGEX/, url, header:NAME or cookie:NAME; /REGEX/ may follow the last three: url:/REGEX/";

    /// <param name="isHttp">Whether the step has an answer with a URL and headers.</param>
    public ImmutableDictionary<string, string> Read(YamlNode? node, bool isHttp)
    {
        if (node is null) return [];
        if (node is not YamlMappingNode { Children.Count: > 0 } lines)
        {
            diagnostics.Add(node.Start, DiagnosticCode.WrongType, $"\"keep\" takes a mapping: a name, and one of {Forms}");
            return [];
        }
        var kept = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (key, value) in lines)
        {
            var name = ((YamlScalarNode)key).Value!;
            CheckName(key, name);
            if (Source(value, name, isHttp) is { } source) kept[name] = source;
        }
        return kept.ToImmutable();
    }

    void CheckName(YamlNode at, string name)
    {
        if (!IsName(name))
            diagnostics.Add(at.Start, CheckDiagnosticCode.BadName, $"\"{name}\" is not a name: letters, digits, _ and -");
        else if (VariableNames.Reprice.Contains(name))
            diagnostics.Add(at.Start, CheckDiagnosticCode.Conflict, $"\"{name}\" is a variable of the check; keep it under another name");
    }

    string? Source(YamlNode value, string name, bool isHttp)
    {
        if (value is not YamlScalarNode { Value: { Length: > 0 } text })
            diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{name}\" takes one of {Forms}");
        else if (Fault(text, isHttp) is { } fault)
            diagnostics.Add(value.Start, CheckDiagnosticCode.BadPath, fault);
        else
            return text;
        return null;
    }

    static string? Fault(string text, bool isHttp)
    {
        if (text[0] == '$') return JsonPath.Fault(text) is { } fault ? $"\"{text}\" is not a JSONPath: {fault}" : null;
        if (Sources().Match(text) is not { Success: true } parts) return $"\"{text}\" is none of {Forms}";
        if (!isHttp && parts.Groups["place"].Success) return $"a command has no {parts.Groups["place"]}, only an output";
        return parts.Groups["regex"] is { Success: true, Value: var pattern } ? RegexFault(pattern) : null;
    }

    static string? RegexFault(string pattern)
    {
        try
        {
            var groups = new Regex(pattern, RegexOptions.CultureInvariant).GetGroupNumbers().Length - 1;
            return groups <= 1 ? null : $"the regular expression has {groups} groups; one is kept: write (?:…) for the others";
        }
        catch (ArgumentException fault)
        {
            return $"the regular expression cannot be read: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}";
        }
    }

    public static bool IsName(string text) => Name().IsMatch(text);

    public static bool IsHeader(string text) => HeaderName().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"^(?:/(?<regex>.+)/|(?:(?<place>url)|(?<place>header|cookie):[^:]+)(?::/(?<regex>.+)/)?)\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Sources();
}
