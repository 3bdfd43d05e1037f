using CsCheck;

namespace KantanSim.Tests.Properties;

internal enum Act
{
    Register, Request, Start, Approve, CancelAtWallet, Abandon, Buy, Sales, Cancel, Change, Extend,
    ChangeContract, CancelContract, CancelCharge, EndContract, TurnCard, Search, Advance, Garble,
}

/// <summary>One random action of a merchant, a consumer or time, valid or not.</summary>
/// <param name="Slot">Which order; the last one is a contract.</param>
/// <param name="A">A random number from 0 to 9999.</param>
/// <param name="B">Another one.</param>
internal sealed record Command(Act Act, int Slot, int A, int B)
{
    public const int Slots = 5;

    static readonly Gen<Act> Acts = Gen.Frequency(
        (2, Gen.Const(Act.Register)),     (2, Gen.Const(Act.Request)),        (2, Gen.Const(Act.Start)),        (2, Gen.Const(Act.Approve)),
        (1, Gen.Const(Act.Abandon)),      (1, Gen.Const(Act.CancelAtWallet)), (8, Gen.Const(Act.Buy)),          (5, Gen.Const(Act.Sales)),
        (3, Gen.Const(Act.Cancel)),       (8, Gen.Const(Act.Change)),         (3, Gen.Const(Act.Extend)),       (2, Gen.Const(Act.ChangeContract)),
        (1, Gen.Const(Act.CancelContract)), (3, Gen.Const(Act.CancelCharge)), (1, Gen.Const(Act.EndContract)),  (3, Gen.Const(Act.TurnCard)),
        (2, Gen.Const(Act.Search)),       (6, Gen.Const(Act.Advance)),        (2, Gen.Const(Act.Garble)));

    static readonly Gen<Command> One = Gen.Select(Acts, Gen.Int[0, Slots - 1], Gen.Int[0, 9_999], Gen.Int[0, 9_999], (act, slot, a, b) => new Command(act, SlotOf(act, slot, a), a, b));

    public static readonly Gen<Command[]> Many = One.Array[10, 45];

    /// <summary>Mostly an order that the act applies to: a payment or the contract.</summary>
    static int SlotOf(Act act, int slot, int a) => a % 10 == 0 ? slot : act switch
    {
        Act.ChangeContract or Act.CancelContract or Act.CancelCharge or Act.EndContract => Slots - 1,
        Act.Sales or Act.Cancel or Act.Change or Act.Extend => slot % (Slots - 1),
        _ => slot,
    };

    public override string ToString() => $"{Act} {Slot} {A} {B}";
}
