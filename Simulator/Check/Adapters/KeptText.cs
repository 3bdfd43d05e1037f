using System.Text.RegularExpressions;

namespace KantanSim.Check.Adapters;

/// <summary>A regular expression between slashes, as a step keeps values with.</summary>
internal static class KeptText
{
    /// <summary>How long an expression may search.</summary>
    public static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(2);

    /// <summary>What the first group matches first, or the whole expression when it has no group; null: nothing matches.</summary>
    /// <param name="pattern">With its slashes.</param>
    /// <exception cref="AdapterException">It is no regular expression, or searches too long.</exception>
    public static string? Find(string pattern, string text)
    {
        try
        {
            var match = Regex.Match(text, pattern[1..^1], RegexOptions.CultureInvariant, MatchLimit);
            if (!match.Success) return null;
            return match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
        }
        catch (Exception fault) when (fault is ArgumentException or RegexMatchTimeoutException)
        {
            throw new AdapterException($"keep: {pattern} cannot be used: {fault.Message}");
        }
    }
}
