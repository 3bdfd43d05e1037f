using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>A status of a payment that was told to the shop.</summary>
/// <param name="At">When it was told, in simulated time.</param>
/// <param name="Teller">Who told it, such as <c>the notification</c>.</param>
/// <param name="Evidence">Finds what shows it. To find it takes long, and most reports need not be shown.</param>
internal sealed record Report(string Status, DateTimeOffset At, Note Teller, Func<Evidence> Evidence)
{
    /// <summary>The field that is altered or contradicts the payment, as <c>Amount=1</c>; empty for a true report.</summary>
    public string Forged { get; init; } = "";

    /// <summary>Whether the shop has surely read it: it was the answer of a call, or the shop had time to.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether it says that the payment was made.</summary>
    public bool IsPaid => Status is "AUTH" or "CAPTURE" or "SALES";

    /// <summary>Whether it says that there is nothing to sell.</summary>
    public bool IsFailed => Status is "PAYFAIL" or "EXPIRED" or "CANCEL";
}
