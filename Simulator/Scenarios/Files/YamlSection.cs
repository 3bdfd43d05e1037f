using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>One mapping of a scenario file: hands out values by key and notes what does not fit.</summary>
internal sealed class YamlSection
{
    readonly Dictionary<string, YamlNode> values = [];
    readonly DiagnosticBag faults;
    readonly Mark start;

    /// <param name="at">Where a missing key is told of, if not where the mapping begins.</param>
    public YamlSection(YamlMappingNode node, DiagnosticBag faults, IReadOnlyList<string> keys, Mark? at = null)
    {
        (this.faults, start) = (faults, at ?? node.Start);
        foreach (var (key, value) in node.Children)
        {
            var word = (key as YamlScalarNode)?.Value ?? "";
            if (keys.Contains(word)) values.Add(word, value);
            else faults.AddUnknown(key.Start, DiagnosticCode.UnknownKey, word, "a key here", keys);
        }
    }

    public bool IsEmpty => values.Count == 0;

    public YamlNode? this[string key] => values.GetValueOrDefault(key);

    /// <summary>The same, and a fault when there is none.</summary>
    public YamlNode? Require(string key)
    {
        if (this[key] is { } value) return value;
        faults.Add(start, DiagnosticCode.MissingKey, $"\"{key}\" is missing");
        return null;
    }

    public string? Text(string key) => this[key] is { } value ? Text(value, key) : null;

    public string? Text(YamlNode value, string key)
    {
        if (value is not YamlScalarNode { Value: { } text } scalar)
            faults.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a text");
        else if (string.IsNullOrWhiteSpace(text) || (scalar.Style is ScalarStyle.Plain && text is "~" or "null"))
            faults.Add(value.Start, DiagnosticCode.EmptyValue, $"\"{key}\" has no value");
        else
            return text;
        return null;
    }

    /// <summary>A whole number, plain and not in quotation marks.</summary>
    public long? Number(string key, long from, long to) => this[key] is { } value ? Number(value, key, from, to) : null;

    public long? Number(YamlNode value, string key, long from, long to)
    {
        if (value is not YamlScalarNode { Style: ScalarStyle.Plain } scalar ||
            !BigInteger.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            faults.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a whole number");
        else if (number < from || number > to)
            faults.Add(value.Start, DiagnosticCode.OutOfRange, $"\"{key}\" takes {from} to {to}");
        else
            return (long)number;
        return null;
    }

    /// <summary>The one of the choices whose word stands there.</summary>
    public T? OneOf<T>(YamlNode value, string key, IReadOnlyList<T> choices, Func<T, string> word) where T : class
    {
        if (Text(value, key) is not { } text) return null;
        if (choices.FirstOrDefault(choice => word(choice) == text) is { } found) return found;
        faults.AddUnknown(value.Start, DiagnosticCode.UnknownValue, text, $"a value of \"{key}\"", [.. choices.Select(word)]);
        return null;
    }

    public bool? Flag(YamlNode value, string key)
    {
        if (value is YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar) return scalar.Value == "true";
        faults.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes true or false");
        return null;
    }

    /// <summary>A duration, or a mapping of two between which chance draws.</summary>
    public DelayRange? Delay(YamlNode value, string key)
    {
        if (value is not YamlMappingNode) return Duration(value, key) is { } fixedTo ? new DelayRange(fixedTo, fixedTo) : null;
        if (GetSection(value, key, ["from", "to"]) is not { } span) return null;
        var (from, to) = (span.Require("from"), span.Require("to"));
        if (from is null || to is null || span.Duration(from, "from") is not { } least || span.Duration(to, "to") is not { } most) return null;
        if (least > most) faults.Add(value.Start, DiagnosticCode.OutOfRange, "\"from\" is above \"to\"");
        return new DelayRange(least, most);
    }

    /// <summary>A time of each day: <c>02:00-04:00</c>.</summary>
    public (TimeOnly From, TimeOnly To)? Window(string key)
    {
        if (this[key] is not { } value || Text(value, key) is not { } text) return null;
        if (text.Split('-') is [var from, var to] && Time(from) is { } begin && Time(to) is { } end && begin != end) return (begin, end);
        faults.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a time of the day such as 02:00-04:00");
        return null;
    }

    /// <summary>A mapping of texts.</summary>
    public ImmutableSortedDictionary<string, string>? Texts(YamlNode value, string key)
    {
        if (value is not YamlMappingNode { Children: var lines })
            faults.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a mapping of texts");
        else if (lines.Count == 0)
            faults.Add(value.Start, DiagnosticCode.EmptyValue, $"\"{key}\" has no value");
        else
            return lines.Select(line => (Key: ((YamlScalarNode)line.Key).Value!, Value: AnyText(line.Value))).Where(line => line.Value is not null)
                .ToImmutableSortedDictionary(line => line.Key, line => line.Value!, StringComparer.Ordinal);
        return null;
    }

    /// <summary>A list of texts, also an empty one.</summary>
    public ImmutableArray<string>? List(string key)
    {
        if (this[key] is not { } value) return null;
        if (value is YamlSequenceNode { Children: var items }) return [.. items.Select(item => Text(item, key)).OfType<string>()];
        faults.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a list");
        return null;
    }

    /// <summary>One of the choices, or a list of them.</summary>
    public IEnumerable<T> OneOrMoreOf<T>(YamlNode value, string key, IReadOnlyList<T> choices) where T : class
    {
        if (value is not YamlSequenceNode { Children: var items }) items = [value];
        if (items.Count == 0) faults.Add(value.Start, DiagnosticCode.EmptyValue, $"\"{key}\" has no value");
        return items.Select(item => OneOf(item, key, choices, choice => choice.ToString()!)).OfType<T>();
    }

    TimeSpan? Duration(YamlNode value, string key)
    {
        if (Text(value, key) is not { } text) return null;
        if (KantanSim.Scenarios.Files.DelayRange.TryParse(text, out var span)) return span;
        faults.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes an ISO 8601 duration such as PT5S, PT2H or P1D, not \"{text}\"");
        return null;
    }

    // An empty text is one here: it leaves a field out.
    string? AnyText(YamlNode value)
    {
        if (value is YamlScalarNode { Value: { } text }) return text;
        faults.Add(value.Start, DiagnosticCode.WrongType, "a field takes a text");
        return null;
    }

    static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>The mapping under a key.</summary>
    public YamlSection? GetSection(string key, params IReadOnlyList<string> keys) => this[key] is { } value ? GetSection(value, key, keys) : null;

    public YamlSection? GetSection(YamlNode value, string key, IReadOnlyList<string> keys, Mark? at = null) => Create(value, $"\"{key}\"", faults, keys, at);

    public static YamlSection? Create(YamlNode value, string what, DiagnosticBag faults, IReadOnlyList<string> keys, Mark? at = null)
    {
        if (value is YamlMappingNode mapping) return new(mapping, faults, keys, at);
        faults.Add(value.Start, DiagnosticCode.WrongType, $"{what} takes a mapping; keys: {DiagnosticBag.List(keys)}");
        return null;
    }
}
