using System.Globalization;

namespace KantanSim.Scenarios.Files;

/// <summary>Selects payments for a scenario automatically; every key that is given must match.</summary>
/// <param name="ShopId">Exactly this shop.</param>
/// <param name="OrderId">A <see cref="Glob"/>.</param>
/// <param name="AmountFrom">In yen, inclusive.</param>
/// <param name="AmountTo">In yen, inclusive.</param>
/// <param name="Item">A <see cref="Glob"/> for ItemName, which is known only once the payment is requested.</param>
internal sealed record ScenarioMatch(string? ShopId, string? OrderId, long? AmountFrom, long? AmountTo, string? Item = null)
{
    /// <param name="item">Null while it is unknown: a match by item does not fit yet.</param>
    public bool Fits(string shopId, string orderId, long amount, string? item = null) =>
        (ShopId is null || ShopId == shopId) &&
        (OrderId is null || Glob.Fits(OrderId, orderId)) &&
        (Item is null || (item is not null && Glob.Fits(Item, item))) &&
        amount >= (AmountFrom ?? long.MinValue) &&
        amount <= (AmountTo ?? long.MaxValue);

    /// <summary>The text on a timeline: <c>orderId SIM-*, amount from 100 to 500</c>.</summary>
    public override string ToString() => string.Join(", ", Parts());

    IEnumerable<string> Parts()
    {
        if (ShopId is not null) yield return $"shopId {ShopId}";
        if (OrderId is not null) yield return $"orderId {OrderId}";
        if (AmountFrom is not null || AmountTo is not null) yield return "amount" + Bound("from", AmountFrom) + Bound("to", AmountTo);
        if (Item is not null) yield return $"item {Item}";
    }

    static string Bound(string word, long? yen) =>
        yen is { } bound ? string.Create(CultureInfo.InvariantCulture, $" {word} {bound}") : "";
}
