namespace KantanSim.Transactions;

/// <summary>Which payments are old enough to be deleted. The functions get a ShopID, because shops have different times.</summary>
/// <param name="ChangedBefore">A finished payment that was last changed before this time is too old to be kept.</param>
/// <param name="AbandonedBefore">A payment that was never requested counts as finished if it was registered before this time.</param>
/// <param name="LaterOnesAreYounger">
/// Whether a payment that was registered after another one cannot be too old before it. Not so when clocks are apart.
/// </param>
internal sealed record RetentionAges(
    Func<string, DateTimeOffset> ChangedBefore, Func<string, DateTimeOffset> AbandonedBefore, bool LaterOnesAreYounger = true)
{
    public bool IsTooOld(Transaction payment) => payment.ChangedAt < ChangedBefore(payment.ShopId);

    /// <summary>Whether a payment was registered so lately that it cannot be too old.</summary>
    public bool IsTooYoung(Transaction payment) => payment.CreatedAt >= ChangedBefore(payment.ShopId);

    public bool IsAbandoned(Transaction payment) => payment.CreatedAt < AbandonedBefore(payment.ShopId);
}
