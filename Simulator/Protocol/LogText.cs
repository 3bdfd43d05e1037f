namespace KantanSim.Protocol;

/// <summary>What a log line says of a payment: everywhere <c>OrderID … AccessID …</c>.</summary>
internal static class LogText
{
    /// <summary>In the place of an id that is not known.</summary>
    public const string Unknown = "-";

    /// <summary>The longest id that is shown, in characters; an AccessID has 32, an OrderID 27.</summary>
    const int Longest = 32;

    /// <summary>An id as a caller has sent it: it must not begin a new line of the log.</summary>
    public static string Id(string? text) =>
        string.IsNullOrEmpty(text) ? Unknown
        : new([.. text.Take(Longest).Select(character => char.IsControl(character) ? '?' : character)]);
}
