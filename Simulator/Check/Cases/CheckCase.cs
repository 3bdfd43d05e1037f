using System.Collections.Immutable;
using KantanSim.Transactions;

namespace KantanSim.Check.Cases;

/// <summary>A case: a fault, how it is driven, and what a good shop has done at the end.</summary>
internal sealed record CheckCase
{
    /// <summary>A letter and two digits, such as <c>N05</c>.</summary>
    public required string Id { get; init; }
    /// <summary>Whether it belongs to the cases that are run first.</summary>
    public bool IsCore { get; init; }
    /// <summary>What is injected, in a few words.</summary>
    public required Note Title { get; init; }
    /// <summary>Why it happens in reality, and what it costs a shop that fails.</summary>
    public required Note Why { get; init; }
    /// <summary>What a good shop does.</summary>
    public required Note Good { get; init; }
    /// <summary>How to fix a shop that fails.</summary>
    public required Note Fix { get; init; }
    /// <summary>
    /// The real time that a pending notification gets before simulated time passes; null: the patience of the file.
    /// </summary>
    public TimeSpan? Wait { get; init; }
    /// <summary>The scenario of the first payment; null: <c>success</c>.</summary>
    public string? Scenario { get; init; }
    /// <summary>How many registrations play the scenario.</summary>
    public int ScenarioTimes { get; init; } = 1;
    /// <summary>Whether it is no case of the catalogue, but tries what must work before one.</summary>
    public bool IsControl { get; init; }
    /// <summary>What must work without a fault before the case is played.</summary>
    public Control Control { get; init; } = Control.Purchase;
    /// <summary>What the shop or its file must have, else the case is omitted.</summary>
    public ImmutableArray<Need> Needs { get; init; } = [];
    /// <summary>What is done, in order.</summary>
    public required ImmutableArray<DriveStep> Drive { get; init; }
    /// <summary>What must have been seen, else nothing is said about the shop.</summary>
    public required ImmutableArray<Condition> Reached { get; init; }
    /// <summary>What a good shop must have done.</summary>
    public required ImmutableArray<Condition> Must { get; init; }
    /// <summary>What a good shop should have done.</summary>
    public ImmutableArray<Condition> Should { get; init; } = [];
    /// <summary>The fact on which a verdict rests that docs/fidelity.md or docs/protocol-choices.md calls supposed; null: none.</summary>
    public Note? Supposed { get; init; }
}

/// <summary>What is tried without a fault first.</summary>
internal enum Control
{
    /// <summary>An order is placed, paid and read as paid.</summary>
    Purchase,
    /// <summary>A purchase that is shipped.</summary>
    Ship,
    /// <summary>A purchase that is cancelled by the shop.</summary>
    Cancel,
    /// <summary>A purchase whose price is changed.</summary>
    Reprice,
    /// <summary>A subscription.</summary>
    Subscription,
    /// <summary>Nothing.</summary>
    None,
}

/// <summary>What a shop or its file must have for a case to apply.</summary>
internal enum Need
{
    Ship, Cancel, Reprice, Restart, Break, Shipped, Amount,
    /// <summary>The shop captures on shipping.</summary>
    CaptureOnShip,
    /// <summary>The shop captures at once.</summary>
    CaptureAtOnce,
    Notification, Return, Search, Recurring, CancelMonth,
}
