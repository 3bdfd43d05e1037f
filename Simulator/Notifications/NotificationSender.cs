#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Notifications;

/// <summary>Sends the outbox's notifications to the merchants and saves the result of each attempt.</summary>
internal sealed partial class NotificationSender(
    Store store, Ledger ledger, JobSchedule schedule, PaymentMethods methods, DecisionContextFactory contexts,
    MerchantClient merchants, ScenarioEngine scenarios, Deadlines deadlines, ShopClocks clocks, Func<Redactor> redactor,
    ExchangeLog exchanges, RealTime time,
    ILogger<NotificationSender> log)
{
    // Simulated time.
    static readonly TimeSpan MaxHold = TimeSpan.FromMinutes(30);

    /// <summary>Handles a due notification: holds it for the browser, puts it off as the scenario says, or attempts the delivery.</summary>
    /// <returns>Whether the delivery was attempted.</returns>
    public async Task<bool> Send(ScheduledJob job, CancellationToken stop)
    {
        if (ledger.FindNotification(job.TransactionNumber, job.Index) is not { } notification
            || ledger.Find(job.AccessId) is not { } transaction)
        {
            await store.Write(writing =>
            {
                if (schedule.IsUnchanged(writing, job)) schedule.Remove(writing, job.Id);
            });
            return false;
        }
        if (await HoldForBrowser(job, transaction, notification)) return false;
        var action = await ChooseAction(job, transaction, notification);
        if (action is ScenarioAction.Wait wait && notification.PutOff <= notification.Tries)
        {
            var delay = wait.By.Pick(scenarios.CreateRandom(transaction, RandomUse.OfNotification(job.Index, notification.Tries)));
            await Postpone(job, delay, before => before with { PutOff = before.Tries + 1 }, $"put off by {delay}", _ => true);
            return false;
        }
        if (!schedule.IsScheduled(job)) return false;
        var attempts = await Deliver(transaction, notification, action, stop);
        var shown = attempts.ConvertAll(attempt => (attempt, Redaction.MaskFields(attempt.Altered ?? notification.Fields)));
        await store.Write(writing => Save(writing, job, shown, (action as ScenarioAction.Send)?.Options.ResendAfter));
        attempts.ForEach(attempt => Log(notification, attempt));
        return true;
    }

    /// <summary>Makes a notification due now, whatever its state.</summary>
    public Task Resend(Notification notification) => store.Write(writing =>
    {
        // Its state may have changed since it was read.
        if (ledger.FindNotification(writing, notification.Transaction, notification.Index) is not { } current
            || ledger.FindStaged(writing, notification.AccessId) is not { } transaction) return;
        var now = clocks.Now(current.ShopId);
        schedule.Resend(writing, ScheduledJob.For(transaction, JobKind.Notification, now, current.Index));
        ledger.Put(writing, current with
        {
            State = NotificationState.Pending,
            NextAttemptAt = now,
            IsHeld = true,
            PutOff = current.Tries + 1,
        });
        ledger.AddToTimeline(writing, transaction, ResentEntry(current, now), "notification sent again");
    });

    // The browser may return at this very moment, so the condition is checked again inside the write.
    async Task<bool> HoldForBrowser(ScheduledJob job, Transaction transaction, Notification notification) =>
        MustHold(transaction, notification)
        && await Postpone(job, MaxHold, before => before with { IsHeld = true }, "held until the browser is back",
            current => MustHold(current, notification));

    bool MustHold(Transaction transaction, Notification notification)
    {
        if (notification.IsHeld || !notification.Attempts.IsEmpty || transaction.Visit is not { } visit) return false;
        // Only a result of the consumer's decision has a browser to wait for.
        if (notification.Status == GatewayStatus.Expired || !IsResult(transaction, notification)) return false;
        return scenarios.Of(transaction).Race switch
        {
            Race.ReturnFirst => visit.Back != ReturnState.Ended,
            Race.Together    => visit.Back == ReturnState.No,
            _                => false,
        };
    }

    async Task<ScenarioAction> ChooseAction(ScheduledJob job, Transaction transaction, Notification notification)
    {
        var scenario = scenarios.Of(transaction);
        if (scenario.Race == Race.NotificationNever && IsResult(transaction, notification)) return new ScenarioAction.Omit();
        var action = Hook.Notifying.DefaultAction;
        if (!scenario.Handles(Hook.Notifying) || notification.IsRepeated) return action;
        await ledger.Decide(transaction.AccessId, (before, writing) =>
        {
            if (!schedule.IsScheduled(writing, job)) return new() { Transaction = before };
            var result = scenarios.Play(before, Hook.Notifying, status: notification.Status.Code, attempt: notification.Tries + 1);
            action = result.Action;
            // A notification that was put off has been counted then.
            var isCounted = notification.PutOff > notification.Tries && action is ScenarioAction.Wait;
            return new Decision { Transaction = isCounted ? before : result.Transaction }.With(result.Notes.AsSpan());
        });
        return action;
    }

    /// <param name="why">Follows the status in the timeline.</param>
    /// <param name="still">Whether to postpone, given the transaction as it is inside the write.</param>
    /// <returns>Whether it was postponed.</returns>
    Task<bool> Postpone(ScheduledJob job, TimeSpan by, Func<Notification, Notification> change, string why, Func<Transaction, bool> still)
    {
        return store.Write(writing =>
        {
            if (!schedule.IsScheduled(writing, job)
                || ledger.FindStaged(writing, job.AccessId) is not { } transaction
                || !still(transaction)
                || ledger.FindNotification(writing, job.TransactionNumber, job.Index) is not { } notification) return false;
            var now = clocks.Now(job.ShopId);
            schedule.Put(writing, job with { At = now + by });
            ledger.Put(writing, change(notification) with { NextAttemptAt = now + by });
            ledger.AddToTimeline(writing, transaction, PostponedEntry(notification, why, now), "notification put off");
            return true;
        });
    }

    // Whether the notification reports the result of the consumer's decision (step 9).
    bool IsResult(Transaction transaction, Notification notification) =>
        methods.Of(transaction).ResultStatuses.Contains(notification.Status);

    static TimelineEntry PostponedEntry(Notification notification, string why, DateTimeOffset at) => new()
    {
        Number = null,
        From = Party.Gateway,
        To = Party.Gateway,
        What = $"result notification {notification.Status} {why}",
        At = at,
        Note = TimelineEntry.AsTheScenarioSays,
    };

    static TimelineEntry ResentEntry(Notification notification, DateTimeOffset at) => new()
    {
        Number = null,
        From = Party.Simulator,
        To = Party.Simulator,
        What = string.Create(CultureInfo.InvariantCulture, $"result notification {notification.Index} is sent again"),
        At = at,
        Note = "by an operator",
    };

    void Log(Notification notification, NotificationAttempt attempt)
    {
        var status = notification.Status.Code;
        var outcome = attempt.OutcomeWithNotes;
        LogAttempt(notification.Index, status, notification.OrderId, notification.AccessId, attempt.Url, outcome, attempt.Milliseconds);
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Notification {Index} {Status} OrderID {OrderId} AccessID {AccessId} to {Url}: {Outcome} ({Ms:0} ms)")]
    partial void LogAttempt(int index, string status, string orderId, string accessId, string url, string outcome, double ms);
}
