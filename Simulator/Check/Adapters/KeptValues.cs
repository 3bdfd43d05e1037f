using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace KantanSim.Check.Adapters;

/// <summary>
/// Takes the values of <c>keep</c> from an answer. A source is <c>$.path</c>, <c>/REGEX/</c> on the text, <c>url</c>, <c>header:NAME</c> or
/// <c>cookie:NAME</c>; the last three can have <c>:/REGEX/</c> behind them, which searches in that value.
/// </summary>
internal static partial class KeptValues
{
    /// <exception cref="AdapterException">A value is missing or empty, or its source is none of these.</exception>
    public static ImmutableDictionary<string, string> Of(IEnumerable<KeyValuePair<string, string>> keep, StepAnswer answer)
    {
        var json = new Lazy<JsonAnswer>(() => JsonAnswer.Parse(answer));
        return keep.ToImmutableDictionary(kept => kept.Key, kept => Value(kept.Key, kept.Value, answer, json), StringComparer.Ordinal);
    }

    static string Value(string name, string source, StepAnswer answer, Lazy<JsonAnswer> json)
    {
        var value = source.StartsWith('$') ? json.Value.Text(source) : Find(source, answer);
        return value is { Length: > 0 } ? value : throw answer.Fault($"keep: {name}: {source} finds nothing", isValueMissing: true);
    }

    static string? Find(string source, StepAnswer answer)
    {
        var parts = Sources().Match(source);
        if (!parts.Success)
            throw new AdapterException($"keep: {source} is none of $.path, /REGEX/, url, header:NAME, cookie:NAME, url:/REGEX/ …");
        var text = Text(parts.Groups["place"].Value, parts.Groups["name"].Value, answer);
        return parts.Groups["regex"] is { Success: true, Value: var regex } && text is not null ? KeptText.Find(regex, text) : text;
    }

    static string? Text(string place, string name, StepAnswer answer) => place switch
    {
        "" => answer.Text,
        _ when answer.Http is null => throw new AdapterException($"keep: a command has no {place}, only an output."),
        "url" => answer.Http.Url.AbsoluteUri,
        "header" => answer.Http.Header(name),
        _ => answer.Cookies[name]?.Value,
    };

    const string Place = "(?:(?<place>url)|(?<place>header|cookie):(?<name>[^:]+))";

    [GeneratedRegex($@"\A(?:(?<regex>/.+/)|{Place}(?::(?<regex>/.+/))?)\z", RegexOptions.Singleline)]
    private static partial Regex Sources();
}
