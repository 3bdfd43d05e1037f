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
/// <param name="IsNever">The scenario lets the browser get lost.</param>
internal sealed record WayBack(string Url, List<KeyValuePair<string, string>> Fields, int Copies = 1, Note? Obstacle = null, bool IsNever = false)
{
    /// <summary>What is worth knowing of the way.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];
}

/// <summary>What goes back to the shop with the browser, when, and whether it may.</summary>
internal sealed class Returns(
    Ledger ledger, Agenda agenda, PaymentMethods methods, Moments moments, AllowedHosts allowed, MerchantClient merchants, ScenarioChoices scenarios,
    Changes changes, Deadlines deadlines, TimeProvider clock)
{
    /// <summary>How long, in real time, a browser is kept waiting for a notification that does not come.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public List<KeyValuePair<string, string>> Fields(Transaction transaction, ErrorCode? error) =>
        [.. methods.Of(transaction).ReturnFields(transaction, moments.ShopOf(transaction), moments.ChoicesOf(transaction), error)];

    /// <summary>The browser is about to go: it waits as long as the scenario says, and what it takes along is known then.</summary>
    /// <param name="gateway">The gateway's URL as the browser sees it; null where no browser goes.</param>
    public async Task<WayBack> Begin(Transaction transaction, ErrorCode? error, Uri? gateway, CancellationToken cancel)
    {
        var url = transaction.Request!.ReturnUrl;
        var fields = Fields(transaction, error);
        if (await ReturnUrlNotes.Resolve(url, allowed, cancel) is { } obstacle)
        {
            await Record(transaction.AccessId, "return by the browser refused", null, null, BackState.No,
                isFailed: true, notes: [obstacle]);
            return new(url, fields, 0, obstacle);
        }
        var (scenario, since) = (scenarios.Of(transaction), clock.GetUtcNow());
        var reaction = await React(transaction);
        if (reaction is Reaction.Omit || scenario.Race == Race.ReturnNever)
        {
            await Record(transaction.AccessId, "the browser never comes back", null, "as the scenario says", BackState.No);
            return new(url, fields, 0, IsNever: true);
        }
        if (reaction is Reaction.Wait wait) await deadlines.Pass(since, wait.By.Pick(scenarios.Chance(transaction, "returning")), cancel);
        if (scenario.Race == Race.NotificationFirst) await Told(transaction, cancel);
        var sending = (reaction as Reaction.Send)?.Sending ?? new Sending();
        var way = new WayBack(url, [.. sending.Altered(fields)], sending.Times) { Notes = gateway is null ? [] : [RefusalNotes.Return(gateway, new(url))] };
        var how = sending == new Sending() ? UrlPassword.Mask(url) : $"{UrlPassword.Mask(url)}; altered or repeated by the scenario";
        await Record(transaction.AccessId, "return by the browser to RetURL", way.Fields, how, BackState.Begun, notes: way.Notes);
        return way;
    }

    /// <summary>The merchant has answered the browser.</summary>
    public Task End(string accessId) =>
        ledger.Find(accessId) is { Visit.Back: BackState.Begun } transaction && scenarios.Of(transaction).Race == Race.ReturnFirst
            ? Record(accessId, "the browser is back at the merchant", null, "what waited for it goes out now", BackState.Ended) : Task.CompletedTask;

    /// <summary>Posts the form in the browser's place.</summary>
    /// <returns>The merchant's HTTP status, or why there is none.</returns>
    public async Task<(int? HttpStatus, string Outcome)> Post(WayBack way, CancellationToken cancel)
    {
        using var deadline = deadlines.Begin(RetryPlan.AnswerWithin, cancel);
        try
        {
            return ((await merchants.Post(way.Url, way.Fields, deadline.Over)).HttpStatus, "posted");
        }
        catch (Exception fault) when (fault is MerchantException || fault is MerchantSilentException && !cancel.IsCancellationRequested)
        {
            return (null, $"not posted: {fault.Message}");
        }
    }

    async Task<Reaction> React(Transaction transaction)
    {
        var reaction = Cue.Returning.Unscripted;
        if (!scenarios.Of(transaction).Speaks(Cue.Returning)) return reaction;
        await ledger.Decide(transaction.AccessId, (before, _) =>
        {
            (reaction, var raised, var notes) = scenarios.Play(before, Cue.Returning);
            return new Decision { Transaction = raised }.With(notes.AsSpan());
        });
        return reaction;
    }

    // The named point is the end of the first try, however the merchant answered it.
    async Task Told(Transaction transaction, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(LongestWait);
        using var watch = changes.Begin(transaction.AccessId);
        try
        {
            while (ledger.NotificationsOf(ledger.Find(transaction.AccessId)!).LastOrDefault(one => methods.Of(transaction).Results.Contains(one.Status)) is { Attempts: [] })
                await watch.News.ReadAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await Record(transaction.AccessId, "the browser has waited for the notification in vain", null, $"{LongestWait.TotalSeconds:0} s", BackState.No);
        }
    }

    Task<Decision?> Record(
        string accessId, string what, IEnumerable<KeyValuePair<string, string>>? fields, string? note, BackState back,
        bool isFailed = false, IReadOnlyList<Note>? notes = null) => ledger.Decide(accessId, (before, writing) =>
    {
        var after = back == BackState.No || before.Visit!.Back == back ? before : before with { Visit = before.Visit with { Back = back } };
        if (IsAwaited(scenarios.Of(before).Race, back)) Release(writing, before);
        return new Decision { Transaction = after }.With(new Step
        {
            Number = null,
            From = Party.Gateway,
            To = Party.Merchant,
            What = what,
            At = clock.GetUtcNow(),
            Request = fields is null ? null : Secrets.Masked(fields),
            Failed = isFailed,
            Note = note,
            Notes = notes is { Count: > 0 } ? notes : null,
        });
    });

    static bool IsAwaited(Race race, BackState back) => (race, back) is (Race.Together, BackState.Begun) or (Race.ReturnFirst, BackState.Ended);

    void Release(KantanSim.Storage.Writing writing, Transaction transaction)
    {
        for (var index = 1; index <= transaction.Notifications; index++)
            if (ledger.FindNotification(writing, transaction.Number, index) is { IsHeld: true, State: NotificationState.Pending, Attempts: [] })
                agenda.Put(writing, AgendaRow.For(transaction, Due.Notification, clock.GetUtcNow(), index));
    }
}
