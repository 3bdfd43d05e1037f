using System.Globalization;
using System.Text.RegularExpressions;

namespace KantanSim.Scenarios.Files;

/// <summary>Writes scalars so that YAML reads the same text again.</summary>
internal static partial class YamlText
{
    static readonly string[] Reserved = ["true", "false", "null", "yes", "no", "on", "off"];

    /// <summary>A text: plain when it can be taken for nothing else, otherwise in quotation marks.</summary>
    public static string Of(string text) =>
        Identifier().IsMatch(text) && !IsTyped(text) ? text : Quoted(text);

    /// <summary>Whether other readers of YAML take the text for a number, a date, a flag or null.</summary>
    public static bool IsTyped(string text) =>
        Reserved.Contains(text.ToLowerInvariant())
        || Date().IsMatch(text)
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>A number or a word such as <c>true</c>, without quotation marks. Any other text is quoted: its reader reports it.</summary>
    public static string Plain(string text) => Word().IsMatch(text) ? text : Quoted(text);

    /// <summary>A text in quotation marks.</summary>
    public static string Quoted(string text) => $"\"{string.Concat(text.Select(Escaped))}\"";

    static string Escaped(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\u2028' or '\u2029' or '\uFEFF' or '\uFFFD' => Code(character),
        _ when char.IsControl(character) => Code(character),
        _ => $"{character}",
    };

    static string Code(char character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*\z")]
    private static partial Regex Identifier();

    [GeneratedRegex("^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")]
    private static partial Regex Date();

    [GeneratedRegex(@"^-?[A-Za-z0-9.]+\z")]
    private static partial Regex Word();
}
