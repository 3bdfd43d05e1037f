using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>What the wallet tells the gateway when the consumer has decided (step 8). Amounts are yen.</summary>
internal abstract record WalletAnswer
{
    internal sealed record Agreed(string MemberId, PaymentBreakdown Split, string? CardId, string? CouponId) : WalletAnswer;

    internal sealed record Cancelled : WalletAnswer;

    /// <param name="Error">Why, or null when the card was refused.</param>
    internal sealed record Declined(ErrorCode? Error) : WalletAnswer;

    /// <summary>The answer never arrived as it should: the gateway knows no more than before.</summary>
    internal sealed record Lost(ErrorCode? Error) : WalletAnswer;
}
