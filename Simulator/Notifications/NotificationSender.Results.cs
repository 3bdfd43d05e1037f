#pragma warning disable format // aligned tables
using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Notifications;

/// <summary>What is saved after the attempts to deliver a notification: its state, the next attempt, the timeline.</summary>
internal sealed partial class NotificationSender
{
    void Save(
        UnitOfWork writing, ScheduledJob job, List<(NotificationAttempt Attempt, IReadOnlyDictionary<string, string> Shown)> tried,
        DelayRange? resendAfter)
    {
        if (!schedule.IsScheduled(writing, job)) return;
        // A resend that was requested meanwhile takes place, whatever the result of these attempts.
        var isResendRequested = !schedule.IsUnchanged(writing, job);
        if (!isResendRequested) schedule.Remove(writing, job.Id);
        if (ledger.FindNotification(writing, job.TransactionNumber, job.Index) is not { } before
            || ledger.FindStaged(writing, job.AccessId) is not { } transaction) return;
        var attempts = tried.ConvertAll(one => one.Attempt);
        var after = AfterAttempts(before, transaction, attempts, resendAfter);
        if (isResendRequested) after = after with { NextAttemptAt = before.NextAttemptAt };
        ledger.Put(writing, after);
        writing.WhenSaved(() => attempts.ForEach(PaymentMetrics.RecordAttempt));
        if (!isResendRequested && after.NextAttemptAt is { } at)
            schedule.Put(writing, ScheduledJob.For(transaction, JobKind.Notification, at, job.Index));
        foreach (var (attempt, shown) in tried)
            ledger.AddToTimeline(writing, transaction, AttemptEntry(transaction, after, attempt, shown),
                attempt.End == AttemptResult.Received ? "notified" : "notification tried");
    }

    Notification AfterAttempts(
        Notification before, Transaction transaction, List<NotificationAttempt> attempts, DelayRange? resendAfter)
    {
        var last = attempts[^1];
        var isDelivered = attempts.Exists(attempt => attempt.End == AttemptResult.Received);
        var isLast = isDelivered || before.IsRepeated || IsFinal(transaction, last);
        var retryAt = isLast ? null : RetryPlan.After(before.Tries + 1, last.At);
        DateTimeOffset? repeatAt = isDelivered && !before.IsRepeated && resendAfter is { } delay
            ? last.At + delay.Pick(scenarios.CreateRandom(transaction, RandomUse.OfRepeat(before.Index)))
            : null;
        return before with
        {
            Attempts = before.Attempts.AddRange(attempts),
            Tries = before.Tries + 1,
            State = StateAfter(before, isDelivered, isRetried: retryAt is not null),
            NextAttemptAt = retryAt ?? repeatAt,
            IsRepeated = repeatAt is not null,
        };
    }

    static NotificationState StateAfter(Notification before, bool isDelivered, bool isRetried)
    {
        if (isDelivered || (before.IsRepeated && before.State == NotificationState.Delivered)) return NotificationState.Delivered;
        return isRetried ? NotificationState.Pending : NotificationState.Failed;
    }

    // UNVERIFIED: whether an answer other than 0 is tried again, as no answer is.
    bool IsFinal(Transaction transaction, NotificationAttempt attempt) =>
        attempt.HttpStatus == 200 && !contexts.OptionsOf(transaction).ResendOnRefusal;

    TimelineEntry AttemptEntry(
        Transaction transaction, Notification notification, NotificationAttempt attempt, IReadOnlyDictionary<string, string> shown) => new()
    {
        Number = IsResult(transaction, notification) ? 9 : null,
        From = Party.Gateway,
        To = Party.Merchant,
        What = notification.EntryOf(notification.Attempts.IndexOf(attempt)),
        At = attempt.At,
        Milliseconds = attempt.Milliseconds,
        Failed = attempt.End != AttemptResult.Received,
        Request = shown,
        Unaltered = attempt.Altered is null ? null : Redaction.MaskFields(notification.Fields),
        Answer = attempt.HttpStatus is { } status
            ? ImmutableDictionary<string, string>.Empty.Add("HTTP status", $"{status}").Add("body", attempt.Reply ?? "")
            : null,
        Note = notification.NextAttemptAt is { } next ? $"{attempt.Outcome}; next try at {Jst.Readable(next)}" : attempt.Outcome,
        Notes = attempt.Notes,
    };
}
