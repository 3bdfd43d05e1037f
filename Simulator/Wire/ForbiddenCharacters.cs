namespace KantanSim.Wire;

/// <summary>Characters that free texts must not have.</summary>
internal static class ForbiddenCharacters
{
    // UNVERIFIED: no list for this wallet was found; this is what the gateway's own plugin scrubs for siblings (protocol.md 2.0).
    const string Symbols = "^`{}|~&<>\"'";

    static readonly (int From, int To)[] MachineDependent = [(0x8740, 0x879E), (0xED40, 0xEEFC), (0xF040, 0xF9FC), (0xFA40, 0xFC4B)];

    public static bool ContainsAny(string text) => ContainsSymbol(text) || text.Any(IsOutsideJis);

    /// <summary>Symbols and control characters.</summary>
    public static bool ContainsSymbol(string text) => text.Any(character => char.IsControl(character) || Symbols.Contains(character));

    static bool IsOutsideJis(char character)
    {
        if (character < 0x80) return false;
        if (character == Cp932.Invalid || char.IsSurrogate(character)) return true;
        var bytes = Cp932.Encode(character.ToString());
        if (bytes.Length == 1) return bytes[0] == '?';
        var code = (bytes[0] << 8) | bytes[1];
        return MachineDependent.Any(area => area.From <= code && code <= area.To);
    }
}
