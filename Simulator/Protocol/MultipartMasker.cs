using System.Text;

namespace KantanSim.Protocol;

/// <summary>Masks secrets in a multipart body: the content of each part whose headers contain a secret's name.</summary>
internal static class MultipartMasker
{
    /// <returns>Null when the text is not a multipart body.</returns>
    public static string? TryMask(Redactor redactor, string text, int depth)
    {
        var lineEnd = text.IndexOf('\n', StringComparison.Ordinal);
        var boundary = lineEnd < 0 ? "" : text[..lineEnd].TrimEnd('\r', ' ', '\t');
        if (boundary.Length < 3) return null;
        var masked = new StringBuilder(text.Length).Append(redactor.MaskText(boundary, depth + 1));
        foreach (var part in text[boundary.Length..].Split('\n' + boundary))
        {
            if (masked.Length > boundary.Length) masked.Append('\n').Append(redactor.MaskText(boundary, depth + 1));
            if (part.AsSpan().Trim() is "--") masked.Append(part);
            else if (!TryAppendPart(redactor, part, masked, depth)) return null;
        }
        return masked.ToString();
    }

    static bool TryAppendPart(Redactor redactor, string part, StringBuilder masked, int depth)
    {
        var (headLength, contentStart) = Separator(part);
        if (headLength < 0) return false;
        var head = part[..headLength];
        var content = part[contentStart..];
        // The carriage return before the next boundary is not content.
        var endLength = content.EndsWith('\r') ? 1 : 0;
        var value = content[..^endLength];
        var shown = SecretNames.ContainsSecretName(head) ? Redactor.Stars(value) : redactor.MaskField(NameIn(head), value, depth + 1);
        masked.Append(redactor.MaskKnownValues(head)).Append(part, headLength, contentStart - headLength)
            .Append(shown).Append(content, value.Length, endLength);
        return true;
    }

    /// <returns>Where the headers end and the content starts, around the blank line; a negative length when there is none.</returns>
    static (int HeadLength, int ContentStart) Separator(string part)
    {
        var at = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (at >= 0) return (at, at + 4);
        at = part.IndexOf("\n\n", StringComparison.Ordinal);
        return (at, at + 2);
    }

    static string NameIn(string head)
    {
        const string prefix = "name=";
        var at = head.IndexOf(prefix, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return "";
        var rest = head[(at + prefix.Length)..];
        var end = rest.IndexOfAny([';', '\r', '\n']);
        return (end < 0 ? rest : rest[..end]).Trim().Trim('"');
    }
}
