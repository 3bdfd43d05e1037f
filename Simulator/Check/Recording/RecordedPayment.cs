using System.Collections.Immutable;

namespace KantanSim.Check.Recording;

/// <summary>What was seen: the payment after each of the person's steps, and the requests to the shop during it.</summary>
/// <param name="Paid">The payment when the shop showed it as paid, and the requests so far.</param>
/// <param name="Shipped">Null: the order was not shipped.</param>
/// <param name="Cancelled">Null: the order was not cancelled.</param>
internal sealed record RecordedPayment(Seen Paid, Seen? Shipped, Seen? Cancelled)
{
    public SeenPayment Payment => Paid.Payment;
}

/// <summary>What was seen during a step of the person.</summary>
internal sealed record Seen(SeenPayment Payment, ImmutableArray<Exchange> Exchanges);
