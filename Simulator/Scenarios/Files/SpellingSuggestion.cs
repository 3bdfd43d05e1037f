namespace KantanSim.Scenarios.Files;

/// <summary>Suggests the word that was probably meant, by edit distance.</summary>
internal static class SpellingSuggestion
{
    const int MaxDistance = 2;

    /// <summary>Characters of a word that are compared: a name in a request may be very long.</summary>
    const int MaxComparedLength = 100;

    /// <summary>The fewest letters that count as a prefix.</summary>
    const int MinPrefixLength = 3;

    /// <summary>
    /// The nearest candidate, or null when none is near: about one edit per three letters, two at most. Case is ignored.
    /// </summary>
    public static string? Closest(string word, IEnumerable<string> candidates) =>
        candidates
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= MaxDistance)
            .Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(near => near.distance <= Math.Clamp(word.Length / 3, 1, MaxDistance))
            .OrderBy(near => near.distance)
            .Select(near => near.candidate)
            .FirstOrDefault();

    /// <summary>
    /// As <see cref="Closest"/>; when none is near, the first candidate that is a prefix of the word or has the word as a prefix.
    /// </summary>
    public static string? ClosestOrPrefix(string word, IReadOnlyCollection<string> candidates) =>
        Closest(word, candidates)
        ?? candidates.FirstOrDefault(candidate => Math.Min(word.Length, candidate.Length) >= MinPrefixLength
            && (candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || word.StartsWith(candidate, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The nearest candidates at any distance: first those that contain the word, then by edit distance.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> candidates, int count)
    {
        var compared = word[..Math.Min(word.Length, MaxComparedLength)].ToLowerInvariant();
        return
        [
            .. candidates
                .OrderBy(candidate => candidate.Contains(compared, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .ThenBy(candidate => Distance(compared, candidate.ToLowerInvariant()))
                .Take(count),
        ];
    }

    // Optimal string alignment: insertion, deletion, substitution, or transposition of two adjacent letters.
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
                d[i, j] = Math.Min(i, j) == 0 ? i + j : Cheapest(i, j);
        return d[a.Length, b.Length];

        int Cheapest(int i, int j)
        {
            var substitution = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            var best = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, substitution);
            var isTransposed = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return isTransposed ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
        }
    }
}
