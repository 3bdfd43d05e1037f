namespace KantanSim.Scenarios.Files;

/// <summary>Finds the word that was probably meant.</summary>
internal static class SpellingSuggestion
{
    const int MostSlips = 2;

    /// <summary>Characters of a word that are compared: a name in a request may be very long.</summary>
    const int MostCompared = 100;

    /// <summary>Letters from which on the beginning of a word stands for the word.</summary>
    const int FewestBegun = 3;

    /// <summary>The nearest candidate, or null when none is near: about one slip in three letters, two at most; case is no slip.</summary>
    public static string? Closest(string word, IEnumerable<string> candidates) =>
        candidates
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= MostSlips)
            .Select(candidate => (candidate, slips: Slips(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(near => near.slips <= Math.Clamp(word.Length / 3, 1, MostSlips))
            .OrderBy(near => near.slips)
            .Select(near => near.candidate)
            .FirstOrDefault();

    /// <summary>As <see cref="Closest"/>; when none is near, the first candidate of which one is the beginning of the other.</summary>
    public static string? ClosestOrPrefix(string word, IReadOnlyCollection<string> candidates) =>
        Closest(word, candidates)
        ?? candidates.FirstOrDefault(candidate => Math.Min(word.Length, candidate.Length) >= FewestBegun
            && (candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || word.StartsWith(candidate, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The nearest candidates however far they are, nearest first: those that contain the word, then by slips.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> candidates, int count)
    {
        var compared = word[..Math.Min(word.Length, MostCompared)].ToLowerInvariant();
        return
        [
            .. candidates
                .OrderBy(candidate => candidate.Contains(compared, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .ThenBy(candidate => Slips(compared, candidate.ToLowerInvariant()))
                .Take(count),
        ];
    }

    // Optimal string alignment: a missing, an extra, a wrong letter, or two neighbours swapped.
    static int Slips(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
                d[i, j] = Math.Min(i, j) == 0 ? i + j : Cheapest(i, j);
        return d[a.Length, b.Length];

        int Cheapest(int i, int j)
        {
            var best = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return swapped ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
        }
    }
}
