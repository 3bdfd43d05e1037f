namespace KantanSim.DemoShop;

/// <summary>A price in yen: without tax, and the tax on it.</summary>
internal readonly record struct Price(int Amount, int Tax)
{
    /// <summary>Maximum of <see cref="Total"/> at the gateway.</summary>
    public const int MaxTotal = 9_999_999;

    const int TaxPercent = 10;

    /// <summary>Tax included.</summary>
    public int Total => Amount + Tax;

    /// <summary>The price for an amount without tax.</summary>
    public static Price OfNet(int amount) => new(amount, (int)((long)amount * TaxPercent / 100));

    /// <summary>The price for an amount with tax, which is split off, rounded down.</summary>
    public static Price OfTotal(int total)
    {
        var tax = (int)((long)total * TaxPercent / (100 + TaxPercent));
        return new(total - tax, tax);
    }
}
