namespace KantanSim.Protocol;

/// <summary>Identifiers in log lines, which name a payment as <c>OrderID … AccessID …</c>.</summary>
internal static class LogText
{
    /// <summary>Replaces an id that is not known.</summary>
    public const string Unknown = "-";

    /// <summary>In characters: an AccessID has 32, an OrderID up to 27.</summary>
    const int MaxLength = 32;

    /// <summary>An id from a request, safe for a log line: truncated, and with <c>?</c> for control characters such as newlines.</summary>
    public static string Id(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Unknown;
        return new([.. text.Take(MaxLength).Select(character => char.IsControl(character) ? '?' : character)]);
    }
}
