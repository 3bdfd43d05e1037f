namespace KantanSim.Check.Files;

/// <summary>The names that <c>{{name}}</c> may have, by where it stands.</summary>
internal static class VariableNames
{
    public const string ShopId = "shopId";
    public const string NewAmount = "newAmount";

    /// <summary>In the notification URL of a created shop.</summary>
    public static readonly IReadOnlyList<string> Account = [ShopId, "gateway", "case", "seed"];

    /// <summary>In hooks.</summary>
    public static readonly IReadOnlyList<string> Hook = [ShopId, "shopPass", "gateway", "case", "seed"];

    /// <summary>In <c>place</c>; in acts and in <c>read</c> also what steps have kept.</summary>
    public static readonly IReadOnlyList<string> Order = [.. Hook, "amount", "item", "order"];

    /// <summary>In the act <see cref="ActNames.CancelMonth"/> alone.</summary>
    public static readonly IReadOnlyList<string> CancelMonth = [.. Order, "month"];

    /// <summary>In the act <see cref="ActNames.Reprice"/> alone.</summary>
    public static readonly IReadOnlyList<string> Reprice = [.. Order, NewAmount];
}
