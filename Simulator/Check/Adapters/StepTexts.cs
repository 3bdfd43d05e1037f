using System.Text.RegularExpressions;

namespace KantanSim.Check.Adapters;

/// <summary>Replaces <c>{{name}}</c> in the texts of a step.</summary>
/// <param name="AreSecretsMasked">Whether secret values become <c>***</c>, for reports.</param>
internal sealed partial record StepTexts(StepVariables Variables, bool AreSecretsMasked = false)
{
    /// <summary>Receives the secret values that are rendered.</summary>
    public SecretValues Seen { get; init; } = new();

    public StepTexts Masked => this with { AreSecretsMasked = true };

    /// <summary>A text with the values as they are.</summary>
    /// <exception cref="AdapterException">A name has no value.</exception>
    public string Text(string template) => Render(template, value => value);

    /// <summary>The value of a field or header with a name: a secret one is masked as a whole.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public string Field(string name, string template)
    {
        var value = Text(template);
        if (!Secrets.IsSecret(name)) return value;
        if (AreSecretsMasked) return Secrets.Mask;
        Seen.Add(value);
        return value;
    }

    /// <summary>A URL. Values are percent-encoded, but one at the beginning is the begin of the URL and stays as it is.</summary>
    /// <exception cref="AdapterException">A name has no value, or the result is no http or https URL.</exception>
    public Uri Url(string template)
    {
        var begin = Names().Match(template) is { Success: true, Index: 0 } first ? first.Length : 0;
        var text = Text(template[..begin]) + Render(template[begin..], Uri.EscapeDataString);
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        if (!isUrl) throw new AdapterException($"{Secrets.HideIn(template)} gives no http or https URL.");
        foreach (var secret in Secrets.ValuesIn(url!)) Seen.Add(secret);
        return url!;
    }

    /// <summary>The value of a text that is one template and nothing else; null for any other text.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public string? Single(string template) =>
        Names().Match(template) is { Success: true, Index: 0 } match && match.Length == template.Length ? Text(template) : null;

    string Render(string template, Func<string, string> encode) =>
        Names().Replace(template, match => Value(match.Groups["name"].Value) is var value && value == Secrets.Mask ? value : encode(value));

    string Value(string name)
    {
        if (!Variables.Values.TryGetValue(name, out var value)) throw new AdapterException($"{{{{{name}}}}} has no value. {Known}");
        return AreSecretsMasked && Secrets.IsSecret(name) ? Secrets.Mask : value;
    }

    string Known => Variables.Values.IsEmpty
        ? "There are no values here."
        : $"There are values for {string.Join(", ", Variables.Values.Keys.Order(StringComparer.Ordinal))}.";

    // Other text in braces, such as {{.State.Status}} of docker, stays as it is.
    [GeneratedRegex(@"\{\{ *(?<name>[A-Za-z][A-Za-z0-9_-]*) *\}\}")]
    private static partial Regex Names();
}
