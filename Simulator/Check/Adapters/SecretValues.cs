using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace KantanSim.Check.Adapters;

/// <summary>The secret values that were sent to a shop, which must not stand in what comes back from it either. Thread-safe.</summary>
internal sealed class SecretValues
{
    /// <summary>Shorter values, such as a flag, are not recognised in other texts.</summary>
    const int MinLength = 4;

    static readonly string[] NoSecrets = ["true", "false", "null", "none"];

    readonly ConcurrentDictionary<string, Regex> values = new(StringComparer.Ordinal);

    public void Add(string value)
    {
        if (value.Length < MinLength || NoSecrets.Contains(value, StringComparer.OrdinalIgnoreCase) || value == Secrets.Mask) return;
        Remember(value);
        Remember(Uri.EscapeDataString(value));
        Remember(JavaScriptEncoder.Default.Encode(value));
        // The credentials behind the scheme of an Authorization header.
        if (value.Split(' ', 2) is [_, { } rest]) Add(rest);
    }

    public void AddAll(IEnumerable<KeyValuePair<string, string>> variables)
    {
        foreach (var (name, value) in variables)
            if (Secrets.IsSecret(name)) Add(value);
    }

    /// <summary>The text with a mask in place of each value that stands there as a word of its own, and of passwords in URLs.</summary>
    public string HideIn(string text)
    {
        text = Secrets.HidePasswordsOfUrls(text);
        foreach (var (value, pattern) in values)
            if (text.Contains(value, StringComparison.Ordinal)) text = pattern.Replace(text, Secrets.Mask);
        return text;
    }

    // "hush" must not become "***" within "hushed"; but %22hush is a quote and the value.
    void Remember(string value) =>
        values.TryAdd(value, new(
            $@"(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{{2}})){Regex.Escape(value)}(?![A-Za-z0-9])", RegexOptions.CultureInvariant));
}
