namespace KantanSim.Protocol;

/// <summary>
/// Card numbers in a text: 13 to 19 digits that begin as a brand's do and have a right check digit (Luhn), perhaps in groups with a blank or a
/// hyphen between. The first four and the last four digits may be shown (PCI DSS allows six and four).
/// </summary>
internal static class CardNumbers
{
    const int Fewest = 13;
    const int Most = 19;
    const int Shown = 4;
    const int LongestHex = 128;

    /// <summary>Digits at a position, one after the other.</summary>
    readonly record struct Group(int Start, int End)
    {
        public int Length => End - Start;
    }

    public static string Mask(string text)
    {
        if (text.Length < Fewest) return text;
        char[]? masked = null;
        for (var at = 0; at < text.Length;)
        {
            if (Digit(text[at]) < 0)
            {
                at++;
                continue;
            }
            var groups = GroupsFrom(text, at);
            MaskIn(text, groups, ref masked);
            at = groups[^1].End;
        }
        return masked is null ? text : new(masked);
    }

    // Whatever the number of groups, a card number has few: a look at each start costs at most so many steps.
    static void MaskIn(string text, List<Group> groups, ref char[]? masked)
    {
        for (var first = 0; first < groups.Count; first++)
        {
            if (first > 0 && groups[first].Length < Shown) continue;
            if (LastOfCard(text, groups, first) is not { } last) continue;
            Stars(text, groups[first].Start, groups[last].End, masked ??= text.ToCharArray());
            first = last;
        }
    }

    static int? LastOfCard(string text, List<Group> groups, int first)
    {
        Span<byte> digits = stackalloc byte[Most];
        var count = 0;
        for (var at = first; at < groups.Count && count + groups[at].Length <= Most; at++)
        {
            for (var one = groups[at].Start; one < groups[at].End; one++) digits[count++] = (byte)Digit(text[one]);
            if (count >= Fewest && IsCard(digits[..count]) && !IsWithinHex(text, groups[first].Start, groups[at].End)) return at;
        }
        return null;
    }

    static List<Group> GroupsFrom(string text, int start)
    {
        var groups = new List<Group>();
        for (var at = start; at < text.Length && Digit(text[at]) >= 0;)
        {
            var end = at;
            while (end < text.Length && Digit(text[end]) >= 0) end++;
            groups.Add(new(at, end));
            at = end < text.Length && text[end] is ' ' or '-' or '\u3000' ? end + 1 : text.Length;
        }
        return groups;
    }

    static void Stars(string text, int start, int end, char[] masked)
    {
        var digits = 0;
        for (var at = start; at < end; at++) digits += Digit(text[at]) >= 0 ? 1 : 0;
        var seen = 0;
        for (var at = start; at < end; at++)
            if (Digit(text[at]) >= 0 && ++seen > Shown && seen <= digits - Shown) masked[at] = '*';
    }

    // An AccessID or a hash may have many digits in a row.
    static bool IsWithinHex(string text, int start, int end)
    {
        var (first, last) = (start, end);
        while (first > 0 && start - first < LongestHex && char.IsAsciiHexDigit(text[first - 1])) first--;
        while (last < text.Length && last - end < LongestHex && char.IsAsciiHexDigit(text[last])) last++;
        return last - first > Math.Max(Most, end - start) && !IsLetter(text, first - 1) && !IsLetter(text, last);
    }

    static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiLetter(text[at]);

    static int Digit(char one) => one is >= '0' and <= '9' ? one - '0' : one is >= '０' and <= '９' ? one - '０' : -1;

    static bool IsCard(ReadOnlySpan<byte> digits)
    {
        var four = (digits[0] * 1_000) + (digits[1] * 100) + (digits[2] * 10) + digits[3];
        return IsBrand(four) && IsLuhn(digits);
    }

    static bool IsBrand(int four) =>
        four is (>= 4000 and < 5000) // Visa
            or (>= 5100 and < 5600) or (>= 2221 and <= 2720) // Mastercard
            or (>= 3528 and <= 3589) // JCB
            or (>= 3400 and < 3500) or (>= 3700 and < 3800) // American Express
            or (>= 3000 and < 3060) or (>= 3600 and < 3700) or (>= 3800 and < 4000) // Diners Club
            or 6011 or (>= 6500 and < 6600) // Discover
            or (>= 6200 and < 6300); // UnionPay

    static bool IsLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var at = digits.Length - 1; at >= 0; at--)
        {
            var doubled = (digits.Length - at) % 2 == 0 ? digits[at] * 2 : digits[at];
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
