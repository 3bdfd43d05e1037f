using System.Buffers;
using System.Text;

namespace KantanSim.Protocol;

/// <summary>A set of secrets that are masked wherever their value stands in a text.</summary>
internal sealed class SecretValues
{
    /// <summary>In characters. Shorter secrets are ignored: they would be found within ordinary words.</summary>
    public const int MinLength = 8;

    public static readonly SecretValues None = new([]);

    readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> known;
    readonly SearchValues<string> search;
    readonly int[] lengths;

    public SecretValues(IEnumerable<string> values)
    {
        // The members of a new database have the password "password", which is an ordinary word.
        HashSet<string> all = [.. values.Where(value => value.Length >= MinLength && !SecretNames.IsSecretWord(value))];
        known = all.GetAlternateLookup<ReadOnlySpan<char>>();
        search = SearchValues.Create([.. all], StringComparison.Ordinal);
        lengths = [.. all.Select(value => value.Length).Distinct().OrderDescending()];
    }

    /// <summary>The text with stars for each secret in it.</summary>
    public string Mask(string text)
    {
        if (lengths.Length == 0 || text.AsSpan().IndexOfAny(search) < 0) return text;
        var masked = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var found = text.AsSpan(at).IndexOfAny(search);
            if (found < 0) found = text.Length - at;
            masked.Append(text, at, found);
            at += found;
            if (at == text.Length) break;
            var length = LongestAt(text, at);
            masked.Append('*', length);
            at += length;
        }
        return masked.ToString();
    }

    int LongestAt(string text, int at)
    {
        foreach (var length in lengths)
            if (at + length <= text.Length && known.Contains(text.AsSpan(at, length))) return length;
        return 1;
    }
}
