using System.Text.RegularExpressions;

namespace KantanSim.Configuration;

/// <summary>Compiles regular expressions that come from files, with a limit on the time that a match can take.</summary>
internal static class BoundedRegex
{
    /// <summary>
    /// Uses the non-backtracking engine, whose time is linear in the length of the input. It does not support lookarounds and
    /// backreferences: patterns with these use the backtracking engine, which stops with an exception after the time limit.
    /// </summary>
    /// <param name="maxTime">The time limit of one match.</param>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public static Regex Create(string pattern, RegexOptions options, TimeSpan maxTime)
    {
        // NonBacktracking cannot be combined with Compiled.
        var interpreted = options & ~RegexOptions.Compiled;
        try
        {
            return new(pattern, interpreted | RegexOptions.NonBacktracking, maxTime);
        }
        catch (NotSupportedException)
        {
            return new(pattern, interpreted, maxTime);
        }
    }
}
