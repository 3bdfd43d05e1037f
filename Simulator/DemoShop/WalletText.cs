using System.Text;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>
/// Text that the gateway accepts as ItemName. It refuses some symbols, machine-dependent characters and everything outside CP932
/// (M01232013), and more than 255 bytes (M01232005).
/// </summary>
internal static class WalletText
{
    const int MaxBytes = 255;

    // The usual mark for a character that cannot be printed.
    const string Replacement = "〓";

    /// <summary>Replaces what the gateway would refuse, and cuts at 255 bytes.</summary>
    public static string Of(string text)
    {
        var accepted = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var character = ForbiddenCharacters.ContainsAny(rune.ToString()) ? Replacement : rune.ToString();
            bytes += Cp932.ByteCount(character);
            if (bytes > MaxBytes) break;
            accepted.Append(character);
        }
        return accepted.ToString();
    }
}
