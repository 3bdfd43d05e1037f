namespace KantanSim.Protocol;

/// <summary>JSON, XML and multipart bodies, alone or as the value of a field.</summary>
internal static class StructuredText
{
    /// <summary>The text with its secrets masked; null when it has none of these formats.</summary>
    public static string? Mask(Redactor by, string text, int depth)
    {
        var trimmed = text.AsSpan().Trim().Trim('\uFEFF');
        if (!Begins(trimmed)) return null;
        var masked = trimmed[0] switch
        {
            '<' => MaskedXml.Of(by, trimmed.ToString(), depth),
            '-' => MaskedMultipart.Of(by, trimmed.ToString(), depth),
            _ => MaskedJson.Of(by, trimmed.ToString(), depth),
        };
        // It may be cut or broken: then nobody can tell where the value of a secret ends.
        return masked ?? (SecretNames.IsAnyIn(text) ? Redactor.Stars(text) : null);
    }

    /// <summary>Whether a text begins as one of these formats does.</summary>
    public static bool Begins(ReadOnlySpan<char> text) => text is ['{' or '[' or '<' or '"', ..] or ['-', '-', ..];
}
