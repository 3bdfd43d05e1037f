using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Notifications;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Plans and records the browser's return to the merchant: its fields, when it happens, and whether it is allowed.</summary>
internal sealed class BrowserReturn(
    Ledger ledger, JobSchedule schedule, PaymentMethods methods, DecisionContextFactory contexts, AllowedHosts allowed,
    MerchantClient merchants, ScenarioEngine scenarios, ChangeFeed changes, Deadlines deadlines, ShopClocks clocks,
    ExchangeLog exchanges, RealTime time, Func<Redactor> redactor)
{
    /// <summary>Maximum real time for which a browser waits for the first attempt of a notification.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    public List<KeyValuePair<string, string>> ReturnFields(Transaction transaction, ErrorCode? error) =>
        [.. methods.Of(transaction).ReturnFields(transaction, contexts.ShopOf(transaction), contexts.OptionsOf(transaction), error)];

    /// <summary>Waits as long as the scenario says, then plans the return and records it on the timeline.</summary>
    /// <param name="gateway">The gateway's URL as the browser sees it; null when no browser is involved.</param>
    public async Task<ReturnPlan> Prepare(Transaction transaction, ErrorCode? error, Uri? gateway, CancellationToken cancel)
    {
        var url = transaction.Request!.ReturnUrl;
        var fields = ReturnFields(transaction, error);
        if (await ReturnUrlNotes.Resolve(url, allowed, cancel) is { } obstacle)
        {
            await Record(transaction.AccessId, TimelineEntry.ReturnRefused, null, null, ReturnState.No, isFailed: true, [obstacle]);
            return new(url, fields, 0, obstacle);
        }
        var since = clocks.Now(transaction.ShopId);
        var race = scenarios.Of(transaction).Race;
        var action = await Play(transaction);
        if (action is ScenarioAction.Omit || race == Race.ReturnNever)
        {
            await Record(transaction.AccessId, TimelineEntry.NeverBack, null, TimelineEntry.AsTheScenarioSays, ReturnState.No);
            return new(url, fields, 0, IsAbandoned: true);
        }
        if (action is ScenarioAction.Wait wait)
            await deadlines.Wait(transaction.ShopId, since, wait.By.Pick(scenarios.CreateRandom(transaction, RandomUse.Return)), cancel);
        if (race == Race.NotificationFirst) await AwaitNotification(transaction, cancel);
        return await Begin(transaction, fields, gateway, (action as ScenarioAction.Send)?.Options ?? new DeliveryOptions());
    }

    async Task<ReturnPlan> Begin(Transaction transaction, List<KeyValuePair<string, string>> fields, Uri? gateway, DeliveryOptions delivery)
    {
        var url = transaction.Request!.ReturnUrl;
        List<KeyValuePair<string, string>> sent = [.. delivery.OverrideFields(fields)];
        var plan = new ReturnPlan(url, sent, delivery.Times)
        {
            AccessId = transaction.AccessId,
            IsAltered = !fields.TrueForAll(sent.Contains),
            Notes = gateway is null ? [] : [RefusalNotes.Return(gateway, new(url))],
        };
        var note = redactor().MaskUrl(url);
        if (delivery != new DeliveryOptions()) note += "; altered or repeated by the scenario";
        var recorded =
            await Record(transaction.AccessId, TimelineEntry.ReturnToShop, plan.Fields, note, ReturnState.Begun,
                notes: plan.Notes, unaltered: sent.SequenceEqual(fields) ? null : fields);
        return recorded is null ? plan with { Obstacle = RefusalNotes.PaymentGone } : plan;
    }

    /// <summary>Records that the merchant has answered the browser, and releases the notifications that wait for it.</summary>
    public Task End(string accessId)
    {
        if (ledger.Find(accessId) is not { Visit.Back: ReturnState.Begun } transaction) return Task.CompletedTask;
        if (scenarios.Of(transaction).Race != Race.ReturnFirst) return Task.CompletedTask;
        return Record(accessId, "the browser is back at the merchant", null, "what waited for it goes out now", ReturnState.Ended);
    }

    /// <summary>Posts the form in place of the browser.</summary>
    /// <param name="shopId">The merchant's shop.</param>
    /// <param name="plan">The form.</param>
    /// <returns>The merchant's HTTP status; null with the reason when there is none.</returns>
    public async Task<(int? HttpStatus, string Outcome)> Post(string shopId, ReturnPlan plan, CancellationToken cancel)
    {
        if (ledger.Find(plan.AccessId) is null) return (null, $"not posted: {RefusalNotes.PaymentGone.En}");
        using var deadline = deadlines.Begin(shopId, RetryPlan.ResponseTimeout, cancel);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var status = (await merchants.Post(plan.Url, plan.Fields, deadline.Token)).HttpStatus;
            Observe(shopId, plan, status, began);
            return (status, "posted");
        }
        catch (Exception fault) when (fault is MerchantException || (fault is MerchantTimeoutException && !cancel.IsCancellationRequested))
        {
            return (null, $"not posted: {fault.Message}");
        }
    }

    void Observe(string shopId, ReturnPlan plan, int status, long began) => exchanges.Add(new()
    {
        Kind = ObservedKind.ReturnPost,
        At = clocks.Now(shopId),
        RealAt = time.Now,
        Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
        Api = redactor().MaskUrl(plan.Url),
        HttpStatus = status,
        ShopId = shopId,
        AccessId = plan.AccessId,
        Request = Redaction.MaskFields(plan.Fields),
        IsAltered = plan.IsAltered,
    });

    async Task<ScenarioAction> Play(Transaction transaction)
    {
        var action = Hook.Returning.DefaultAction;
        if (!scenarios.Of(transaction).Handles(Hook.Returning)) return action;
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            var result = scenarios.Play(before, Hook.Returning);
            action = result.Action;
            return new Decision { Transaction = result.Transaction }.With(result.Notes.AsSpan());
        });
        return action;
    }

    // Waits until the first attempt has ended, however the merchant answered it.
    async Task AwaitNotification(Transaction transaction, CancellationToken cancel)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(MaxWait);
        using var subscription = changes.Subscribe(transaction.AccessId);
        try
        {
            while (IsNotificationUnattempted(transaction)) await subscription.Events.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            var note = $"{MaxWait.TotalSeconds:0} s";
            await Record(transaction.AccessId, "the browser has waited for the notification in vain", null, note, ReturnState.No);
        }
    }

    bool IsNotificationUnattempted(Transaction transaction)
    {
        var resultStatuses = methods.Of(transaction).ResultStatuses;
        // Null when the payment was deleted meanwhile: there is nothing to wait for.
        if (ledger.Find(transaction.AccessId) is not { } current) return false;
        var result = ledger.NotificationsOf(current).LastOrDefault(notification => resultStatuses.Contains(notification.Status));
        return result is { Attempts: [] };
    }

    Task<Decision?> Record(
        string accessId, string what, IEnumerable<KeyValuePair<string, string>>? fields, string? note, ReturnState state,
        bool isFailed = false, IReadOnlyList<Note>? notes = null, IEnumerable<KeyValuePair<string, string>>? unaltered = null) =>
        ledger.Decide(accessId, (before, writing) =>
    {
        var isUnchanged = state == ReturnState.No || before.Visit!.Back == state;
        var after = isUnchanged ? before : before with { Visit = before.Visit! with { Back = state } };
        if (ReleasesNotifications(scenarios.Of(before).Race, state)) ReleaseNotifications(writing, before);
        return new Decision { Transaction = after }.With(new TimelineEntry
        {
            Number = null,
            From = Party.Gateway,
            To = Party.Merchant,
            What = what,
            At = clocks.Now(before.ShopId),
            Request = fields is null ? null : Redaction.MaskFields(fields),
            Unaltered = unaltered is null ? null : Redaction.MaskFields(unaltered),
            Failed = isFailed,
            Note = note,
            Notes = notes is { Count: > 0 } ? notes : null,
        });
    });

    static bool ReleasesNotifications(Race race, ReturnState state) =>
        (race == Race.Together && state == ReturnState.Begun) || (race == Race.ReturnFirst && state == ReturnState.Ended);

    // Schedules the notifications that were held until the browser is back.
    void ReleaseNotifications(UnitOfWork writing, Transaction transaction)
    {
        for (var index = 1; index <= transaction.Notifications; index++)
        {
            var notification = ledger.FindNotification(writing, transaction.Number, index);
            if (notification is { IsHeld: true, State: NotificationState.Pending, Attempts: [] })
                schedule.Put(writing, ScheduledJob.For(transaction, JobKind.Notification, clocks.Now(transaction.ShopId), index));
        }
    }
}
