using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>A mapping of a file: returns typed values by key and adds a diagnostic for each invalid one.</summary>
internal sealed class YamlSection
{
    readonly Dictionary<string, YamlNode> values = [];
    readonly DiagnosticBag diagnostics;
    readonly Mark start;

    /// <param name="at">The position for missing keys; default: the start of the mapping.</param>
    public YamlSection(YamlMappingNode node, DiagnosticBag diagnostics, IReadOnlyList<string> keys, Mark? at = null)
    {
        this.diagnostics = diagnostics;
        start = at ?? node.Start;
        foreach (var (key, value) in node.Children)
        {
            var word = (key as YamlScalarNode)?.Value ?? "";
            if (keys.Contains(word)) values.Add(word, value);
            else diagnostics.AddUnknown(key.Start, DiagnosticCode.UnknownKey, word, "a key here", keys);
        }
    }

    public bool IsEmpty => values.Count == 0;

    public YamlNode? this[string key] => values.GetValueOrDefault(key);

    /// <summary>The value of a required key; a missing key is a diagnostic.</summary>
    public YamlNode? Require(string key)
    {
        if (this[key] is { } value) return value;
        diagnostics.Add(start, DiagnosticCode.MissingKey, $"\"{key}\" is missing");
        return null;
    }

    public string? Text(string key) => this[key] is { } value ? Text(value, key) : null;

    public string? Text(YamlNode value, string key)
    {
        if (value is not YamlScalarNode { Value: { } text } scalar)
            diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a text");
        else if (string.IsNullOrWhiteSpace(text) || IsNull(scalar))
            diagnostics.Add(value.Start, DiagnosticCode.EmptyValue, $"\"{key}\" has no value");
        else
            return text;
        return null;
    }

    static bool IsNull(YamlScalarNode scalar) => scalar.Style is ScalarStyle.Plain && scalar.Value is "~" or "null";

    /// <summary>An integer without quotation marks.</summary>
    public long? Number(string key, long from, long to) =>
        this[key] is { } value ? Number(value, key, from, to) : null;

    public long? Number(YamlNode value, string key, long from, long to)
    {
        if (Integer(value) is not { } number)
            diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes an integer");
        else if (number < from || number > to)
            diagnostics.Add(value.Start, DiagnosticCode.OutOfRange, $"\"{key}\" takes {from} to {to}");
        else
            return (long)number;
        return null;
    }

