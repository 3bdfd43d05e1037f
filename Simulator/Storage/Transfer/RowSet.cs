using System.Text.Json;

namespace KantanSim.Storage.Transfer;

/// <summary>Rows in memory, read from lines of <see cref="ExportFormat"/>.</summary>
internal sealed class RowSet
{
    readonly Dictionary<string, List<ExportLine>> lines = [];

    public void Add(ExportLine line)
    {
        var collection = line switch
        {
            ExportLine.Row row => row.Table,
            ExportLine.Items items => items.List,
            ExportLine.IndexKey key => key.Index,
            _ => throw new FormatException("a line must have one of table, list and index"),
        };
        if (!lines.TryGetValue(collection, out var known)) lines[collection] = known = [];
        known.Add(line);
    }

    /// <summary>The rows of a collection. They are released here, so that they are in memory only once: a second call gets none.</summary>
    /// <exception cref="FormatException">A row cannot be read.</exception>
    public List<(TKey Key, TRow Row)> Take<TKey, TRow>(Table<TKey, TRow> table) where TKey : notnull where TRow : class =>
        Read(table.Name, (ExportLine.Row line) => (line.Id.GetValue<TKey>(), table.Row(ExportLine.Bytes(line.Content))));

    /// <inheritdoc cref="Take{TKey, TRow}"/>
    public List<(long Owner, List<TItem> Items)> Take<TItem>(ListTable<TItem> list) where TItem : class =>
        Read(list.Name, (ExportLine.Items line) => (line.Owner, line.Content.Select(item => list.Item(ExportLine.Bytes(item))).ToList()));

    /// <inheritdoc cref="Take{TKey, TRow}"/>
    public List<(UInt128 Key, long Number)> Take(KeyIndex index) => Read(index.Name, (ExportLine.IndexKey line) => (line.Value, line.Number));

    List<T> Read<TLine, T>(string collection, Func<TLine, T> read) where TLine : ExportLine
    {
        if (!lines.Remove(collection, out var found)) return [];
        try { return [.. found.Cast<TLine>().Select(read)]; }
        catch (Exception fault) when (fault is JsonException or InvalidCastException or InvalidOperationException)
        {
            throw new FormatException($"a row of {collection} cannot be read: {fault.Message}", fault);
        }
    }
}
