namespace KantanSim.Scenarios.Files;

/// <summary>An override, set by the control API: the next matching transactions play a scenario.</summary>
/// <param name="Id">The ID in the control API.</param>
/// <param name="Scenario">A scenario's name.</param>
/// <param name="Times">The number of transactions left; at least 1.</param>
/// <param name="ShopId">Exactly this shop; null: any.</param>
/// <param name="OrderId">A <see cref="Glob"/>; null: any.</param>
internal sealed record Arm(string Id, string Scenario, int Times, string? ShopId = null, string? OrderId = null)
{
    /// <summary>Stands for any shop in the control API.</summary>
    public const string AnyShop = "*";

    /// <summary>Orders the arms of all shops by age, lowest first; 0 for arms that were stored before there were such numbers.</summary>
    public long Sequence { get; init; }

    /// <summary>Why it was armed, in the words of who did it; null: not given.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the scenario is a draft, which ends with the program.</summary>
    public bool IsDraft { get; init; }

    /// <summary>In real time, UTC: from then on it is not played; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool Fits(string shopId, string orderId) =>
        (ShopId is null || ShopId == shopId) && (OrderId is null || Glob.Fits(OrderId, orderId));

    /// <param name="shopId">A ShopID, or <see cref="AnyShop"/>: arms of any shop, and not those of one.</param>
    public bool IsOf(string shopId) => (ShopId ?? AnyShop) == shopId;

    /// <param name="now">Real time.</param>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>What remains after one transaction; null: nothing.</summary>
    public Arm? AfterUse() => Times > 1 ? this with { Times = Times - 1 } : null;
}