    // Parsed without overflow, so that a number that is too large is out of range.
    static BigInteger? Integer(YamlNode value)
    {
        if (value is not YamlScalarNode { Style: ScalarStyle.Plain, Value: var text }) return null;
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A number above 0 and up to 1, without quotation marks.</summary>
    public double? Probability(string key)
    {
        if (this[key] is not { } value) return null;
        if (Fraction(value) is not { } number)
            diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a number above 0 and up to 1");
        else if (number <= 0 || number > 1)
            diagnostics.Add(value.Start, DiagnosticCode.OutOfRange, $"\"{key}\" takes a number above 0 and up to 1");
        else
            return number;
        return null;
    }

    // Digits only: .NET also reads the words NaN and Infinity.
    static double? Fraction(YamlNode value)
    {
        if (value is not YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } || !text.Any(char.IsAsciiDigit)) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The choice with the word that the value contains.</summary>
    public T? OneOf<T>(YamlNode value, string key, IReadOnlyList<T> choices, Func<T, string> word) where T : class
    {
        if (Text(value, key) is not { } text) return null;
        if (choices.FirstOrDefault(choice => word(choice) == text) is { } found) return found;
        diagnostics.AddUnknown(value.Start, DiagnosticCode.UnknownValue, text, $"a value of \"{key}\"", [.. choices.Select(word)]);
        return null;
    }

    public bool? Flag(YamlNode value, string key)
    {
        if (value is YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar) return scalar.Value == "true";
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes true or false");
        return null;
    }

    /// <summary>A duration, or a mapping with <c>from</c> and <c>to</c>.</summary>
    public DelayRange? Delay(YamlNode value, string key)
    {
        if (value is not YamlMappingNode) return Duration(value, key) is { } duration ? new DelayRange(duration, duration) : null;
        if (GetSection(value, key, ["from", "to"]) is not { } range) return null;
        var fromNode = range.Require("from");
        var toNode = range.Require("to");
        if (fromNode is null || toNode is null) return null;
        if (range.Duration(fromNode, "from") is not { } from) return null;
        if (range.Duration(toNode, "to") is not { } to) return null;
        if (from > to) diagnostics.Add(value.Start, DiagnosticCode.OutOfRange, "\"from\" is above \"to\"");
        return new DelayRange(from, to);
    }

    /// <summary>A time of day: <c>02:00</c>.</summary>
    public TimeOnly? Time(string key)
    {
        if (this[key] is not { } value || Text(value, key) is not { } text) return null;
        if (Time24(text) is { } time) return time;
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a time of day such as 02:00");
        return null;
    }

    /// <summary>A daily time window: <c>02:00-04:00</c>.</summary>
    public (TimeOnly From, TimeOnly To)? Window(string key)
    {
        if (this[key] is not { } value || Text(value, key) is not { } text) return null;
        if (ParseWindow(text) is { } window) return window;
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a time window such as 02:00-04:00");
        return null;
    }

    /// <summary>A mapping of texts.</summary>
    public ImmutableSortedDictionary<string, string>? Texts(YamlNode value, string key)
    {
        if (value is not YamlMappingNode { Children: var lines })
            diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a mapping of texts");
        else if (lines.Count == 0)
            diagnostics.Add(value.Start, DiagnosticCode.EmptyValue, $"\"{key}\" has no value");
        else
            return lines
                .Select(line => (Key: ((YamlScalarNode)line.Key).Value!, Value: AnyText(line.Value)))
                .Where(line => line.Value is not null)
                .ToImmutableSortedDictionary(line => line.Key, line => line.Value!, StringComparer.Ordinal);
        return null;
    }

    /// <summary>A list of texts; it may be empty.</summary>
    public ImmutableArray<string>? List(string key)
    {
        if (this[key] is not { } value) return null;
        if (value is YamlSequenceNode { Children: var items }) return [.. items.Select(item => Text(item, key)).OfType<string>()];
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a list");
        return null;
    }

    /// <summary>One of the choices, or a list of them.</summary>
    public IEnumerable<T> OneOrMoreOf<T>(YamlNode value, string key, IReadOnlyList<T> choices) where T : class
    {
        if (value is not YamlSequenceNode { Children: var items }) items = [value];
        if (items.Count == 0) diagnostics.Add(value.Start, DiagnosticCode.EmptyValue, $"\"{key}\" has no value");
        return items.Select(item => OneOf(item, key, choices, choice => choice.ToString()!)).OfType<T>();
    }

    /// <summary>An ErrInfo, written as its code or as a word for it, or one of the other words.</summary>
    public string? Error(YamlNode value, string key, KnownSymbols symbols, params IReadOnlyList<string> others)
    {
        if (Text(value, key) is not { } text) return null;
        if (others.Contains(text)) return text;
        if (symbols.FindError(text) is { } code) return code;
        diagnostics.AddUnknownError(value.Start, text, key, symbols, others);
        return null;
    }

    /// <summary>An ErrInfo or a list of them, each as <see cref="Error"/> reads it.</summary>
    public IEnumerable<string> Errors(YamlNode value, string key, KnownSymbols symbols)
    {
        if (value is not YamlSequenceNode { Children: var items }) items = [value];
        if (items.Count == 0) diagnostics.Add(value.Start, DiagnosticCode.EmptyValue, $"\"{key}\" has no value");
        return items.Select(item => Error(item, key, symbols)).OfType<string>();
    }

    /// <summary>An ISO 8601 duration from zero to <see cref="DelayRange.Max"/>.</summary>
    public TimeSpan? Duration(YamlNode value, string key)
    {
        if (Text(value, key) is not { } text) return null;
        if (DelayRange.TryParse(text, out var span)) return span;
        var message = $"\"{key}\" takes an ISO 8601 duration such as PT5S, PT2H or P1D, not \"{text}\"";
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, message);
        return null;
    }

    // Unlike Text, accepts an empty text, which omits a field.
    string? AnyText(YamlNode value)
    {
        if (value is YamlScalarNode { Value: { } text }) return text;
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, "a field takes a text");
        return null;
    }

    static (TimeOnly From, TimeOnly To)? ParseWindow(string text)
    {
        var parts = text.Split('-');
        if (parts.Length != 2) return null;
        var from = Time24(parts[0]);
        var to = Time24(parts[1]);
        return from is null || to is null || from == to ? null : (from.Value, to.Value);
    }

    static TimeOnly? Time24(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>The mapping under a key.</summary>
    public YamlSection? GetSection(string key, params IReadOnlyList<string> keys) =>
        this[key] is { } value ? GetSection(value, key, keys) : null;

    public YamlSection? GetSection(YamlNode value, string key, IReadOnlyList<string> keys, Mark? at = null) =>
        Create(value, $"\"{key}\"", diagnostics, keys, at);

    /// <param name="what">The name of the value in the message when it is not a mapping.</param>
    public static YamlSection? Create(YamlNode value, string what, DiagnosticBag diagnostics, IReadOnlyList<string> keys, Mark? at = null)
    {
        if (value is YamlMappingNode mapping) return new(mapping, diagnostics, keys, at);
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"{what} takes a mapping; keys: {DiagnosticBag.List(keys)}");
        return null;
    }
}
