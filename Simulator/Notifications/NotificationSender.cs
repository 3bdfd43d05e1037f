using System.Collections.Immutable;
using System.Diagnostics;
using KantanSim.Clock;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Notifications;

/// <summary>Tries the outbox's notifications at the merchants' servers and saves how each try ended.</summary>
internal sealed partial class NotificationSender(
    Store store, Ledger ledger, Agenda agenda, Shops shops, PaymentMethods methods, Moments moments, MerchantClient merchants,
    Deadlines deadlines, TimeProvider clock, ILogger<NotificationSender> log)
{
    const int ReplyKept = 500;

    public async Task Send(AgendaRow row, CancellationToken stop)
    {
        if (ledger.FindNotification(row.Transaction, row.Index) is not { } notification)
        {
            await store.Write(writing => agenda.Done(writing, row.Id));
            return;
        }
        var (attempt, delivered) = await Try(shops.Find(notification.ShopId)?.NotifyUrl ?? "", notification.Fields, stop);
        await store.Write(writing => Save(writing, row, attempt, delivered));
        LogAttempt(notification.Id, notification.Status.Code, attempt.Url, attempt.Outcome, attempt.Milliseconds);
    }

    /// <summary>Makes a notification due now, whatever became of it before.</summary>
    public Task Resend(Notification notification) => store.Write(writing =>
    {
        if (ledger.FindIn(writing, notification.AccessId) is not { } transaction) return;
        var now = clock.GetUtcNow();
        agenda.Put(writing, AgendaRow.For(transaction, Due.Notification, now, notification.Index));
        ledger.Put(writing, notification with { State = NotificationState.Pending, NextAttemptAt = now });
    });

    /// <summary>The gateway's connectivity test: a notification about nothing, with the code E00000000, tried once (protocol.md 5).</summary>
    public async Task<NotificationAttempt> Test(Shop shop, CancellationToken stop) => (await Try(shop.NotifyUrl, WireFields.ConnectivityTest(shop), stop)).Attempt;

    async Task<(NotificationAttempt Attempt, bool Delivered)> Try(string url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken stop)
    {
        var (at, began) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        using var deadline = deadlines.Begin(RetryPlan.AnswerWithin, stop);
        try
        {
            if (url.Length == 0) return Ended(null, "the shop has no notification URL", false);
            var answer = await merchants.Post(url, fields, deadline.Over);
            return Ended(answer, Reading(answer), IsOk(answer));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Ended(null, $"no answer within {RetryPlan.AnswerWithin.TotalSeconds:0} s", false);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidOperationException or UriFormatException)
        {
            return Ended(null, $"not delivered: {fault.Message}", false);
        }

        (NotificationAttempt, bool) Ended(MerchantAnswer? answer, string outcome, bool delivered) =>
            (new(at, Stopwatch.GetElapsedTime(began).TotalMilliseconds, url, answer?.HttpStatus, Shortened(answer?.Body), outcome), delivered);
    }

    void Save(Writing writing, AgendaRow row, NotificationAttempt attempt, bool delivered)
    {
        agenda.Done(writing, row.Id);
        if (ledger.FindNotification(writing, row.Transaction, row.Index) is not { } before
            || ledger.FindIn(writing, row.AccessId) is not { } transaction) return;
        var next = delivered || IsFinal(transaction, attempt) ? null : RetryPlan.After(before.Attempts.Length + 1, attempt.At);
        var after = before with
        {
            Attempts = before.Attempts.Add(attempt),
            State = delivered ? NotificationState.Delivered : next is null ? NotificationState.Failed : NotificationState.Pending,
            NextAttemptAt = next,
        };
        ledger.Put(writing, after);
        if (next is { } at) agenda.Put(writing, AgendaRow.For(transaction, Due.Notification, at, row.Index));
        ledger.Note(writing, transaction, Line(transaction, after, attempt), delivered ? "notified" : "notification tried");
    }

    Step Line(Transaction transaction, Notification notification, NotificationAttempt attempt) => new()
    {
        Number = methods.Of(transaction).Results.Contains(notification.Status) ? 9 : null,
        From = Party.Gateway,
        To = Party.Merchant,
        What = $"result notification {notification.Status} (attempt {notification.Attempts.Length})",
        At = attempt.At,
        Milliseconds = attempt.Milliseconds,
        Request = Secrets.Masked(notification.Fields),
        Answer = attempt.HttpStatus is { } status
            ? ImmutableDictionary<string, string>.Empty.Add("HTTP status", $"{status}").Add("body", attempt.Reply ?? "") : null,
        Note = notification.NextAttemptAt is null ? attempt.Outcome : $"{attempt.Outcome}; next try at {notification.NextAttemptAt:u}",
    };

    // UNVERIFIED: whether an answer other than 0 is tried again, as silence is (protocol.md 9, 15).
    bool IsFinal(Transaction transaction, NotificationAttempt attempt) => attempt.HttpStatus == 200 && !moments.ChoicesOf(transaction).ResendOnRefusal;

    // UNVERIFIED: that white space around the 0 does no harm, and that a 1 is tried again (protocol.md 5; 9, 15).
    static bool IsOk(MerchantAnswer answer) => answer.HttpStatus == 200 && answer.Body.Trim() == "0";

    static string Reading(MerchantAnswer answer) =>
        IsOk(answer) ? "received"
        : answer.HttpStatus != 200 ? $"not received: HTTP {answer.HttpStatus}, where 200 with the body 0 is asked for"
        : answer.Body.Trim() == "1" ? "not received: the merchant answered 1 (NG)"
        : "not received: the answer is 200, but its body is not 0";

    static string? Shortened(string? body) => body is { Length: > ReplyKept } ? body[..ReplyKept] : body;

    [LoggerMessage(Level = LogLevel.Information, Message = "Notification {Id} {Status} to {Url}: {Outcome} ({Ms:0} ms)")]
    partial void LogAttempt(string id, string status, string url, string outcome, double ms);
}
