using System.Globalization;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Api;

/// <summary>What a call waits for. All parts that are given must hold at the same time.</summary>
/// <param name="Statuses">The transaction has one of these.</param>
/// <param name="Step">The flow has reached this step; 9 only when a merchant has acknowledged a notification.</param>
/// <param name="Notifications">The merchant has acknowledged this many notifications.</param>
/// <param name="Answered">The merchant has answered the notification of this status, in whatever way.</param>
internal sealed record WaitCondition(IReadOnlySet<string> Statuses, int? Step, int? Notifications, string? Answered)
{
    const double MaxSeconds = 300;
    const int MaxNotifications = 1_000;

    /// <exception cref="ProblemException">400: a part is invalid, or there is none.</exception>
    public static WaitCondition Read(string? status, string? step, string? notifications, string? answered, PaymentMethods methods)
    {
        var condition = ReadOrNone(status, step, notifications, answered, methods);
        if (condition is not { Statuses.Count: 0, Step: null, Notifications: null, Answered: null }) return condition;
        throw Invalid("status", status,
            "something to wait for: status, step, notifications or answered", "待つ条件：status、step、notifications、answered のいずれか");
    }

    /// <summary>Reads a condition that may have no part.</summary>
    /// <exception cref="ProblemException">400: a part is invalid.</exception>
    public static WaitCondition ReadOrNone(
        string? status, string? step, string? notifications, string? answered, PaymentMethods methods) => new(
        ListParameters.ParseStatuses(status, methods),
        Number("step", step, 1, 11),
        Number("notifications", notifications, 1, MaxNotifications),
        SingleStatus("answered", answered, methods));

    /// <summary>The maximum time to wait, in real time; 10 s by default.</summary>
    /// <exception cref="ProblemException">400: not a number from 0 to 300.</exception>
    public static TimeSpan Timeout(string? text)
    {
        if (text is null) return TimeSpan.FromSeconds(10);
        var isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds);
        if (isNumber && seconds is >= 0 and <= MaxSeconds) return TimeSpan.FromSeconds(seconds);
        throw Invalid("timeoutSeconds", text, $"0 to {MaxSeconds} seconds", $"0～{MaxSeconds}秒");
    }

    /// <summary>The first part that does not hold yet, in both languages; null when all hold.</summary>
    public (string En, string Ja)? Unmet(Transaction transaction, Ledger ledger)
    {
        if (Statuses.Count > 0 && !Statuses.Contains(transaction.Status.Code))
        {
            return ($"status {string.Join(" or ", Statuses)}: it is {transaction.Status}",
                $"ステータス {string.Join(" または ", Statuses)}（現在は {transaction.Status}）");
        }
        if (Step is { } step && !ledger.Timeline(transaction).Exists(entry => entry.Number == step && IsReached(entry)))
            return ($"step {step}: the flow has not reached it", $"ステップ {step}（まだ到達していません）");
        var notifications = ledger.NotificationsOf(transaction).ToList();
        return UnmetNotifications(notifications) ?? UnmetAnswer(notifications);
    }

    (string En, string Ja)? UnmetNotifications(List<Notification> notifications)
    {
        var acknowledged = notifications.Count(notification => notification.State == NotificationState.Delivered);
        if (Notifications is not { } wanted || acknowledged >= wanted) return null;
        return ($"{wanted} acknowledged notifications: the merchant has acknowledged {acknowledged} of {notifications.Count}",
            $"{wanted}件の通知の受領（現在は{notifications.Count}件中{acknowledged}件）");
    }

    (string En, string Ja)? UnmetAnswer(List<Notification> notifications)
    {
        if (Answered is not { } status) return null;
        var ofStatus = notifications.Where(notification => notification.Status.Code == status).ToList();
        if (ofStatus.Exists(notification => notification.Attempts.Any(attempt => attempt.HttpStatus is not null))) return null;
        return ofStatus.Count > 0
            ? ($"an answer to the notification of {status}: none has come", $"{status} の通知への応答（まだありません）")
            : ($"an answer to the notification of {status}: there is no such notification", $"{status} の通知への応答（その通知がありません）");
    }

    // Step 9 is on the timeline once per attempt. It is reached when the merchant has acknowledged one.
    static bool IsReached(TimelineEntry entry) => entry.Number != 9 || entry.Note == "received";

    static string? SingleStatus(string name, string? status, PaymentMethods methods)
    {
        if (status is null) return null;
        var statuses = ListParameters.ParseStatuses(status, methods);
        return statuses.Count == 1 ? statuses.Single() : throw Invalid(name, status, "one status", "ステータス1つ");
    }

    static int? Number(string name, string? text, int from, int to)
    {
        if (text is null) return null;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && number >= from && number <= to ? number : throw Invalid(name, text, $"{from} to {to}", $"{from}～{to}");
    }

    static ProblemException Invalid(string name, string? value, string allowed, string allowedJa) =>
        ProblemException.BadRequest([new(name, value, allowed) { AllowedJa = allowedJa }]);
}
