using KantanSim.Advice;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Which payments are wanted. An empty or null part matches every payment; all parts must match.</summary>
internal sealed record PaymentFilter
{
    public string ShopId { get; init; } = "";
    /// <summary>An OrderID, or a pattern with <c>*</c> and <c>?</c>.</summary>
    public string OrderId { get; init; } = "";
    /// <summary>Any of these statuses; empty: all.</summary>
    public IReadOnlyCollection<string> Statuses { get; init; } = [];
    public Outcome? Outcome { get; init; }
    public string Scenario { get; init; } = "";
    /// <summary>The worst state of the notifications.</summary>
    public NotificationResult? Notified { get; init; }
    /// <summary>Whether it has a finding that is an error or a warning.</summary>
    public bool NeedsAttention { get; init; }
    /// <summary>The severity of a finding; with <see cref="Rule"/> of the same one.</summary>
    public Severity? Severity { get; init; }
    public string Rule { get; init; } = "";
    /// <summary>The earliest time of the registration.</summary>
    public DateTimeOffset? From { get; init; }
    /// <summary>The time before which it was registered.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Whether the OrderID is no pattern, so that the ledger finds the payment without a search.</summary>
    public bool IsOneOrder => OrderId.Length > 0 && !OrderId.AsSpan().ContainsAny('*', '?');

    public bool AsksForFindings => NeedsAttention || Severity is not null || Rule.Length > 0;

    /// <summary>Whether everything but the findings matches.</summary>
    public bool Matches(PaymentEntry payment) =>
        (ShopId.Length == 0 || payment.ShopId == ShopId)
        && (Statuses.Count == 0 || Statuses.Contains(payment.Status))
        && (Outcome is null || payment.Outcome == Outcome)
        && (Scenario.Length == 0 || payment.Scenario == Scenario)
        && (Notified is null || payment.Notified == Notified)
        && (From is null || payment.CreatedAt >= From)
        && (Before is null || payment.CreatedAt < Before)
        && (OrderId.Length == 0 || Glob.Fits(OrderId, payment.OrderId));

    /// <summary>Whether a finding is one of those that are asked for.</summary>
    public bool Matches(FindingKey finding) =>
        (Severity is null || finding.Severity == Severity)
        && (Rule.Length == 0 || finding.Rule == Rule)
        && (!NeedsAttention || finding.Severity is Advice.Severity.Error or Advice.Severity.Warning);
}
