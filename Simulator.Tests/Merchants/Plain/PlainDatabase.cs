using System.Data;
using System.Globalization;

namespace KantanSim.Tests.Merchants.Plain;

/// <summary>The shop's tables, used like an SQL database. Each method is one transaction.</summary>
internal sealed class PlainDatabase
{
    readonly Lock sync = new();
    readonly Dictionary<string, DataTable> tables = [];

    public PlainDatabase()
    {
        // States of an order: new, pending, failed, paid, shipped, cancelled. Times are seconds since 1970, amounts yen; 0 is none.
        Create("orders", "id item state paid_by", "total new_total parcels ship_wanted tries next_at paid_at");
        Create("payments", "oid order_id access_id access_pass start_url token status", "tries next_at checked_at refund_wanted refund_at");
        Create("events", "what", "at");
    }

    /// <summary>Whether writing fails.</summary>
    public bool IsDown { get; set; }

    public void Insert(string table, params (string Column, object Value)[] values) => Write(() =>
    {
        var row = tables[table].NewRow();
        foreach (var (column, value) in values) row[column] = value;
        tables[table].Rows.Add(row);
        return 1;
    });

    /// <param name="where">A condition with values as <c>{0}</c>.</param>
    /// <returns>How many rows were changed.</returns>
    public int Update(string table, FormattableString where, params (string Column, object Value)[] values) => Write(() =>
    {
        var rows = Find(table, where);
        foreach (var row in rows)
            foreach (var (column, value) in values) row[column] = value;
        return rows.Length;
    });

    /// <returns>Copies of the rows, oldest first.</returns>
    public PlainRow[] Select(string table, FormattableString where)
    {
        lock (sync) return [.. Find(table, where).Select(row => new PlainRow(Copy(row)))];
    }

    int Write(Func<int> change)
    {
        lock (sync) return IsDown ? throw new DataException("the database is down") : change();
    }

    void Create(string name, string texts, string numbers)
    {
        var table = tables[name] = new(name) { Locale = CultureInfo.InvariantCulture };
        foreach (var column in texts.Split(' ')) table.Columns.Add(column, typeof(string)).DefaultValue = "";
        foreach (var column in numbers.Split(' ')) table.Columns.Add(column, typeof(long)).DefaultValue = 0L;
    }

    DataRow[] Find(string table, FormattableString where) =>
        tables[table].Select(string.Format(CultureInfo.InvariantCulture, where.Format, [.. where.GetArguments().Select(Quoted)]));

    static object? Quoted(object? value) => value is string text ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : value;

    static Dictionary<string, object> Copy(DataRow row) =>
        row.Table.Columns.Cast<DataColumn>().ToDictionary(column => column.ColumnName, column => row[column]);
}

/// <summary>A copy of a row.</summary>
internal sealed class PlainRow(Dictionary<string, object> values)
{
    public string this[string column] => (string)values[column];

    public long Number(string column) => (long)values[column];
}
