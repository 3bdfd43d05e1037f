using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Api;

/// <summary>Waits until a condition on a transaction holds, by the change feed.</summary>
internal sealed class TransactionWaiter(
    Ledger ledger, JobSchedule schedule, ChangeFeed changes, SubscriptionLimiter limiter, IHostApplicationLifetime lifetime)
{
    /// <param name="id">The transaction's AccessID.</param>
    /// <param name="timeout">Real time: a stopped simulated clock must not keep the caller waiting.</param>
    /// <exception cref="ProblemException">
    /// 404: no transaction has this id. 408: timed out. 503: too many calls wait, or the server is stopping.
    /// </exception>
    public Task<Transaction> Wait(string id, WaitCondition condition, TimeSpan timeout, CancellationToken cancel) =>
        Wait(ledger.Transaction(id).AccessId, () => ledger.Transaction(id), id, condition, timeout, cancel);

    /// <summary>Waits for the newest transaction of an order, also for its registration.</summary>
    /// <param name="timeout">Real time.</param>
    /// <exception cref="ProblemException">408: timed out. 503: too many calls wait, or the server is stopping.</exception>
    public Task<Transaction> WaitForOrder(
        string shopId, string orderId, WaitCondition condition, TimeSpan timeout, CancellationToken cancel) =>
        Wait(ChangeFeed.AllTransactions, () => ledger.FindByOrder(shopId, orderId), orderId, condition, timeout, cancel);

    async Task<Transaction> Wait(
        string subscribed, Func<Transaction?> find, string name, WaitCondition condition, TimeSpan timeout, CancellationToken cancel)
    {
        using var lease = limiter.AcquireWait();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        end.CancelAfter(timeout);
        using var subscription = changes.Subscribe(subscribed);
        while (true)
        {
            var transaction = find();
            if (Unmet(transaction, name, condition) is not { } unmet) return transaction!;
            try
            {
                await NextChange(subscription, end.Token);
            }
            catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                throw Stopping(unmet);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw TimedOut(timeout, unmet, find());
            }
        }
    }

    (string En, string Ja)? Unmet(Transaction? transaction, string name, WaitCondition condition) => transaction is null
        ? ($"the order {name}: the shop has not registered it", $"注文 {name} の取引登録（まだ登録されていません）")
        : condition.Unmet(transaction, ledger);

    // Drops further changes that are queued already: the condition is checked against the current state.
    static async Task NextChange(ChangeFeed.Subscription subscription, CancellationToken end)
    {
        await subscription.Events.ReadAsync(end);
        while (subscription.Events.TryRead(out _)) { }
    }

    static ProblemException Stopping((string En, string Ja) unmet) => new(Problem.Of(
        503, ProblemTitles.Stopping, ($"It no longer waits for {unmet.En}.", $"次の条件を待つのを中止しました：{unmet.Ja}。")));

    ProblemException TimedOut(TimeSpan timeout, (string En, string Ja) unmet, Transaction? transaction) => new(Problem.Of(
        408, ProblemTitles.TimedOut,
        ($"Waited {timeout.TotalSeconds:0.###} s for {unmet.En}.",
            $"{timeout.TotalSeconds:0.###} 秒待ちましたが、次の条件が満たされませんでした：{unmet.Ja}。"),
        transaction: transaction is null ? null : TransactionView.WithTimeline(transaction, ledger, schedule)));
}
