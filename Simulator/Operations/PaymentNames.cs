using KantanSim.Methods;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The words by which queries name statuses, outcomes and notification results.</summary>
internal static class PaymentNames
{
    public static readonly IReadOnlyList<string> Outcomes = [.. Enum.GetValues<Outcome>().Select(Id)];

    public static readonly IReadOnlyList<string> Notifications = [.. Enum.GetValues<NotificationResult>().Select(Id)];

    /// <summary>The statuses of all payment methods.</summary>
    public static List<string> Statuses(PaymentMethods methods) =>
        [.. methods.All.SelectMany(method => method.Lifecycle.Statuses).Select(status => status.Code).Distinct()];

    public static string Id(Outcome outcome) =>
        outcome == Transactions.Outcome.InProgress ? "in-progress" : $"{outcome}".ToLowerInvariant();

    public static string Id(NotificationResult result) => $"{result}".ToLowerInvariant();

    /// <summary>The outcome of that name; null for none.</summary>
    public static Outcome? Outcome(string? id) =>
        Enum.GetValues<Outcome>().Cast<Outcome?>().FirstOrDefault(outcome => Id(outcome!.Value) == id);

    /// <summary>The notification result of that name; null for none.</summary>
    public static NotificationResult? Notified(string? id) =>
        Enum.GetValues<NotificationResult>().Cast<NotificationResult?>().FirstOrDefault(result => Id(result!.Value) == id);
}
