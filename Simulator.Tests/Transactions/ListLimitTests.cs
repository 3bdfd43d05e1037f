using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>How far a list is looked through for one answer, and how much news waits for somebody slow.</summary>
public sealed class ListLimitTests
{
    [Fact]
    public async Task A_search_looks_through_20000_rows_and_says_where_it_goes_on()
    {
        using var store = Store.Open(Store.InMemory);
        var books = LedgerComponents.Open(store, 7);
        var row = KantanSim.Tests.Methods.Decisions.Transaction("Recruit", new("AUTH"));
        await store.Write(writing =>
        {
            for (var number = 1; number <= 20_001; number++) writing.Put(books.Shelves.Transactions, number, row with { Number = number });
        });
        var lists = new TransactionLists(books.Shelves, books.Ledger);

        Assert.Equal("2, on below 2", await Found(2, below: long.MaxValue));
        Assert.Equal("nothing, on below 2", await Found(1, below: long.MaxValue));
        Assert.Equal("1, end", await Found(1, below: 2));

        async Task<string> Found(long number, long below)
        {
            var found = lists.Newest(below, 500, one => one.Number == number);
            return $"{(found.Items is [var one] ? one.Number : "nothing")}, {(found.Next is { } next ? $"on below {next}" : "end")}";
        }
    }

    [Fact]
    public void News_beyond_1024_take_the_place_of_the_oldest()
    {
        var changes = new ChangeFeed();
        using var watch = changes.Subscribe();
        for (var number = 1; number <= 1_024; number++) changes.Publish(News(number));
        Assert.True(watch.Events.TryRead(out var first));
        Assert.Equal("1", first.What);
        changes.Publish(News(1_025));
        changes.Publish(News(1_026));
        Assert.True(watch.Events.TryRead(out var next));
        Assert.Equal(("3", 1_023), (next.What, watch.Events.Count));
    }

    static Change News(int number) => new($"{number}", "", "", "", "", DateTimeOffset.UnixEpoch);
}
