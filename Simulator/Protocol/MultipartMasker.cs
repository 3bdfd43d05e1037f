using System.Text;

namespace KantanSim.Protocol;

/// <summary>A multipart body. The content of a part is masked when its headers name a secret.</summary>
internal static class MultipartMasker
{
    /// <returns>Null when it is no multipart body.</returns>
    public static string? TryMask(Redactor by, string text, int depth)
    {
        var first = text.IndexOf('\n', StringComparison.Ordinal);
        var boundary = first < 0 ? "" : text[..first].TrimEnd('\r', ' ', '\t');
        if (boundary.Length < 3) return null;
        var masked = new StringBuilder(text.Length).Append(by.MaskText(boundary, depth + 1));
        foreach (var part in text[boundary.Length..].Split('\n' + boundary))
        {
            if (masked.Length > boundary.Length) masked.Append('\n').Append(by.MaskText(boundary, depth + 1));
            if (part.AsSpan().Trim() is "--") masked.Append(part);
            else if (!Add(by, part, masked, depth)) return null;
        }
        return masked.ToString();
    }

    static bool Add(Redactor by, string part, StringBuilder masked, int depth)
    {
        var (start, blank) = part.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var windows ? (windows, 4)
            : (part.IndexOf("\n\n", StringComparison.Ordinal), 2);
        if (start < 0) return false;
        var (head, content) = (part[..start], part[(start + blank)..]);
        var ending = content.EndsWith('\r') ? 1 : 0;
        var isSecret = SecretNames.ContainsSecretName(head);
        masked.Append(by.MaskKnownValues(head)).Append(part, start, blank)
            .Append(isSecret ? Redactor.Stars(content.Length - ending) : by.MaskField(NameIn(head), content[..^ending], depth + 1))
            .Append(content, content.Length - ending, ending);
        return true;
    }

    static string NameIn(string head)
    {
        const string before = "name=";
        var at = head.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return "";
        var rest = head[(at + before.Length)..];
        return rest[..(rest.IndexOfAny([';', '\r', '\n']) is >= 0 and var end ? end : rest.Length)].Trim().Trim('"');
    }
}
