using System.Collections.Immutable;
using KantanSim.Advice;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>A finding of the advice without its text.</summary>
internal readonly record struct FindingKey(Severity Severity, string Rule);

/// <summary>
/// What lists of payments filter, sort and count by, and what they show: about 700 bytes, so that a page reads nothing from the database.
/// Amounts are in yen; times are simulated time.
/// </summary>
internal sealed record PaymentEntry
{
    /// <summary>The number of the transaction.</summary>
    public required long Number { get; init; }
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public required string Status { get; init; }
    public required Outcome Outcome { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required int Total { get; init; }
    public required string Scenario { get; init; }
    public required string ItemName { get; init; }
    /// <summary>The ErrInfo of the last status change; empty for none.</summary>
    public required string Error { get; init; }
    public required NotificationResult Notified { get; init; }
    /// <summary>With those of rules that the shop has switched off.</summary>
    public required ImmutableArray<FindingKey> Findings { get; init; }
}
