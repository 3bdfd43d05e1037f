using CsCheck;

namespace KantanSim.Tests.Properties;

internal enum CommandKind
{
    Register, Request, Start, Approve, CancelAtWallet, Abandon, Buy, Sales, Cancel, Change, Extend,
    ChangeContract, CancelContract, CancelCharge, EndContract, TurnCard, Search, Advance, Garble,
}

/// <summary>One random action of a merchant, a consumer or time, valid or not.</summary>
/// <param name="Slot">Which order; the last one is a contract.</param>
/// <param name="A">A random number from 0 to 9999.</param>
/// <param name="B">Another one.</param>
internal sealed record Command(CommandKind Act, int Slot, int A, int B)
{
    public const int Slots = 5;

    static readonly Gen<CommandKind> Acts = Gen.Frequency(
        (2, Gen.Const(CommandKind.Register)),     (2, Gen.Const(CommandKind.Request)),        (2, Gen.Const(CommandKind.Start)),        (2, Gen.Const(CommandKind.Approve)),
        (1, Gen.Const(CommandKind.Abandon)),      (1, Gen.Const(CommandKind.CancelAtWallet)), (8, Gen.Const(CommandKind.Buy)),          (5, Gen.Const(CommandKind.Sales)),
        (3, Gen.Const(CommandKind.Cancel)),       (8, Gen.Const(CommandKind.Change)),         (3, Gen.Const(CommandKind.Extend)),       (2, Gen.Const(CommandKind.ChangeContract)),
        (1, Gen.Const(CommandKind.CancelContract)), (3, Gen.Const(CommandKind.CancelCharge)), (1, Gen.Const(CommandKind.EndContract)),  (3, Gen.Const(CommandKind.TurnCard)),
        (2, Gen.Const(CommandKind.Search)),       (6, Gen.Const(CommandKind.Advance)),        (2, Gen.Const(CommandKind.Garble)));

    static readonly Gen<Command> One = Gen.Select(Acts, Gen.Int[0, Slots - 1], Gen.Int[0, 9_999], Gen.Int[0, 9_999], (act, slot, a, b) => new Command(act, SlotOf(act, slot, a), a, b));

    public static readonly Gen<Command[]> Many = One.Array[10, 45];

    /// <summary>Mostly an order that the act applies to: a payment or the contract.</summary>
    static int SlotOf(CommandKind act, int slot, int a) => a % 10 == 0 ? slot : act switch
    {
        CommandKind.ChangeContract or CommandKind.CancelContract or CommandKind.CancelCharge or CommandKind.EndContract => Slots - 1,
        CommandKind.Sales or CommandKind.Cancel or CommandKind.Change or CommandKind.Extend => slot % (Slots - 1),
        _ => slot,
    };

    public override string ToString() => $"{Act} {Slot} {A} {B}";
}
