namespace KantanSim.Protocol;

/// <summary>JSON, XML and multipart bodies, alone or as the value of a field.</summary>
internal static class StructuredTextMasker
{
    /// <summary>The text with its secrets masked; null when it has none of these formats.</summary>
    public static string? TryMask(Redactor by, string text, int depth)
    {
        var trimmed = text.AsSpan().Trim().Trim('\uFEFF');
        if (!LooksStructured(trimmed)) return null;
        var masked = trimmed[0] switch
        {
            '<' => XmlMasker.TryMask(by, trimmed.ToString(), depth),
            '-' => MultipartMasker.TryMask(by, trimmed.ToString(), depth),
            _ => JsonMasker.TryMask(by, trimmed.ToString(), depth),
        };
        // It may be cut or broken: then nobody can tell where the value of a secret ends.
        return masked ?? (SecretNames.ContainsSecretName(text) ? Redactor.Stars(text) : null);
    }

    /// <summary>Whether a text begins as one of these formats does.</summary>
    public static bool LooksStructured(ReadOnlySpan<char> text) => text is ['{' or '[' or '<' or '"', ..] or ['-', '-', ..];
}
