namespace KantanSim.Protocol;

/// <summary>Masks secrets in JSON, XML and multipart text, whether it is a body or the value of a field.</summary>
internal static class StructuredTextMasker
{
    /// <summary>The text with its secrets masked; null when it has none of these formats.</summary>
    public static string? TryMask(Redactor redactor, string text, int depth)
    {
        var trimmed = text.AsSpan().Trim().Trim('\uFEFF');
        if (!LooksStructured(trimmed)) return null;
        var masked = trimmed[0] switch
        {
            '<' => XmlMasker.TryMask(redactor, trimmed.ToString(), depth),
            '-' => MultipartMasker.TryMask(redactor, trimmed.ToString(), depth),
            _ => JsonMasker.TryMask(redactor, trimmed.ToString(), depth),
        };
        if (masked is not null) return masked;
        // In truncated or invalid text the end of a secret's value is unknown, so everything is masked.
        return SecretNames.ContainsSecretName(text) ? Redactor.Stars(text) : null;
    }

    /// <summary>Whether a text begins like one of these formats.</summary>
    public static bool LooksStructured(ReadOnlySpan<char> text) => text is ['{' or '[' or '<' or '"', ..] or ['-', '-', ..];
}
