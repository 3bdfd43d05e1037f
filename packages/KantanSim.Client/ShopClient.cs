using System.Net;

namespace KantanSim.Client;

/// <summary>
/// A test's own shop, with time, armed scenarios, wallet members and snapshots of its own. The test names its payments by OrderID. When it
/// is disposed, the shop is deleted with all its data.
/// </summary>
public sealed class ShopClient : IAsyncDisposable
{
    /// <summary>When KantanSim deletes a shop that nobody disposed, in real time.</summary>
    internal static readonly TimeSpan DefaultExpiry = TimeSpan.FromHours(2);

    static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(300);

    readonly Shop shop;
    readonly ShopCalls calls;

    internal ShopClient(KantanSimClient client, Shop shop)
    {
        (Client, this.shop) = (client, shop);
        (Clock, Snapshots, Advice, calls) = (new(this), new(this), new(this), new(this));
    }

    /// <summary>Runs first in <see cref="DisposeAsync"/>.</summary>
    internal Func<Task>? BeforeDeletion { get; set; }

    /// <summary>Its KantanSim, with the whole control API.</summary>
    public KantanSimClient Client { get; }

    /// <summary>The ShopID, for the shop's settings.</summary>
    public string ShopId => shop.ShopId;

    /// <summary>The ShopPass, for the shop's settings.</summary>
    public string ShopPass => shop.ShopPass;

    /// <summary>The shop's own simulated time.</summary>
    public ShopClock Clock { get; }

    /// <summary>Saved states of the shop.</summary>
    public ShopSnapshots Snapshots { get; }

    /// <summary>What the shop did wrong.</summary>
    public ShopAdvice Advice { get; }

    /// <summary>How long a wait waits in real time, 0 to 300 seconds; 10 seconds unless it is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to another value.</exception>
    public TimeSpan Patience
    {
        get;
        set => field = value >= TimeSpan.Zero && value <= LongestPatience
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Patience is out of range; allowed: 0 to 300 seconds.");
    } = TimeSpan.FromSeconds(10);

    /// <summary>Cancels the calls of this shop when it is cancelled, such as the token of a test.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Where the result notification program posts to from now on.</summary>
    /// <exception cref="ArgumentException">It is no absolute http or https URL.</exception>
    public Task SetNotifyUrlAsync(Uri notifyUrl) =>
        Client.ChangeShopAsync(ShopId, new() { NotifyUrl = NotifyUrls.Check(notifyUrl).AbsoluteUri }, Cancellation);

    /// <inheritdoc cref="SetNotifyUrlAsync(Uri)"/>
    public Task SetNotifyUrlAsync(string notifyUrl) => SetNotifyUrlAsync(NotifyUrls.Parse(notifyUrl));

    /// <summary>Has the next payments of this shop play a scenario, such as <c>cancel</c>.</summary>
    /// <param name="orderId">A pattern with <c>*</c>; null: any order.</param>
    /// <param name="times">The number of payments.</param>
    public Task<ArmedScenario> ArmAsync(string scenario, string? orderId = null, int times = 1) =>
        Client.ArmAsync(new() { Scenario = scenario, ShopId = ShopId, OrderId = orderId, Times = times }, Cancellation);

    /// <summary>Waits until the order is registered and requested, and has the consumer pay.</summary>
    /// <param name="member">A member of the wallet; null: the scenario's, else the first.</param>
    /// <param name="points"><c>none</c>, <c>all</c> or a number; null: as the scenario says.</param>
    public Task<ConsumerResult> ApproveAsync(
        string orderId, string? member = null, string? points = null, string? coupon = null, string? card = null) =>
        Consumer(orderId, new() { Action = "approve", Member = member, Points = points, Coupon = coupon, Card = card });

    /// <summary>Waits until the order is requested, and has the consumer cancel at the wallet.</summary>
    public Task<ConsumerResult> CancelAsync(string orderId) =>
        Consumer(orderId, new() { Action = "cancel" });

    /// <summary>Waits until the order is requested, and has the consumer close the browser.</summary>
    public Task<ConsumerResult> AbandonAsync(string orderId) =>
        Consumer(orderId, new() { Action = "abandon" });

    /// <summary>Waits until the order is requested, and has the consumer do what the scenario says.</summary>
    public Task<ConsumerResult> PlayAsync(string orderId) =>
        Consumer(orderId, new() { Action = "play" });

    /// <summary>Waits until the order has one of the statuses, such as <c>AUTH</c>.</summary>
    /// <exception cref="ExpectationException">It was not reached in time: the message has the payment's timeline.</exception>
    public Task<Transaction> ExpectAsync(string orderId, params string[] statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        return ExpectAsync(orderId, new WaitConditions { Status = string.Join(',', statuses) });
    }

