using KantanSim.Storage;
using KantanSim.Tests.Methods;
using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>The maximum number of rows read for a page of a list, and of unread changes of a subscriber.</summary>
public sealed class ListLimitTests
{
    [Fact]
    public async Task A_search_reads_20000_rows_and_returns_where_to_continue()
    {
        using var store = Store.Open(Store.InMemory);
        var components = LedgerComponents.Open(store, 7);
        var row = Decisions.Transaction("Recruit", new("AUTH"));
        await store.Write(work =>
        {
            for (var number = 1; number <= 20_001; number++)
                work.Put(components.Collections.Transactions, number, row with { Number = number });
        });
        var lists = new TransactionLists(components.Collections, components.Ledger);

        Assert.Equal("2, continue below 2", Search(2, below: long.MaxValue));
        Assert.Equal("nothing, continue below 2", Search(1, below: long.MaxValue));
        Assert.Equal("1, end", Search(1, below: 2));

        string Search(long number, long below)
        {
            var page = lists.Newest(below, 500, one => one.Number == number);
            var found = page.Items is [var transaction] ? $"{transaction.Number}" : "nothing";
            var next = page.Next is { } key ? $"continue below {key}" : "end";
            return $"{found}, {next}";
        }
    }

    [Fact]
    public void A_subscriber_with_1024_unread_changes_loses_the_oldest_ones()
    {
        var changes = new ChangeFeed();
        using var subscription = changes.Subscribe();
        for (var number = 1; number <= 1_024; number++) changes.Publish(ChangeOf(number));
        Assert.True(subscription.Events.TryRead(out var first));
        Assert.Equal("1", first.What);
        changes.Publish(ChangeOf(1_025));
        changes.Publish(ChangeOf(1_026));
        Assert.True(subscription.Events.TryRead(out var next));
        Assert.Equal(("3", 1_023), (next.What, subscription.Events.Count));
    }

    static Change ChangeOf(int number) => new($"{number}", "", "", "", "", DateTimeOffset.UnixEpoch);
}
