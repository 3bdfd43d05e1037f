namespace KantanSim.Protocol;

/// <summary>
/// Masks card numbers in a text: 13 to 19 digits with the prefix of a card brand and a valid check digit (Luhn), optionally in groups that
/// a space or a hyphen separates. The first four and the last four digits stay (PCI DSS allows six and four).
/// </summary>
internal static class CardNumbers
{
    const int MinDigits = 13;
    const int MaxDigits = 19;
    const int ShownDigits = 4;
    const int MaxHexDistance = 128;

    /// <summary>A run of digits in the text.</summary>
    readonly record struct Group(int Start, int End)
    {
        public int Length => End - Start;
    }

    public static string Mask(string text)
    {
        if (text.Length < MinDigits) return text;
        char[]? masked = null;
        for (var at = 0; at < text.Length;)
        {
            if (!IsDigit(text[at]))
            {
                at++;
                continue;
            }
            var groups = GroupsFrom(text, at);
            MaskGroups(text, groups, ref masked);
            at = groups[^1].End;
        }
        return masked is null ? text : new(masked);
    }

    // A card number spans at most MaxDigits groups, so that the cost of each start is bounded however many groups there are.
    static void MaskGroups(string text, List<Group> groups, ref char[]? masked)
    {
        for (var first = 0; first < groups.Count; first++)
        {
            if (first > 0 && groups[first].Length < ShownDigits) continue;
            if (LastGroupOfCard(text, groups, first) is not { } last) continue;
            masked ??= text.ToCharArray();
            MaskDigits(text, groups[first].Start, groups[last].End, masked);
            first = last;
        }
    }

    static int? LastGroupOfCard(string text, List<Group> groups, int first)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        var count = 0;
        for (var last = first; last < groups.Count && count + groups[last].Length <= MaxDigits; last++)
        {
            for (var at = groups[last].Start; at < groups[last].End; at++) digits[count++] = (byte)ValueOf(text[at]);
            if (count < MinDigits || !IsCard(digits[..count])) continue;
            if (!IsWithinHex(text, groups[first].Start, groups[last].End)) return last;
        }
        return null;
    }

    static List<Group> GroupsFrom(string text, int start)
    {
        var groups = new List<Group>();
        for (var at = start; at < text.Length && IsDigit(text[at]);)
        {
            var end = at;
            while (end < text.Length && IsDigit(text[end])) end++;
            groups.Add(new(at, end));
            if (end == text.Length || text[end] is not (' ' or '-' or '\u3000')) break;
            at = end + 1;
        }
        return groups;
    }

    static void MaskDigits(string text, int start, int end, char[] masked)
    {
        var digits = 0;
        for (var at = start; at < end; at++)
            if (IsDigit(text[at])) digits++;
        var seen = 0;
        for (var at = start; at < end; at++)
        {
            if (!IsDigit(text[at])) continue;
            seen++;
            if (seen > ShownDigits && seen <= digits - ShownDigits) masked[at] = '*';
        }
    }

    // An AccessID or a hash can contain many digits in a row.
    static bool IsWithinHex(string text, int start, int end)
    {
        var first = start;
        var last = end;
        while (first > 0 && start - first < MaxHexDistance && char.IsAsciiHexDigit(text[first - 1])) first--;
        while (last < text.Length && last - end < MaxHexDistance && char.IsAsciiHexDigit(text[last])) last++;
        return last - first > Math.Max(MaxDigits, end - start) && !IsLetter(text, first - 1) && !IsLetter(text, last);
    }

    static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiLetter(text[at]);

    // ASCII and full-width digits.
    static bool IsDigit(char character) => character is (>= '0' and <= '9') or (>= '０' and <= '９');

    static int ValueOf(char digit) => digit <= '9' ? digit - '0' : digit - '０';

    static bool IsCard(ReadOnlySpan<byte> digits)
    {
        var prefix = (digits[0] * 1_000) + (digits[1] * 100) + (digits[2] * 10) + digits[3];
        return IsBrand(prefix) && IsLuhn(digits);
    }

    static bool IsBrand(int prefix) =>
        prefix is (>= 4000 and < 5000) // Visa
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
            var value = (digits.Length - at) % 2 == 0 ? digits[at] * 2 : digits[at];
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }
}
