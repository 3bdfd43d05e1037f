using System.Collections.Immutable;
using System.Diagnostics;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Notifications;

/// <summary>Tries the outbox's notifications at the merchants' servers and saves how each try ended.</summary>
internal sealed partial class NotificationSender(
    Store store, Ledger ledger, JobSchedule agenda, ShopRepository shops, PaymentMethods methods, DecisionContextFactory moments, MerchantClient merchants,
    ScenarioEngine scenarios, Deadlines deadlines, TimeProvider clock, Func<Redactor> redactor, ILogger<NotificationSender> log)
{
    const int ReplyKept = 500;

    /// <summary>How long a notification is held for a browser that does not come back. Simulated time.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(30);

    public async Task Send(ScheduledJob row, CancellationToken stop)
    {
        if (ledger.FindNotification(row.TransactionNumber, row.Index) is not { } notification || ledger.Find(row.AccessId) is not { } transaction)
        {
            await store.Write(writing => agenda.Remove(writing, row.Id));
            return;
        }
        // The browser may come back in this very moment: whether it has is looked up where it is saved.
        if (IsHeld(transaction, notification)
            && await Postpone(row, LongestHold, before => before with { IsHeld = true }, "held until the browser is back", now => IsHeld(now, notification))) return;
        var reaction = await React(transaction, notification);
        if (reaction is ScenarioAction.Wait wait && notification.PutOff <= notification.Tries)
        {
            var by = wait.By.Pick(scenarios.CreateRandom(transaction, $"notifying {row.Index} {notification.Tries}"));
            await Postpone(row, by, before => before with { PutOff = before.Tries + 1 }, $"put off by {by}", _ => true);
            return;
        }
        var attempts = await Try(transaction, notification, reaction, stop);
        var shown = attempts.ConvertAll(attempt => (attempt, Redaction.MaskFields(attempt.Altered ?? notification.Fields)));
        await store.Write(writing => Save(writing, row, shown, (reaction as ScenarioAction.Send)?.Options.ResendAfter));
        foreach (var attempt in attempts)
        {
            var (index, status) = (notification.Index, notification.Status.Code);
            LogAttempt(index, status, notification.OrderId, notification.AccessId, attempt.Url, attempt.OutcomeWithNotes, attempt.Milliseconds);
        }
    }

    /// <summary>Makes a notification due now, whatever became of it before.</summary>
    public Task Resend(Notification asked) => store.Write(writing =>
    {
        // A try may have ended since it was asked for.
        if (ledger.FindNotification(writing, asked.Transaction, asked.Index) is not { } notification || ledger.FindStaged(writing, asked.AccessId) is not { } transaction) return;
        var now = clock.GetUtcNow();
        agenda.Put(writing, ScheduledJob.For(transaction, JobKind.Notification, now, notification.Index));
        ledger.Put(writing, notification with { State = NotificationState.Pending, NextAttemptAt = now, IsHeld = true, PutOff = notification.Tries + 1 });
    });

    /// <summary>The gateway's connectivity test: a notification about nothing, with the code E00000000, tried once (protocol.md 5).</summary>
    public Task<NotificationAttempt> Test(Shop shop, CancellationToken stop) => Try(shop.NotifyUrl, WireFields.ConnectivityTest(shop), stop);

    async Task<NotificationAttempt> Try(string url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken stop)
    {
        var (at, began) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        using var deadline = deadlines.Begin(RetryPlan.ResponseTimeout, stop);
        try
        {
            if (url.Length == 0) return Ended(AttemptResult.NoUrl, "the shop has no notification URL");
            var answer = await merchants.Post(url, fields, deadline.Token);
            var end = Reading(answer);
            return Ended(end, Words(end, answer), answer, end == AttemptResult.Received ? [] : ResponseNotes.Of(answer, redactor()));
        }
        catch (MerchantTimeoutException fault) when (!stop.IsCancellationRequested)
        {
            return Ended(AttemptResult.NoAnswer, $"no answer within {RetryPlan.ResponseTimeout.TotalSeconds:0} s", notes: fault.Notes);
        }
        catch (MerchantException fault)
        {
            return Ended(AttemptResult.NotReached, "not delivered", notes: fault.Notes);
        }
        catch (Exception fault) when (fault is InvalidOperationException or UriFormatException)
        {
            return Ended(AttemptResult.NotReached, $"not delivered: {fault.Message}");
        }

        NotificationAttempt Ended(AttemptResult end, string outcome, MerchantResponse? answer = null, IReadOnlyList<Note>? notes = null) =>
            new(at, Ms(began), UrlPassword.Mask(url), end, answer?.HttpStatus, Shortened(answer?.Body), outcome)
            {
                Notes = notes is { Count: > 0 } ? notes : null,
            };
    }

    // Only what the consumer's decision brought about has a browser to wait for.
    bool IsHeld(Transaction transaction, Notification notification) =>
        !notification.IsHeld && notification.Attempts.IsEmpty && transaction.Visit is { } visit && notification.Status != GatewayStatus.Expired
        && methods.Of(transaction).ResultStatuses.Contains(notification.Status)
        && (scenarios.Of(transaction).Race, visit.Back) is (Race.ReturnFirst, not ReturnState.Ended) or (Race.Together, ReturnState.No);

    async Task<ScenarioAction> React(Transaction transaction, Notification notification)
    {
        var scenario = scenarios.Of(transaction);
        if (scenario.Race == Race.NotificationNever && methods.Of(transaction).ResultStatuses.Contains(notification.Status)) return new ScenarioAction.Omit();
        if (!scenario.Handles(Hook.Notifying) || notification.IsRepeated) return Hook.Notifying.DefaultAction;
        var reaction = Hook.Notifying.DefaultAction;
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            (reaction, var raised, var notes) = scenarios.Play(before, Hook.Notifying, status: notification.Status.Code, attempt: notification.Tries + 1);
            // What was put off already is not counted a second time.
            return new Decision { Transaction = notification.PutOff > notification.Tries && reaction is ScenarioAction.Wait ? before : raised }.With(notes.AsSpan());
        });
        return reaction;
    }

    Task<bool> Postpone(ScheduledJob row, TimeSpan by, Func<Notification, Notification> change, string why, Func<Transaction, bool> still) => store.Write(writing =>
    {
        if (ledger.FindStaged(writing, row.AccessId) is not { } transaction || !still(transaction)
            || ledger.FindNotification(writing, row.TransactionNumber, row.Index) is not { } notification) return false;
        var at = clock.GetUtcNow() + by;
        agenda.Put(writing, row with { At = at });
        ledger.Put(writing, change(notification) with { NextAttemptAt = at });
        ledger.AddToTimeline(writing, transaction, new()
        {
            Number = null,
            From = Party.Gateway,
            To = Party.Gateway,
            What = $"result notification {notification.Status} {why}",
            At = clock.GetUtcNow(),
            Note = "as the scenario says",
        }, "notification put off");
        return true;
    });

    async Task<List<NotificationAttempt>> Try(Transaction transaction, Notification notification, ScenarioAction reaction, CancellationToken stop)
    {
        var url = shops.Find(notification.ShopId)?.NotifyUrl ?? "";
        if (reaction is ScenarioAction.Omit) return [new(clock.GetUtcNow(), 0, UrlPassword.Mask(url), AttemptResult.Omitted, null, null, "not sent: the scenario omits it")];
        if (reaction is not ScenarioAction.Send { Options: var sending }) return [await Try(url, notification.Fields, stop)];
        if (sending.ConnectivityTest) await Try(url, WireFields.ConnectivityTest(moments.ShopOf(transaction)), stop);
        ImmutableArray<KeyValuePair<string, string>> fields = [.. sending.OverrideFields(notification.Fields)];
        if (sending.Together) return [.. await Task.WhenAll(Enumerable.Range(0, sending.Times).Select(_ => Send()))];
        var attempts = new List<NotificationAttempt>();
        for (var copy = 0; copy < sending.Times; copy++) attempts.Add(await Send());
        return attempts;

        async Task<NotificationAttempt> Send() =>
            await Try(url, fields, stop) with { Altered = fields.SequenceEqual(notification.Fields) ? null : fields };
    }

    void Save(UnitOfWork writing, ScheduledJob row, List<(NotificationAttempt Attempt, IReadOnlyDictionary<string, string> Shown)> tried, DelayRange? again)
    {
        var attempts = tried.ConvertAll(one => one.Attempt);
        // Whoever has asked for it once more meanwhile has it once more, whatever came of this try.
        var isAskedAnew = !agenda.IsUnchanged(writing, row);
        if (!isAskedAnew) agenda.Remove(writing, row.Id);
        if (ledger.FindNotification(writing, row.TransactionNumber, row.Index) is not { } before
            || ledger.FindStaged(writing, row.AccessId) is not { } transaction) return;
        var (last, delivered) = (attempts[^1], attempts.Exists(one => one.End == AttemptResult.Received));
        var retry = delivered || IsFinal(transaction, last) || before.IsRepeated ? null : RetryPlan.After(before.Tries + 1, last.At);
        var repeat = delivered && again is { } span && !before.IsRepeated ? last.At + span.Pick(scenarios.CreateRandom(transaction, $"again {row.Index}")) : (DateTimeOffset?)null;
        var after = before with
        {
            Attempts = before.Attempts.AddRange(attempts),
            Tries = before.Tries + 1,
            State = delivered || (before.IsRepeated && before.State == NotificationState.Delivered) ? NotificationState.Delivered : retry is null ? NotificationState.Failed : NotificationState.Pending,
            NextAttemptAt = isAskedAnew ? before.NextAttemptAt : retry ?? repeat,
            IsRepeated = repeat is not null,
        };
        ledger.Put(writing, after);
        writing.WhenSaved(() => attempts.ForEach(PaymentMetrics.Tried));
        if (!isAskedAnew && after.NextAttemptAt is { } at) agenda.Put(writing, ScheduledJob.For(transaction, JobKind.Notification, at, row.Index));
        foreach (var (attempt, shown) in tried)
            ledger.AddToTimeline(writing, transaction, Line(transaction, after, attempt, shown), attempt.End == AttemptResult.Received ? "notified" : "notification tried");
    }

    TimelineEntry Line(Transaction transaction, Notification notification, NotificationAttempt attempt, IReadOnlyDictionary<string, string> shown) => new()
    {
        Number = methods.Of(transaction).ResultStatuses.Contains(notification.Status) ? 9 : null,
        From = Party.Gateway,
        To = Party.Merchant,
        What = $"result notification {notification.Status} (attempt {notification.Attempts.IndexOf(attempt) + 1})",
        At = attempt.At,
        Milliseconds = attempt.Milliseconds,
        Failed = attempt.End != AttemptResult.Received,
        Request = shown,
        Answer = attempt.HttpStatus is { } status
            ? ImmutableDictionary<string, string>.Empty.Add("HTTP status", $"{status}").Add("body", attempt.Reply ?? "") : null,
        Note = notification.NextAttemptAt is null ? attempt.Outcome : $"{attempt.Outcome}; next try at {notification.NextAttemptAt:u}",
        Notes = attempt.Notes,
    };

    // UNVERIFIED: whether an answer other than 0 is tried again, as silence is (protocol.md 9, 15).
    bool IsFinal(Transaction transaction, NotificationAttempt attempt) => attempt.HttpStatus == 200 && !moments.OptionsOf(transaction).ResendOnRefusal;

    // UNVERIFIED: that white space around the 0 does no harm, and that a 1 is tried again (protocol.md 5; 9, 15).
    static AttemptResult Reading(MerchantResponse answer) =>
        answer.HttpStatus != 200 ? AttemptResult.WrongStatus : answer.Body.Trim() switch { "0" => AttemptResult.Received, "1" => AttemptResult.NotGood, _ => AttemptResult.WrongBody };

    static string Words(AttemptResult end, MerchantResponse answer) => end switch
    {
        AttemptResult.Received => "received",
        AttemptResult.NotGood => "not received: the merchant answered 1 (NG)",
        AttemptResult.WrongBody => "not received: the answer is 200, but its body is not 0",
        _ => $"not received: HTTP {answer.HttpStatus}, where 200 with the body 0 is asked for",
    };

    static double Ms(long began) => Stopwatch.GetElapsedTime(began).TotalMilliseconds;

    static string? Shortened(string? body) => body is { Length: > ReplyKept } ? body[..ReplyKept] : body;

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Notification {Index} {Status} OrderID {OrderId} AccessID {AccessId} to {Url}: {Outcome} ({Ms:0} ms)")]
    partial void LogAttempt(int index, string status, string orderId, string accessId, string url, string outcome, double ms);
}
