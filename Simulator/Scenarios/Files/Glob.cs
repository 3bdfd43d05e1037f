namespace KantanSim.Scenarios.Files;

/// <summary>
/// Case-sensitive wildcard patterns: <c>*</c> matches any characters, including none; <c>?</c> matches exactly one.
/// </summary>
internal static class Glob
{
    public static bool Fits(string pattern, string text)
    {
        // Backtracking to the last star only is sufficient, so that no pattern takes exponential time.
        var patternAt = 0;
        var textAt = 0;
        var star = -1;
        var starEnd = 0;
        while (textAt < text.Length)
        {
            char? next = patternAt < pattern.Length ? pattern[patternAt] : null;
            if (next == '*')
            {
                star = patternAt++;
                starEnd = textAt;
            }
            else if (next == '?' || next == text[textAt])
            {
                patternAt++;
                textAt++;
            }
            else if (star >= 0)
            {
                // The star takes one more character.
                starEnd++;
                patternAt = star + 1;
                textAt = starEnd;
            }
            else return false;
        }
        return pattern.AsSpan(patternAt).TrimStart('*').IsEmpty;
    }
}
