using System.Globalization;

namespace KantanSim.Scenarios.Files;

/// <summary>The payments that play a scenario without being told; every key that is given has to fit.</summary>
/// <param name="ShopId">Exactly this shop.</param>
/// <param name="OrderId">A <see cref="Glob"/>.</param>
/// <param name="AmountFrom">In yen, included.</param>
/// <param name="AmountTo">In yen, included.</param>
/// <param name="Item">A <see cref="Glob"/> for ItemName, which is known only once the payment is requested.</param>
internal sealed record ScenarioMatch(string? ShopId, string? OrderId, long? AmountFrom, long? AmountTo, string? Item = null)
{
    /// <param name="item">Null as long as it is not known: a match that asks for it does not fit yet.</param>
    public bool Fits(string shopId, string orderId, long amount, string? item = null) =>
        (ShopId is null || ShopId == shopId) &&
        (OrderId is null || Glob.Fits(OrderId, orderId)) &&
        (Item is null || (item is not null && Glob.Fits(Item, item))) &&
        amount >= (AmountFrom ?? long.MinValue) &&
        amount <= (AmountTo ?? long.MaxValue);

    /// <summary>As it reads on a timeline: <c>orderId SIM-*, amount from 100 to 500</c>.</summary>
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
