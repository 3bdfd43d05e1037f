using KantanSim.Wire;

namespace KantanSim.Tests.Merchants;

/// <summary>What a shop refuses before it calls the gateway.</summary>
internal static class ShopRefusals
{
    const int MaxYen = 9_999_999;
    const int MaxItemBytes = 255;

    /// <returns>Why an order cannot be placed; null: it can.</returns>
    public static string? For(int amount, string item)
    {
        if (ForAmount(amount) is { } reason) return reason;
        if (item.Length == 0) return "the item has no name";
        // CP932 has no emoji, for example: they would become question marks.
        if (Cp932.Decode(Cp932.Encode(item)) != item) return "the item's name has characters that cannot be sent";
        return Cp932.ByteCount(item) > MaxItemBytes ? "the item's name is too long" : null;
    }

    public static string? ForAmount(int amount) => amount is < 1 or > MaxYen ? $"the amount is not from 1 to {MaxYen} yen" : null;
}
