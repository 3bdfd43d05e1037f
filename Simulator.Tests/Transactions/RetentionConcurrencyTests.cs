using KantanSim.Storage;
using KantanSim.Tests.Methods;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Transactions;

/// <summary>What retention does while an order is used again, and after a reset.</summary>
public sealed class RetentionMeanwhileTests : IDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    readonly Store store = Store.Open(Store.InMemory);
    readonly LedgerCollections shelves;
    readonly JobSchedule agenda;
    readonly Ledger ledger;
    readonly TransactionPurger forgetting;
    int registered;

    public RetentionMeanwhileTests()
    {
        (shelves, agenda) = (new(store), new(store));
        ledger = new(store, shelves, IdentifierGenerator.For(store, 7), agenda, new());
        forgetting = new(store, shelves, ledger, new(shelves, ledger), agenda);
    }

    public void Dispose() => store.Dispose();

    // The later use is found by way of the earlier one: saved together with the forgetting, it must not be left without it.
    [Fact]
    public async Task Order_that_is_used_again_in_the_same_commit_keeps_its_earlier_use()
    {
        await Register(1, false);
        using var held = new ManualResetEventSlim();
        var busy = store.Write(_ => held.Wait(TestContext.Current.CancellationToken));
        var again = Register(1, true, "1");
        var forgotten = forgetting.PurgeFinished(0, DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        held.Set();
        await Task.WhenAll(busy, again, forgotten);
        Assert.Equal((0, "2 1"), (await forgotten, string.Join(' ', ledger.FindAllByOrder("shop", "1").Select(use => use.Number))));
    }

    [Fact]
    public async Task Number_that_could_not_go_is_forgotten_by_a_reset()
    {
        var retention = new KantanSim.Transactions.Retention(ledger, forgetting, new(), new Fixed(), NullLogger<KantanSim.Transactions.Retention>.Instance, 10, 0);
        await Register(100, true);
        await retention.PurgeIfNeeded();
        await forgetting.PurgeAll();
        // It looks at each registration.
        await Register(1, false);
        await retention.PurgeIfNeeded();
        await Register(49, false);
        await retention.PurgeIfNeeded();
        Assert.Equal(10, ledger.Count);
    }

    sealed class Fixed : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Begin;
    }

    Task Register(int count, bool isDue, string? order = null) => Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
    {
        var id = order ?? $"{++registered}";
        return ledger.Register("shop", id, _ => true, (number, accessId, _) =>
        {
            var row = Decisions.Transaction("Recruit", new("CAPTURE")) with { Number = number, AccessId = accessId, ShopId = "shop", OrderId = id };
            return new() { Transaction = row, JobsToSchedule = isDue ? [ScheduledJob.For(row, JobKind.Settlement, Begin.AddDays(30))] : [] };
        });
    }));
}
