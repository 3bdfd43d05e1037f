namespace KantanSim.Transactions;

/// <summary>Which payments are old enough to be deleted. The functions get a ShopID, because shops have different times.</summary>
/// <param name="ChangedBefore">A finished payment that was last changed before this time is too old to be kept.</param>
/// <param name="AbandonedBefore">A payment that was never requested counts as finished if it was registered before this time.</param>
/// <param name="IsOrderedByAge">Whether the order of registration is that of age. So it is while all shops have the same clock.</param>
/// <param name="Now">The present time of a shop.</param>
internal sealed record RetentionAges(
    Func<string, DateTimeOffset> ChangedBefore, Func<string, DateTimeOffset> AbandonedBefore, Func<string, DateTimeOffset> Now,
    bool IsOrderedByAge = true)
{
    public bool IsTooOld(Transaction payment) => payment.ChangedAt < ChangedBefore(payment.ShopId);

    /// <summary>
    /// Whether this payment, and all that were registered later, cannot be too old. A payment from the future says nothing about the
    /// others: its shop had another clock then.
    /// </summary>
    public bool AreRestTooYoung(Transaction payment) =>
        IsOrderedByAge && payment.CreatedAt >= ChangedBefore(payment.ShopId) && payment.CreatedAt <= Now(payment.ShopId);

    public bool IsAbandoned(Transaction payment) => payment.CreatedAt < AbandonedBefore(payment.ShopId);
}
