using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Counts payments by outcome and by the result of their notifications.</summary>
internal sealed class PaymentCounts
{
    readonly int[] byOutcome = new int[Enum.GetValues<Outcome>().Length];
    readonly int[] byResult = new int[Enum.GetValues<NotificationResult>().Length];

    public int Total { get; private set; }

    public int Of(Outcome outcome) => byOutcome[(int)outcome];

    public int Of(NotificationResult result) => byResult[(int)result];

    public void Add(PaymentEntry payment)
    {
        Total++;
        byOutcome[(int)payment.Outcome]++;
        byResult[(int)payment.Notified]++;
    }
}
