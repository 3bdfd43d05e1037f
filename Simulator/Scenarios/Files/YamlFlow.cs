using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// Writes YAML nodes on one line, such as <c>{ operation: RecruitSales, attempt: 1 }</c>. Texts are quoted where they must be.
/// </summary>
internal static class YamlFlow
{
    // Not allowed in a plain text of a flow mapping, or special at its beginning.
    const string Special = "#,[]{}&!|>'\"%@`";
    const string SpecialAtStart = "-?:*=<~ ";

    /// <summary>A text, quoted where it must be.</summary>
    public static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyle.Any };

    /// <summary>A number or true.</summary>
    public static YamlScalarNode Literal(IFormattable value) =>
        new(value.ToString(null, CultureInfo.InvariantCulture)) { Style = ScalarStyle.Plain };

    public static YamlScalarNode True => new("true") { Style = ScalarStyle.Plain };

    public static YamlSequenceNode List(IEnumerable<string> texts) => new(texts.Select(Text));

    public static string Of(YamlNode node) => node switch
    {
        YamlMappingNode mapping => $"{{ {string.Join(", ", mapping.Children.Select(line => $"{Of(line.Key)}: {Of(line.Value)}"))} }}",
        YamlSequenceNode list => $"[{string.Join(", ", list.Children.Select(Of))}]",
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } literal } when IsSafe(literal) => literal,
        YamlScalarNode scalar => Of(scalar.Value ?? ""),
        _ => throw new ArgumentException($"A {node.NodeType} cannot be written."),
    };

    /// <summary>A text, quoted where it must be.</summary>
    public static string Of(string text) => IsSafe(text) && !YamlText.IsTyped(text) ? text : YamlText.Quoted(text);

    static bool IsSafe(string text)
    {
        if (text.Length == 0 || text[^1] is ' ' or ':') return false;
        if (SpecialAtStart.Contains(text[0]) && !(text[0] == '-' && text.Length > 1 && char.IsAsciiDigit(text[1]))) return false;
        if (text.Contains(": ", StringComparison.Ordinal)) return false;
        return text.All(IsSafe);
    }

    static bool IsSafe(char one) =>
        !char.IsControl(one) && !char.IsSurrogate(one) && !Special.Contains(one)
        && one is not ('\u2028' or '\u2029' or '\uFEFF' or >= '\uFFF0');
}
