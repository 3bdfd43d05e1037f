namespace KantanSim.Transactions;

/// <summary>Reads a page of a list whose rows are found by looking through a table, highest key first.</summary>
internal static class CursorReader
{
    /// <summary>The maximum number of rows that are read for one page, however many match: a few tenths of a second.</summary>
    public const int MaxRowsRead = 20_000;

    const int RowsReadAtOnce = 500;

    /// <param name="read">The rows below a key, highest first, at most so many.</param>
    /// <param name="below">The key below which the page begins.</param>
    /// <param name="matching">Selects rows, in their order.</param>
    /// <returns>
    /// Fewer rows than <paramref name="limit"/> with a key to go on when so many rows were read that the rest is left to the next page.
    /// </returns>
    public static CursorPage<TRow> Newest<TRow>(
        Func<long, int, List<TRow>> read, Func<TRow, long> key, long below, int limit, Func<List<TRow>, IEnumerable<TRow>> matching)
    {
        var found = new List<TRow>();
        // Without a filter the first rows match, so at first no more rows are read than the page has.
        var size = Math.Min(limit, RowsReadAtOnce);
        for (var count = 0; count < MaxRowsRead; size = RowsReadAtOnce)
        {
            var rows = read(below, size);
            if (rows.Count == 0) return new(found, null);
            found.AddRange(matching(rows).Take(limit - found.Count));
            if (found.Count == limit) return new(found, key(found[^1]));
            below = key(rows[^1]);
            count += size;
        }
        return new(found, below);
    }
}
