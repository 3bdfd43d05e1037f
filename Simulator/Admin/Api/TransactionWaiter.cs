using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Api;

/// <summary>Waits until a condition on a transaction holds, by the change feed.</summary>
internal sealed class TransactionWaiter(
    Ledger ledger, JobSchedule schedule, ChangeFeed changes, SubscriptionLimiter limiter, IHostApplicationLifetime lifetime)
{
    /// <param name="timeout">Real time: a stopped simulated clock must not keep the caller waiting.</param>
    /// <exception cref="ProblemException">
    /// 404: no transaction has this id. 408: timed out. 503: too many calls wait, or the server is stopping.
    /// </exception>
    public async Task<Transaction> Wait(string id, WaitCondition condition, TimeSpan timeout, CancellationToken cancel)
    {
        using var lease = limiter.AcquireWait();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        end.CancelAfter(timeout);
        using var subscription = changes.Subscribe(ledger.Transaction(id).AccessId);
        while (true)
        {
            var transaction = ledger.Transaction(id);
            if (condition.Unmet(transaction, ledger) is not { } unmet) return transaction;
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
                throw TimedOut(timeout, unmet, ledger.Transaction(id));
            }
        }
    }

    // Drops further changes that are queued already: the condition is checked against the current state.
    static async Task NextChange(ChangeFeed.Subscription subscription, CancellationToken end)
    {
        await subscription.Events.ReadAsync(end);
        while (subscription.Events.TryRead(out _)) { }
    }

    static ProblemException Stopping((string En, string Ja) unmet) => new(Problem.Of(
        503, ProblemTitles.Stopping, ($"It no longer waits for {unmet.En}.", $"次の条件を待つのを中止しました：{unmet.Ja}。")));

    ProblemException TimedOut(TimeSpan timeout, (string En, string Ja) unmet, Transaction transaction) => new(Problem.Of(
        408, ProblemTitles.TimedOut,
        ($"Waited {timeout.TotalSeconds:0.###} s for {unmet.En}.",
            $"{timeout.TotalSeconds:0.###} 秒待ちましたが、次の条件が満たされませんでした：{unmet.Ja}。"),
        transaction: TransactionView.WithTimeline(transaction, ledger, schedule)));
}
