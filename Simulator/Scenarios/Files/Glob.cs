namespace KantanSim.Scenarios.Files;

/// <summary>Patterns for order ids: <c>*</c> is any run of characters, also none; <c>?</c> is any one; case matters.</summary>
internal static class Glob
{
    public static bool Fits(string pattern, string text)
    {
        // Only the last star can still grow, so remembering one is enough and no pattern takes exponential time.
        int p = 0, t = 0, star = -1, grown = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, grown) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t])) { p++; t++; }
            else if (star >= 0) (p, t) = (star + 1, ++grown);
            else return false;
        }
        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
