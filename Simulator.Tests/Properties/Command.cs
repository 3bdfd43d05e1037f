using CsCheck;

namespace KantanSim.Tests.Properties;

internal enum CommandKind
{
    Register, Request, Start, Approve, CancelAtWallet, Abandon, Buy, Sales, Cancel, Change, Extend,
    ChangeContract, CancelContract, CancelCharge, EndContract, ChangeCard, Search, Advance, SendGarbage,
}

/// <summary>A random command of a merchant, a consumer or the clock, valid or not.</summary>
/// <param name="Slot">The index of the order; the last one is a contract.</param>
/// <param name="A">A random number from 0 to 9999, used for the parameters.</param>
/// <param name="B">Another one.</param>
internal sealed record Command(CommandKind Kind, int Slot, int A, int B)
{
    public const int Slots = 5;

    const int MaxParameter = 9_999;

    static readonly Gen<CommandKind> Kinds = Gen.Frequency(
        (2, Gen.Const(CommandKind.Register)),
        (2, Gen.Const(CommandKind.Request)),
        (2, Gen.Const(CommandKind.Start)),
        (2, Gen.Const(CommandKind.Approve)),
        (1, Gen.Const(CommandKind.Abandon)),
        (1, Gen.Const(CommandKind.CancelAtWallet)),
        (8, Gen.Const(CommandKind.Buy)),
        (5, Gen.Const(CommandKind.Sales)),
        (3, Gen.Const(CommandKind.Cancel)),
        (8, Gen.Const(CommandKind.Change)),
        (3, Gen.Const(CommandKind.Extend)),
        (2, Gen.Const(CommandKind.ChangeContract)),
        (1, Gen.Const(CommandKind.CancelContract)),
        (3, Gen.Const(CommandKind.CancelCharge)),
        (1, Gen.Const(CommandKind.EndContract)),
        (3, Gen.Const(CommandKind.ChangeCard)),
        (2, Gen.Const(CommandKind.Search)),
        (6, Gen.Const(CommandKind.Advance)),
        (2, Gen.Const(CommandKind.SendGarbage)));

    static readonly Gen<Command> One = Gen.Select(
        Kinds, Gen.Int[0, Slots - 1], Gen.Int[0, MaxParameter], Gen.Int[0, MaxParameter],
        (kind, slot, a, b) => new Command(kind, SlotOf(kind, slot, a), a, b));

    /// <summary>Sequences of commands.</summary>
    public static readonly Gen<Command[]> Many = One.Array[10, 45];

    // In nine of ten cases an order that the command applies to: a payment or the contract.
    static int SlotOf(CommandKind kind, int slot, int a)
    {
        if (a % 10 == 0) return slot;
        return kind switch
        {
            CommandKind.ChangeContract or CommandKind.CancelContract or CommandKind.CancelCharge or CommandKind.EndContract => Slots - 1,
            CommandKind.Sales or CommandKind.Cancel or CommandKind.Change or CommandKind.Extend => slot % (Slots - 1),
            _ => slot,
        };
    }

    public override string ToString() => $"{Kind} {Slot} {A} {B}";
}
