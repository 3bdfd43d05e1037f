namespace KantanSim.Wire;

/// <summary>The characters that free-text fields must not contain.</summary>
internal static class ForbiddenCharacters
{
    // UNVERIFIED: no list for this wallet was found. These are what the gateway's own plugin removes for sibling methods.
    const string Symbols = "^`{}|~&<>\"'";

    static readonly (int From, int To)[] MachineDependent = [(0x8740, 0x879E), (0xED40, 0xEEFC), (0xF040, 0xF9FC), (0xFA40, 0xFC4B)];

    /// <summary>Whether the text has a forbidden symbol, a control character or a character outside JIS X 0208.</summary>
    public static bool ContainsAny(string text) => ContainsSymbol(text) || text.Any(IsOutsideJis);

    /// <summary>Whether the text has a forbidden symbol or a control character.</summary>
    public static bool ContainsSymbol(string text) => text.Any(character => char.IsControl(character) || Symbols.Contains(character));

    static bool IsOutsideJis(char character)
    {
        if (character < 0x80) return false;
        if (character == Cp932.Invalid || char.IsSurrogate(character)) return true;
        var bytes = Cp932.Encode(character.ToString());
        // One byte is half-width katakana, or the question mark that replaces a character outside CP932.
        if (bytes.Length == 1) return bytes[0] == '?';
        var code = (bytes[0] << 8) | bytes[1];
        return MachineDependent.Any(range => range.From <= code && code <= range.To);
    }
}
