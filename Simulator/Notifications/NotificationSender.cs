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
    Store store, Ledger ledger, Agenda agenda, Shops shops, PaymentMethods methods, Moments moments, MerchantClient merchants,
    ScenarioChoices scenarios, Deadlines deadlines, TimeProvider clock, Func<Redactor> redactor, ILogger<NotificationSender> log)
{
    const int ReplyKept = 500;

    /// <summary>How long a notification is held for a browser that does not come back. Simulated time.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(30);

    public async Task Send(AgendaRow row, CancellationToken stop)
    {
        if (ledger.FindNotification(row.Transaction, row.Index) is not { } notification || ledger.Find(row.AccessId) is not { } transaction)
        {
            await store.Write(writing => agenda.Done(writing, row.Id));
            return;
        }
        // The browser may come back in this very moment: whether it has is looked up where it is saved.
        if (IsHeld(transaction, notification)
            && await PutOff(row, LongestHold, before => before with { IsHeld = true }, "held until the browser is back", now => IsHeld(now, notification))) return;
        var reaction = await React(transaction, notification);
        if (reaction is Reaction.Wait wait && notification.PutOff <= notification.Tries)
        {
            var by = wait.By.Pick(scenarios.Chance(transaction, $"notifying {row.Index} {notification.Tries}"));
            await PutOff(row, by, before => before with { PutOff = before.Tries + 1 }, $"put off by {by}", _ => true);
            return;
        }
        var attempts = await Try(transaction, notification, reaction, stop);
        var shown = attempts.ConvertAll(attempt => (attempt, Secrets.Masked(attempt.Altered ?? notification.Fields)));
        await store.Write(writing => Save(writing, row, shown, (reaction as Reaction.Send)?.Sending.Again));
        foreach (var attempt in attempts)
        {
            var (index, status) = (notification.Index, notification.Status.Code);
            LogAttempt(index, status, notification.OrderId, notification.AccessId, attempt.Url, attempt.Told, attempt.Milliseconds);
        }
    }

    /// <summary>Makes a notification due now, whatever became of it before.</summary>
    public Task Resend(Notification asked) => store.Write(writing =>
    {
        // A try may have ended since it was asked for.
        if (ledger.FindNotification(writing, asked.Transaction, asked.Index) is not { } notification || ledger.FindIn(writing, asked.AccessId) is not { } transaction) return;
        var now = clock.GetUtcNow();
        agenda.Put(writing, AgendaRow.For(transaction, Due.Notification, now, notification.Index));
        ledger.Put(writing, notification with { State = NotificationState.Pending, NextAttemptAt = now, IsHeld = true, PutOff = notification.Tries + 1 });
    });

    /// <summary>The gateway's connectivity test: a notification about nothing, with the code E00000000, tried once (protocol.md 5).</summary>
    public Task<NotificationAttempt> Test(Shop shop, CancellationToken stop) => Try(shop.NotifyUrl, WireFields.ConnectivityTest(shop), stop);

    async Task<NotificationAttempt> Try(string url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken stop)
    {
        var (at, began) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        using var deadline = deadlines.Begin(RetryPlan.AnswerWithin, stop);
        try
        {
            if (url.Length == 0) return Ended(AttemptEnd.NoUrl, "the shop has no notification URL");
            var answer = await merchants.Post(url, fields, deadline.Over);
            var end = Reading(answer);
            return Ended(end, Words(end, answer), answer, end == AttemptEnd.Received ? [] : AnswerNotes.Of(answer, redactor()));
        }
        catch (MerchantSilentException fault) when (!stop.IsCancellationRequested)
        {
            return Ended(AttemptEnd.NoAnswer, $"no answer within {RetryPlan.AnswerWithin.TotalSeconds:0} s", notes: fault.Notes);
        }
        catch (MerchantException fault)
        {
            return Ended(AttemptEnd.NotReached, "not delivered", notes: fault.Notes);
        }
        catch (Exception fault) when (fault is InvalidOperationException or UriFormatException)
        {
            return Ended(AttemptEnd.NotReached, $"not delivered: {fault.Message}");
        }

        NotificationAttempt Ended(AttemptEnd end, string outcome, MerchantAnswer? answer = null, IReadOnlyList<Note>? notes = null) =>
            new(at, Ms(began), UrlPassword.Mask(url), end, answer?.HttpStatus, Shortened(answer?.Body), outcome)
            {
                Notes = notes is { Count: > 0 } ? notes : null,
            };
    }

    // Only what the consumer's decision brought about has a browser to wait for.
    bool IsHeld(Transaction transaction, Notification notification) =>
        !notification.IsHeld && notification.Attempts.IsEmpty && transaction.Visit is { } visit && notification.Status != GatewayStatus.Expired
        && methods.Of(transaction).Results.Contains(notification.Status)
        && (scenarios.Of(transaction).Race, visit.Back) is (Race.ReturnFirst, not BackState.Ended) or (Race.Together, BackState.No);

    async Task<Reaction> React(Transaction transaction, Notification notification)
    {
        var scenario = scenarios.Of(transaction);
        if (scenario.Race == Race.NotificationNever && methods.Of(transaction).Results.Contains(notification.Status)) return new Reaction.Omit();
        if (!scenario.Speaks(Cue.Notifying) || notification.IsRepeated) return Cue.Notifying.Unscripted;
        var reaction = Cue.Notifying.Unscripted;
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            (reaction, var raised, var notes) = scenarios.Play(before, Cue.Notifying, told: notification.Status.Code, attempt: notification.Tries + 1);
            // What was put off already is not counted a second time.
            return new Decision { Transaction = notification.PutOff > notification.Tries && reaction is Reaction.Wait ? before : raised }.With(notes.AsSpan());
        });
        return reaction;
    }

    Task<bool> PutOff(AgendaRow row, TimeSpan by, Func<Notification, Notification> change, string why, Func<Transaction, bool> still) => store.Write(writing =>
    {
        if (ledger.FindIn(writing, row.AccessId) is not { } transaction || !still(transaction)
            || ledger.FindNotification(writing, row.Transaction, row.Index) is not { } notification) return false;
        var at = clock.GetUtcNow() + by;
        agenda.Put(writing, row with { At = at });
        ledger.Put(writing, change(notification) with { NextAttemptAt = at });
        ledger.Note(writing, transaction, new()
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

    async Task<List<NotificationAttempt>> Try(Transaction transaction, Notification notification, Reaction reaction, CancellationToken stop)
    {
        var url = shops.Find(notification.ShopId)?.NotifyUrl ?? "";
        if (reaction is Reaction.Omit) return [new(clock.GetUtcNow(), 0, UrlPassword.Mask(url), AttemptEnd.Omitted, null, null, "not sent: the scenario omits it")];
        if (reaction is not Reaction.Send { Sending: var sending }) return [await Try(url, notification.Fields, stop)];
        if (sending.ConnectivityTest) await Try(url, WireFields.ConnectivityTest(moments.ShopOf(transaction)), stop);
        ImmutableArray<KeyValuePair<string, string>> fields = [.. sending.Altered(notification.Fields)];
        if (sending.Together) return [.. await Task.WhenAll(Enumerable.Range(0, sending.Times).Select(_ => Send()))];
        var attempts = new List<NotificationAttempt>();
        for (var copy = 0; copy < sending.Times; copy++) attempts.Add(await Send());
        return attempts;

        async Task<NotificationAttempt> Send() =>
            await Try(url, fields, stop) with { Altered = fields.SequenceEqual(notification.Fields) ? null : fields };
    }

    void Save(Writing writing, AgendaRow row, List<(NotificationAttempt Attempt, IReadOnlyDictionary<string, string> Shown)> tried, Delay? again)
    {
        var attempts = tried.ConvertAll(one => one.Attempt);
        // Whoever has asked for it once more meanwhile has it once more, whatever came of this try.
        var isAskedAnew = !agenda.Stands(writing, row);
        if (!isAskedAnew) agenda.Done(writing, row.Id);
        if (ledger.FindNotification(writing, row.Transaction, row.Index) is not { } before
            || ledger.FindIn(writing, row.AccessId) is not { } transaction) return;
        var (last, delivered) = (attempts[^1], attempts.Exists(one => one.End == AttemptEnd.Received));
        var retry = delivered || IsFinal(transaction, last) || before.IsRepeated ? null : RetryPlan.After(before.Tries + 1, last.At);
        var repeat = delivered && again is { } span && !before.IsRepeated ? last.At + span.Pick(scenarios.Chance(transaction, $"again {row.Index}")) : (DateTimeOffset?)null;
        var after = before with
        {
            Attempts = before.Attempts.AddRange(attempts),
            Tries = before.Tries + 1,
            State = delivered || (before.IsRepeated && before.State == NotificationState.Delivered) ? NotificationState.Delivered : retry is null ? NotificationState.Failed : NotificationState.Pending,
            NextAttemptAt = isAskedAnew ? before.NextAttemptAt : retry ?? repeat,
            IsRepeated = repeat is not null,
        };
        ledger.Put(writing, after);
        writing.WhenSaved(() => attempts.ForEach(Figures.Tried));
        if (!isAskedAnew && after.NextAttemptAt is { } at) agenda.Put(writing, AgendaRow.For(transaction, Due.Notification, at, row.Index));
        foreach (var (attempt, shown) in tried)
            ledger.Note(writing, transaction, Line(transaction, after, attempt, shown), attempt.End == AttemptEnd.Received ? "notified" : "notification tried");
    }

    Step Line(Transaction transaction, Notification notification, NotificationAttempt attempt, IReadOnlyDictionary<string, string> shown) => new()
    {
        Number = methods.Of(transaction).Results.Contains(notification.Status) ? 9 : null,
        From = Party.Gateway,
        To = Party.Merchant,
        What = $"result notification {notification.Status} (attempt {notification.Attempts.IndexOf(attempt) + 1})",
        At = attempt.At,
        Milliseconds = attempt.Milliseconds,
        Failed = attempt.End != AttemptEnd.Received,
        Request = shown,
        Answer = attempt.HttpStatus is { } status
            ? ImmutableDictionary<string, string>.Empty.Add("HTTP status", $"{status}").Add("body", attempt.Reply ?? "") : null,
        Note = notification.NextAttemptAt is null ? attempt.Outcome : $"{attempt.Outcome}; next try at {notification.NextAttemptAt:u}",
        Notes = attempt.Notes,
    };

    // UNVERIFIED: whether an answer other than 0 is tried again, as silence is (protocol.md 9, 15).
    bool IsFinal(Transaction transaction, NotificationAttempt attempt) => attempt.HttpStatus == 200 && !moments.ChoicesOf(transaction).ResendOnRefusal;

    // UNVERIFIED: that white space around the 0 does no harm, and that a 1 is tried again (protocol.md 5; 9, 15).
    static AttemptEnd Reading(MerchantAnswer answer) =>
        answer.HttpStatus != 200 ? AttemptEnd.WrongStatus : answer.Body.Trim() switch { "0" => AttemptEnd.Received, "1" => AttemptEnd.NotGood, _ => AttemptEnd.WrongBody };

    static string Words(AttemptEnd end, MerchantAnswer answer) => end switch
    {
        AttemptEnd.Received => "received",
        AttemptEnd.NotGood => "not received: the merchant answered 1 (NG)",
        AttemptEnd.WrongBody => "not received: the answer is 200, but its body is not 0",
        _ => $"not received: HTTP {answer.HttpStatus}, where 200 with the body 0 is asked for",
    };

    static double Ms(long began) => Stopwatch.GetElapsedTime(began).TotalMilliseconds;

    static string? Shortened(string? body) => body is { Length: > ReplyKept } ? body[..ReplyKept] : body;

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Notification {Index} {Status} OrderID {OrderId} AccessID {AccessId} to {Url}: {Outcome} ({Ms:0} ms)")]
    partial void LogAttempt(int index, string status, string orderId, string accessId, string url, string outcome, double ms);
}
