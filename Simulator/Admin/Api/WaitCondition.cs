using System.Globalization;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Api;

/// <summary>What somebody waits for; all that is given must hold at once.</summary>
/// <param name="Statuses">One of these.</param>
/// <param name="Step">A step of the flow; 9 counts when the merchant has taken the notification.</param>
/// <param name="Notifications">So many notifications that the merchant has taken.</param>
/// <param name="Answered">The notification of this status has an answer of the merchant's, whatever it is.</param>
internal sealed record WaitCondition(IReadOnlySet<string> Statuses, int? Step, int? Notifications, string? Answered)
{
    const double LongestSeconds = 300;
    const int MostNotifications = 1_000;

    /// <exception cref="ProblemException">Something does not fit, or nothing is asked for.</exception>
    public static WaitCondition Read(string? status, string? step, string? notifications, string? answered, PaymentMethods methods)
    {
        var waiting = new WaitCondition(ControlEndpoints.ParseStatuses(status, methods), Number("step", step, 1, 11), Number("notifications", notifications, 1, MostNotifications),
            One("answered", answered, methods));
        return waiting is { Statuses.Count: 0, Step: null, Notifications: null, Answered: null }
            ? throw ProblemException.BadRequest([new("status", status, "something to wait for: status, step, notifications or answered")]) : waiting;
    }

    /// <summary>How long, in real time; 10 s when not said.</summary>
    /// <exception cref="ProblemException">It is no such number.</exception>
    public static TimeSpan Timeout(string? text) =>
        text is null ? TimeSpan.FromSeconds(10)
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= LongestSeconds ? TimeSpan.FromSeconds(seconds)
        : throw ProblemException.BadRequest([new("timeoutSeconds", text, $"0 to {LongestSeconds} seconds")]);

    /// <summary>The first thing that does not hold yet, in words; null when all does.</summary>
    public string? Unmet(Transaction transaction, Ledger ledger)
    {
        if (Statuses.Count > 0 && !Statuses.Contains(transaction.Status.Code)) return $"status {string.Join(" or ", Statuses)}: it is {transaction.Status}";
        if (Step is { } step && !ledger.Timeline(transaction).Exists(line => line.Number == step && Counts(line))) return $"step {step}: the flow has not come there";
        var told = ledger.NotificationsOf(transaction).ToList();
        var taken = told.Count(one => one.State == NotificationState.Delivered);
        if (Notifications is { } number && taken < number) return string.Create(CultureInfo.InvariantCulture, $"{number} notifications taken: {taken} of {told.Count} are");
        if (Answered is { } status && !told.Exists(one => one.Status.Code == status && one.Attempts.Any(attempt => attempt.HttpStatus is not null)))
            return $"an answer to the notification of {status}: {(told.Exists(one => one.Status.Code == status) ? "none has come" : "there is no such notification")}";
        return null;
    }

    // Step 9 is there when the merchant has taken the notification, not when it was tried.
    static bool Counts(TimelineEntry line) => line.Number != 9 || line.Note == "received";

    static string? One(string name, string? status, PaymentMethods methods) =>
        status is null ? null
        : ControlEndpoints.ParseStatuses(status, methods) is { Count: 1 } one ? one.Single()
        : throw ProblemException.BadRequest([new(name, status, "one status")]);

    static int? Number(string name, string? text, int from, int to) =>
        text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number
        : throw ProblemException.BadRequest([new(name, text, $"{from} to {to}")]);
}
