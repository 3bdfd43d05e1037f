using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>The wallet's completion notice to the gateway about the consumer's decision (step 8). Amounts are in yen.</summary>
internal abstract record WalletAnswer
{
    internal sealed record Agreed(string MemberId, PaymentBreakdown Split, string? CardId, string? CouponId) : WalletAnswer;

    internal sealed record Cancelled : WalletAnswer;

    /// <param name="Error">The reason; null when the card was declined.</param>
    internal sealed record Declined(ErrorCode? Error) : WalletAnswer;

    /// <summary>The notice was lost or invalid, so the gateway does not know the decision.</summary>
    internal sealed record Lost(ErrorCode? Error) : WalletAnswer;
}
