using System.Text.RegularExpressions;

namespace KantanSim.Configuration;

/// <summary>Regular expressions that come from files: none can keep a thread busy, whatever it is matched against.</summary>
internal static class BoundedRegex
{
    /// <summary>
    /// The engine without backtracking takes time in proportion to the text. It knows no lookarounds and no backreferences:
    /// patterns with these are matched by the backtracking engine, and given up after a while.
    /// </summary>
    /// <param name="maxTime">How long one match may take.</param>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public static Regex Create(string pattern, RegexOptions options, TimeSpan maxTime)
    {
        var plain = options & ~RegexOptions.Compiled;
        try { return new(pattern, plain | RegexOptions.NonBacktracking, maxTime); }
        catch (NotSupportedException) { return new(pattern, plain, maxTime); }
    }
}