    /// <summary>Waits until the order is registered and all conditions hold.</summary>
    /// <inheritdoc cref="ExpectAsync(string, string[])" path="/exception"/>
    public async Task<Transaction> ExpectAsync(string orderId, WaitConditions conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        var patient = conditions.Timeout is null ? conditions with { Timeout = Patience } : conditions;
        try
        {
            return await Client.WaitForOrderAsync(ShopId, orderId, patient, Cancellation).ConfigureAwait(false);
        }
        catch (KantanSimException refusal) when (refusal.Status == HttpStatusCode.RequestTimeout)
        {
            var seen = refusal.Transaction is { } transaction
                ? TimelineText.Of(transaction)
                : await calls.LastAsync().ConfigureAwait(false);
            throw new ExpectationException($"Order {orderId}: {refusal.Message}\n{seen}", refusal);
        }
    }

    /// <summary>Waits until the shop has answered the order's notification of a status, such as <c>AUTH</c>.</summary>
    /// <exception cref="ExpectationException">
    /// No answer came in time, or none was an acknowledgement: the message has the answers.
    /// </exception>
    public async Task<Notification> ExpectNotifiedAsync(string orderId, string status)
    {
        var transaction = await ExpectAsync(orderId, new WaitConditions { Answered = status }).ConfigureAwait(false);
        var all = await Client.ListNotificationsAsync(transaction.AccessId, limit: 500, cancel: Cancellation).ConfigureAwait(false);
        var sent = all.Items.Where(notification => notification.Status == status).ToList();
        if (sent.Find(notification => notification.State == "delivered") is { } delivered) return delivered;
        var answers = sent.SelectMany(notification => notification.Attempts).Select(attempt => attempt.Outcome);
        throw new ExpectationException(
            $"Order {orderId}: the shop has not acknowledged the notification of {status}: {string.Join("; ", answers)}\n"
            + TimelineText.Of(transaction));
    }

    /// <summary>Reads an order's newest payment with its timeline, as it is now.</summary>
    /// <exception cref="ExpectationException">The shop has not registered the order.</exception>
    public Task<Transaction> GetPaymentAsync(string orderId) =>
        ExpectAsync(orderId, new WaitConditions { Timeout = TimeSpan.Zero });

    /// <summary>Reads an order's notifications with every attempt.</summary>
    /// <inheritdoc cref="GetPaymentAsync" path="/exception"/>
    public async Task<IReadOnlyList<Notification>> ListNotificationsAsync(string orderId)
    {
        var transaction = await GetPaymentAsync(orderId).ConfigureAwait(false);
        return (await Client.ListNotificationsAsync(transaction.AccessId, limit: 500, cancel: Cancellation).ConfigureAwait(false)).Items;
    }

    /// <summary>The timelines of the shop's newest payments and its last refused calls, for the output of a failed test.</summary>
    /// <param name="limit">1 to 500 payments.</param>
    public async Task<string> GetTimelineAsync(int limit = 20)
    {
        var list = await Client.ListTransactionsAsync(new() { ShopId = ShopId }, limit, cancel: Cancellation).ConfigureAwait(false);
        var texts = new List<string>();
        foreach (var transaction in list.Items.Reverse())
            texts.Add(TimelineText.Of(await Client.GetTransactionAsync(transaction.AccessId, Cancellation).ConfigureAwait(false)));
        if (texts.Count == 0) texts.Add($"Shop {ShopId} has no payments.");
        if (await calls.RefusedAsync().ConfigureAwait(false) is { } refused) texts.Add(refused);
        return string.Join("\n\n", texts);
    }

    /// <summary>Deletes the shop with its payments, members and snapshots. A shop that is gone already is no error.</summary>
    public async ValueTask DisposeAsync()
    {
        // The token of a test that has timed out is cancelled by now.
        Cancellation = CancellationToken.None;
        try
        {
            await IgnoreMissing(BeforeDeletion).ConfigureAwait(false);
            await IgnoreMissing(Snapshots.DeleteAllAsync).ConfigureAwait(false);
            await IgnoreMissing(() => Client.ResetAsync(ShopId)).ConfigureAwait(false);
            await IgnoreMissing(() => Client.DeleteShopAsync(ShopId)).ConfigureAwait(false);
        }
        catch (KantanSimException fault) when (fault.IsNotReached)
        {
            // Its KantanSim was stopped before it. One that still runs deletes the shop when it expires.
        }
    }

    // The shop has expired, or the test has deleted it.
    static async Task IgnoreMissing(Func<Task>? step)
    {
        try
        {
            if (step is not null) await step().ConfigureAwait(false);
        }
        catch (KantanSimException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
        }
    }

    async Task<ConsumerResult> Consumer(string orderId, ConsumerRequest request)
    {
        // Step 5: the gateway has answered the request of the payment.
        var requested = new WaitConditions { Step = 5 };
        var transaction = await ExpectAsync(orderId, requested).ConfigureAwait(false);
        return await Client.PlayConsumerAsync(transaction.AccessId, request, Cancellation).ConfigureAwait(false);
    }
}
