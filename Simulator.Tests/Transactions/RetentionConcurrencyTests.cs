using KantanSim.Clocks;
using KantanSim.Storage;
using KantanSim.Tests.Methods;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Transactions;

/// <summary>Retention while an OrderID is used again, and after a reset.</summary>
public sealed class RetentionConcurrencyTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    readonly Store store = Store.Open(Store.InMemory);
    readonly Ledger ledger;
    readonly TransactionPurger purger;
    int registered;

    public RetentionConcurrencyTests()
    {
        var collections = new LedgerCollections(store);
        var schedule = new JobSchedule(store);
        ledger = new(store, collections, IdentifierGenerator.For(store, 7), schedule, new());
        purger = new(store, collections, ledger, new(collections, ledger), schedule);
    }

    public void Dispose() => store.Dispose();

    // The later transaction is found through the earlier one, which therefore must not be deleted in the same commit.
    [Fact]
    public async Task Earlier_transaction_is_kept_when_its_OrderID_is_used_again_in_the_same_commit()
    {
        await Register(1, hasJob: false);
        using var enqueued = new ManualResetEventSlim();
        var blocking = store.Write(_ => enqueued.Wait(TestContext.Current.CancellationToken));
        var again = Register(1, hasJob: true, "1");
        var ages = new RetentionAges(_ => DateTimeOffset.MinValue, _ => DateTimeOffset.MinValue, _ => DateTimeOffset.MaxValue);
        var deleted = purger.PurgeFinished(0, ages);
        enqueued.Set();
        await Task.WhenAll(blocking, again, deleted);
        Assert.Equal(0, await deleted);
        Assert.Equal([2, 1], ledger.FindAllByOrder("shop", "1").Select(transaction => transaction.Number));
    }

    [Fact]
    public async Task Payments_that_could_not_be_deleted_do_not_count_after_a_reset()
    {
        using var retention = new Retention(
            ledger, purger, new(), new ShopClocks(store, Now), NullLogger<Retention>.Instance, maxPayments: 10, maxDays: 0);
        await Register(100, hasJob: true);
        await retention.PurgeIfNeeded();
        await purger.PurgeAll();
        await Register(1, hasJob: false);
        await retention.PurgeIfNeeded();
        await Register(49, hasJob: false);
        await retention.PurgeIfNeeded();
        Assert.Equal(10, ledger.Count);
    }

    Task Register(int count, bool hasJob, string? orderId = null) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Register(orderId ?? $"{++registered}", hasJob)));

    Task Register(string orderId, bool hasJob) => ledger.Register("shop", orderId, _ => true, (number, accessId, _) =>
    {
        var captured = Decisions.Transaction("Recruit", new("CAPTURE"));
        var row = captured with { Number = number, AccessId = accessId, ShopId = "shop", OrderId = orderId };
        return new() { Transaction = row, JobsToSchedule = hasJob ? [ScheduledJob.For(row, JobKind.Settlement, Now.AddDays(30))] : [] };
    });
}
