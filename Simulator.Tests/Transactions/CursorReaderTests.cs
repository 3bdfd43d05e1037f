using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>Reading a page of a list that is found by looking through a table.</summary>
public sealed class CursorReaderTests
{
    readonly List<int> reads = [];

    [Fact]
    public void Page_without_a_filter_reads_no_more_rows_than_it_has()
    {
        var page = Newest(_ => true, below: long.MaxValue, rows: 1_000);
        Assert.Equal([1_000L, 999L, 998L], page.Items);
        Assert.Equal(998L, page.Next);
        Assert.Equal([3], reads);
    }

    [Fact]
    public void Page_goes_on_behind_the_rows_that_were_looked_through()
    {
        var page = Newest(row => row <= 2, below: long.MaxValue, rows: 30_000);
        Assert.Empty(page.Items);
        Assert.InRange(reads.Sum(), CursorReader.MaxRowsRead, CursorReader.MaxRowsRead + 500);
        var next = Newest(row => row <= 2, page.Next!.Value, rows: 30_000);
        Assert.Equal([2L, 1L], next.Items);
        Assert.Null(next.Next);
    }

    CursorPage<long> Newest(Func<long, bool> matches, long below, int rows) => CursorReader.Newest<long>(
        (start, limit) =>
        {
            reads.Add(limit);
            return [.. Enumerable.Range(0, limit).Select(index => Math.Min(rows, start - 1) - index).Where(row => row > 0)];
        },
        row => row, below, limit: 3, found => found.Where(matches));
}
