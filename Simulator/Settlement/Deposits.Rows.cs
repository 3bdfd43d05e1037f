using System.Globalization;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using KantanSim.Transactions;

namespace KantanSim.Settlement;

/// <content>Reading and replacing the deposits of a shop.</content>
internal sealed partial class Deposits
{
    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        List<Deposit> found = [.. All(shopId)];
        List<(string Key, DepositLine Line)> linesFound =
        [
            .. from deposit in found
               from key in lines.KeysBetween($"{deposit.Id}/", $"{deposit.Id}0")
               let line = lines.Find(key)
               where line is not null
               select (key, line),
        ];
        return found.Select(deposit => deposits.Line(deposit.Id, deposit))
            .Concat(linesFound.Select(line => lines.Line(line.Key, line.Line)));
    }

    /// <inheritdoc/>
    public RowReplacement Load(string? shopId, RowSet rows)
    {
        var loaded = rows.Take(deposits).ConvertAll(row => row.Row);
        var loadedLines = rows.Take(lines).ConvertAll(row => (Key: ParseLineKey(row.Key), Line: row.Row));
        if (shopId is not null && loaded.Exists(deposit => deposit.ShopId != shopId))
            throw new FormatException($"it is of shop {shopId} and has a deposit of another shop");
        return (work, offset) =>
        {
            foreach (var deposit in All(shopId)) Delete(work, deposit);
            foreach (var deposit in loaded) work.Put(deposits, deposit.Id, deposit);
            foreach (var (key, line) in loadedLines)
                work.Put(lines, LineKey(key.DepositId, ScheduledJob.WithNumberMovedBy(key.JobId, offset)), line);
        };
    }

    void Delete(UnitOfWork work, Deposit deposit)
    {
        work.Delete(deposits, deposit.Id);
        foreach (var key in lines.KeysBetween($"{deposit.Id}/", $"{deposit.Id}0")) work.Delete(lines, key);
    }

    static (string DepositId, long JobId) ParseLineKey(string key) =>
        key.Split('/') is [var depositId, var id] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var jobId)
            ? (depositId, jobId)
            : throw new FormatException($"\"{key}\" is not a key of deposit_lines");
}
