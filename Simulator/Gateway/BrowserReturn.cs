using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Notifications;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>The browser's way back to the merchant, as it shall be gone.</summary>
/// <param name="Copies">How often the form reaches RetURL.</param>
/// <param name="Obstacle">Why the browser cannot be sent there, or null.</param>
/// <param name="IsAbandoned">The scenario lets the browser get lost.</param>
internal sealed record ReturnPlan(string Url, List<KeyValuePair<string, string>> Fields, int Copies = 1, Note? Obstacle = null, bool IsAbandoned = false)
{
    /// <summary>What is worth knowing of the way.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];
}

/// <summary>What goes back to the shop with the browser, when, and whether it may.</summary>
internal sealed class BrowserReturn(
    Ledger ledger, JobSchedule agenda, PaymentMethods methods, DecisionContextFactory moments, AllowedHosts allowed, MerchantClient merchants, ScenarioEngine scenarios,
    ChangeFeed changes, Deadlines deadlines, TimeProvider clock)
{
    /// <summary>How long, in real time, a browser is kept waiting for a notification that does not come.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public List<KeyValuePair<string, string>> ReturnFields(Transaction transaction, ErrorCode? error) =>
        [.. methods.Of(transaction).ReturnFields(transaction, moments.ShopOf(transaction), moments.OptionsOf(transaction), error)];

    /// <summary>The browser is about to go: it waits as long as the scenario says, and what it takes along is known then.</summary>
    /// <param name="gateway">The gateway's URL as the browser sees it; null where no browser goes.</param>
    public async Task<ReturnPlan> Prepare(Transaction transaction, ErrorCode? error, Uri? gateway, CancellationToken cancel)
    {
        var url = transaction.Request!.ReturnUrl;
        var fields = ReturnFields(transaction, error);
        if (await ReturnUrlNotes.Resolve(url, allowed, cancel) is { } obstacle)
        {
            await Record(transaction.AccessId, "return by the browser refused", null, null, ReturnState.No,
                isFailed: true, notes: [obstacle]);
            return new(url, fields, 0, obstacle);
        }
        var (scenario, since) = (scenarios.Of(transaction), clock.GetUtcNow());
        var reaction = await React(transaction);
        if (reaction is ScenarioAction.Omit || scenario.Race == Race.ReturnNever)
        {
            await Record(transaction.AccessId, "the browser never comes back", null, "as the scenario says", ReturnState.No);
            return new(url, fields, 0, IsAbandoned: true);
        }
        if (reaction is ScenarioAction.Wait wait) await deadlines.Wait(since, wait.By.Pick(scenarios.CreateRandom(transaction, "returning")), cancel);
        if (scenario.Race == Race.NotificationFirst) await AwaitNotification(transaction, cancel);
        var sending = (reaction as ScenarioAction.Send)?.Options ?? new DeliveryOptions();
        var way = new ReturnPlan(url, [.. sending.OverrideFields(fields)], sending.Times) { Notes = gateway is null ? [] : [RefusalNotes.Return(gateway, new(url))] };
        var how = sending == new DeliveryOptions() ? UrlPassword.Mask(url) : $"{UrlPassword.Mask(url)}; altered or repeated by the scenario";
        await Record(transaction.AccessId, "return by the browser to RetURL", way.Fields, how, ReturnState.Begun, notes: way.Notes);
        return way;
    }

    /// <summary>The merchant has answered the browser.</summary>
    public Task End(string accessId) =>
        ledger.Find(accessId) is { Visit.Back: ReturnState.Begun } transaction && scenarios.Of(transaction).Race == Race.ReturnFirst
            ? Record(accessId, "the browser is back at the merchant", null, "what waited for it goes out now", ReturnState.Ended) : Task.CompletedTask;

    /// <summary>Posts the form in the browser's place.</summary>
    /// <returns>The merchant's HTTP status, or why there is none.</returns>
    public async Task<(int? HttpStatus, string Outcome)> Post(ReturnPlan way, CancellationToken cancel)
    {
        using var deadline = deadlines.Begin(RetryPlan.ResponseTimeout, cancel);
        try
        {
            return ((await merchants.Post(way.Url, way.Fields, deadline.Token)).HttpStatus, "posted");
        }
        catch (Exception fault) when (fault is MerchantException || fault is MerchantTimeoutException && !cancel.IsCancellationRequested)
        {
            return (null, $"not posted: {fault.Message}");
        }
    }

    async Task<ScenarioAction> React(Transaction transaction)
    {
        var reaction = Hook.Returning.DefaultAction;
        if (!scenarios.Of(transaction).Handles(Hook.Returning)) return reaction;
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            (reaction, var raised, var notes) = scenarios.Play(before, Hook.Returning);
            return new Decision { Transaction = raised }.With(notes.AsSpan());
        });
        return reaction;
    }

    // The named point is the end of the first try, however the merchant answered it.
    async Task AwaitNotification(Transaction transaction, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(LongestWait);
        using var watch = changes.Subscribe(transaction.AccessId);
        try
        {
            while (ledger.NotificationsOf(ledger.Find(transaction.AccessId)!).LastOrDefault(one => methods.Of(transaction).ResultStatuses.Contains(one.Status)) is { Attempts: [] })
                await watch.Events.ReadAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await Record(transaction.AccessId, "the browser has waited for the notification in vain", null, $"{LongestWait.TotalSeconds:0} s", ReturnState.No);
        }
    }

    Task<Decision?> Record(
        string accessId, string what, IEnumerable<KeyValuePair<string, string>>? fields, string? note, ReturnState back,
        bool isFailed = false, IReadOnlyList<Note>? notes = null) => ledger.Decide(accessId, (before, writing) =>
    {
        var after = back == ReturnState.No || before.Visit!.Back == back ? before : before with { Visit = before.Visit with { Back = back } };
        if (IsAwaited(scenarios.Of(before).Race, back)) Release(writing, before);
        return new Decision { Transaction = after }.With(new TimelineEntry
        {
            Number = null,
            From = Party.Gateway,
            To = Party.Merchant,
            What = what,
            At = clock.GetUtcNow(),
            Request = fields is null ? null : Redaction.MaskFields(fields),
            Failed = isFailed,
            Note = note,
            Notes = notes is { Count: > 0 } ? notes : null,
        });
    });

    static bool IsAwaited(Race race, ReturnState back) => (race, back) is (Race.Together, ReturnState.Begun) or (Race.ReturnFirst, ReturnState.Ended);

    void Release(KantanSim.Storage.UnitOfWork writing, Transaction transaction)
    {
        for (var index = 1; index <= transaction.Notifications; index++)
            if (ledger.FindNotification(writing, transaction.Number, index) is { IsHeld: true, State: NotificationState.Pending, Attempts: [] })
                agenda.Put(writing, ScheduledJob.For(transaction, JobKind.Notification, clock.GetUtcNow(), index));
    }
}
