using System.Collections.Immutable;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;

namespace KantanSim.Check.Running;

/// <summary>What must work at a shop without a fault before a case says anything about it.</summary>
internal static class Controls
{
    static readonly ImmutableArray<string> Paid = ["AUTH", "CAPTURE", "SALES", "REGISTER"];

    /// <summary>The control as a case; null for <see cref="Control.None"/>.</summary>
    public static CheckCase? CaseOf(Control control, CheckFile file) => control switch
    {
        Control.Purchase => Case("C01", "purchase", [], IsPaid),
        Control.Ship => Case("C02", "purchase that is shipped", [new DriveStep.Act(ActNames.Ship), Night], IsShipped(file)),
        Control.Cancel => Case("C03", "purchase that is cancelled", [new DriveStep.Act(ActNames.Cancel)],
            [Accepted, new Condition.Payments(Paid, 0, 0)]),
        Control.Reprice => Case("C04", "purchase whose price is changed", [new DriveStep.Act(ActNames.Reprice) { Percent = 80 }],
            [Accepted, .. IsPaid, new Condition.AmountAgrees()]),
        Control.Subscription => Case("C05", "subscription", [], IsPaid) with { Needs = [Need.Recurring] },
        _ => null,
    };

    // The step after those that each control has.
    static readonly Condition Accepted = new Condition.Accepted(4);

    // A shop that has no word for shipped is believed when it captures.
    static ImmutableArray<Condition> IsShipped(CheckFile file)
    {
        ImmutableArray<Condition> conditions = [Accepted, .. IsPaid];
        if (file.Read.Means.ContainsValue(OrderState.Shipped)) conditions = [.. conditions, new Condition.Order([OrderWord.Shipped])];
        return file.Style.Capture == CaptureStyle.OnShip ? [.. conditions, new Condition.Payment(["SALES"])] : conditions;
    }

    static readonly ImmutableArray<Condition> IsPaid = [new Condition.Order([OrderWord.Paid]), new Condition.Payments(Paid, 1, 1)];

    // A shop may learn the result by its own searches only, a few times a day.
    static readonly DriveStep Hours = new DriveStep.Advance(TimeSpan.FromHours(7), 7);

    // A shop may ship in the next night.
    static readonly DriveStep Night = new DriveStep.Advance(TimeSpan.FromDays(1), 4);

    static CheckCase Case(string id, string what, DriveStep[] more, ImmutableArray<Condition> must) => new()
    {
        Id = id,
        IsControl = true,
        Title = new($"A {what} without a fault", "障害のない注文"),
        Why = new("A case says nothing about a shop whose normal flow does not work."),
        Good = new("The normal flow works.", "通常の流れは動作します。"),
        Fix = new("Make the normal flow work first."),
        Drive = [new DriveStep.Place(), new DriveStep.Consumer("approve"), Hours, .. more],
        Reached = [new Condition.Payments([], 1, int.MaxValue)],
        Must = must,
    };
}
